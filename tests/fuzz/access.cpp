// Databases of Microsoft Access: those of tests/data with bytes replaced, since a whole one is too large to
// be a seed. Input: '0' for the .mdb, '1' for the .accdb, '2' for the newer types, then patches: an offset (3 bytes,
// the low one first), a length (1 byte), the bytes.
#include "input/access_reader.h"

#include <algorithm>

#include "base/error.h"
#include "fuzzing.h"
#include "input/inflate_source.h"

namespace sfi::fuzz {
namespace {

std::string unpacked(const char* name) {
  const std::string path = std::string(SFI_SOURCE_DIR "/tests/data/") + name;
  GzipSource source(std::make_unique<FileSource>(path), path);
  return read_all(source, path);
}

void patch(std::string& bytes, Input& input) {
  while (!input.rest().empty()) {
    std::size_t at = input.byte();
    at |= std::size_t{input.byte()} << 8;
    at |= std::size_t{input.byte()} << 16;
    at %= bytes.size();
    for (std::size_t left = input.byte(); left > 0 && !input.rest().empty() && at < bytes.size(); --left) {
      bytes[at++] = static_cast<char>(input.byte());
    }
  }
}

}  // namespace
}  // namespace sfi::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  static const std::string databases[] = {unpacked("receipts.mdb.gz"), unpacked("receipts.accdb.gz"),
                                          unpacked("types.accdb.gz")};
  Input input(data, size);
  std::string bytes = databases[input.choice(3)];
  patch(bytes, input);
  const File file(bytes);
  try {
    for (const std::string& table : access_tables(file.path(), "fuzzed")) {
      const HeaderRule header{Header::present, {}, {{"ID"}, {"Memo"}, {"Amount"}, {"Entered"}}};
      AccessReader reader(file.path(), table, {}, header, "fuzzed");
      read_rows(reader);
    }
  } catch (const Error&) {
  }
  return 0;
}
