// Columns of fixed width. Input: header rule, encoding, widths as digits up to a line end, the file.
#include "input/fixed_width_reader.h"

#include "base/error.h"
#include "fuzzing.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  Input input(data, size);
  DelimitedOptions options;
  options.header = header_of(input.choice(kHeaders));
  constexpr Encoding encodings[] = {Encoding::utf8, Encoding::latin1, Encoding::utf16le};
  options.format.encoding = encodings[input.choice(3)];
  std::vector<std::uint32_t> widths;
  for (const char digit : input.until('\n')) widths.push_back(1 + static_cast<unsigned char>(digit) % 32U);
  if (widths.empty()) return -1;
  try {
    FixedWidthReader reader(source_of(input.rest()), widths, options, "fuzzed");
    for (const ReadRow& row : read_rows(reader)) {
      check(row.fields.size() <= widths.size() + 1, "one field more than columns at most");
    }
  } catch (const Error&) {
  }
  return 0;
}
