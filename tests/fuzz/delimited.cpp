// Delimited text from its first byte on: byte order mark, encoding, header, trailer, blocks.
//
// Input: header rule, mode, delimiter, encoding, bits (1 trailer, 2 phantom column, 4 short rows, 8 blank
// extra), size of the blocks, then the file.
#include "input/delimited_reader.h"

#include "base/error.h"
#include "fuzzing.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  Input input(data, size);
  DelimitedOptions options;
  options.header = header_of(input.choice(kHeaders));
  constexpr QuoteMode modes[] = {QuoteMode::rfc, QuoteMode::lenient, QuoteMode::raw};
  options.dialect.mode = modes[input.choice(3)];
  constexpr char delimiters[] = {',', '\t', '|', ';'};
  options.dialect.delimiter = delimiters[input.choice(4)];
  options.format.quote = options.dialect.mode == QuoteMode::raw ? '\0' : '"';
  constexpr Encoding encodings[] = {Encoding::utf8, Encoding::windows1252, Encoding::utf16le, Encoding::utf16be};
  options.format.encoding = encodings[input.choice(4)];
  const std::uint8_t bits = input.byte();
  if ((bits & 1) != 0) options.trailer = "^Total records: ([0-9,]+)";
  if ((bits & 2) != 0) options.phantom_column = "Name";
  options.pad_short_rows = (bits & 4) != 0;
  options.drop_blank_extra = (bits & 8) != 0;
  options.block_bytes = 4 + std::size_t{4} * input.byte();
  options.max_row_bytes = 4096;
  try {
    DelimitedReader reader(source_of(input.rest()), options, "fuzzed");
    read_rows(reader);
    reader.notes();
  } catch (const Error&) {
  }
  return 0;
}
