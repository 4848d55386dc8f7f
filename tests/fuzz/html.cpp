// HTML pages. Input: header rule, then the page.
#include "base/error.h"
#include "fuzzing.h"
#include "input/html_reader.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  Input input(data, size);
  const HeaderRule header = header_of(input.choice(kHeaders));
  try {
    HtmlReader reader(source_of(input.rest()), {}, header, "fuzzed");
    read_rows(reader);
  } catch (const Error&) {
  }
  return 0;
}
