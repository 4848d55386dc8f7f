// A zip archive as it is: its directory, and the bytes of its members.
#include "base/error.h"
#include "fuzzing.h"
#include "input/zip_archive.h"

namespace sfi::fuzz {
namespace {

// To the end, but not all of a bomb.
void read_some(ByteSource& source) {
  std::vector<char> block(4096);
  for (std::size_t total = 0; total < (std::size_t{4} << 20);) {
    const std::size_t count = source.read(block.data(), block.size());
    check(count <= block.size(), "not more is read than was asked for");
    if (count < block.size()) return;
    total += count;
  }
}

}  // namespace
}  // namespace sfi::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  const File file(Input(data, size).rest());
  try {
    ZipArchive archive(file.path());
    for (const ZipMember& member : archive.members()) {
      check(archive.find(member.name) != nullptr, "a member is found by its name");
      try {
        read_some(*archive.open(member));
      } catch (const Error&) {  // the other members may be well
      }
    }
  } catch (const Error&) {
  }
  return 0;
}
