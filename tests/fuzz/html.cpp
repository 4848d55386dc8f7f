// HTML pages, read as tables and as labels with values. Input: header rule, then the page.
#include "base/error.h"
#include "fuzzing.h"
#include "input/form_reader.h"
#include "input/html_reader.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  Input input(data, size);
  const HeaderRule header = header_of(input.choice(kHeaders));
  const std::string_view page = input.rest();
  try {
    HtmlReader reader(source_of(page), {}, header, " ", "fuzzed");
    read_rows(reader);
  } catch (const Error&) {
  }
  try {
    FormReader reader(source_of(page), {}, header, "; ", "fuzzed");
    check(read_rows(reader).size() == 1, "a page of labels and values is one row");
  } catch (const Error&) {
  }
  return 0;
}
