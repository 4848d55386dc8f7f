// Old workbooks. Input: header rule, '1' for a stream of records around which the compound file is made
// or '0' for a file as it is, then the bytes.
#include "input/xls_reader.h"

#include "base/error.h"
#include "containers.h"
#include "fuzzing.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  Input input(data, size);
  const HeaderRule header = header_of(input.choice(kHeaders));
  const bool is_stream = input.choice(2) == 1;
  const std::string file = is_stream ? compound_file_of("Workbook", input.rest()) : std::string(input.rest());
  try {
    XlsReader reader(source_of(file), "", {}, header, "fuzzed");
    read_rows(reader);
  } catch (const Error&) {
  }
  return 0;
}
