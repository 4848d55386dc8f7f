// Both splitters against the one written for plainness, for every dialect, with the text cut into blocks
// wherever the input says.
//
// Input: mode (0 rfc, 1 lenient, 2 raw), bits (1 double_quote, 2 a backslash escapes, 4 blanks behind
// delimiters), line end (0 LF, 1 CR), delimiter, quote, sizes of the blocks as bytes up to a '|', the text.
#include "text/splitter.h"

#include "fuzzing.h"
#include "reference_splitter.h"

namespace sfi::fuzz {
namespace {

struct Split {
  std::vector<ReadRow> rows;
  std::uint64_t lines = 1;
};

Split split(std::string_view text, const TextDialect& dialect, std::string_view sizes,
            Splitter::Instructions instructions) {
  const Splitter splitter(dialect, Splitter::kDefaultMaxRowBytes, instructions);
  Split result;
  std::string carry;
  std::size_t turn = 0;
  for (bool at_end = false; !at_end;) {
    const std::size_t size =
        sizes.empty() ? text.size() : std::size_t{static_cast<unsigned char>(sizes[turn++ % sizes.size()])} + 1;
    const std::string_view piece = text.substr(0, size);
    text.remove_prefix(piece.size());
    at_end = text.empty();
    RowBlock block;
    block.bytes.append(carry);
    block.bytes.append(piece);
    block.first_line = result.lines;
    const std::size_t used = splitter.split(block, at_end, result.lines);
    check(used <= block.bytes.size(), "not more is used up than there is");
    for (ReadRow& row : rows_of(block)) result.rows.push_back(std::move(row));
    carry = block.bytes.view().substr(used);
  }
  check(carry.empty(), "at the end everything is used up");
  return result;
}

}  // namespace
}  // namespace sfi::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  Input input(data, size);
  TextDialect dialect;
  constexpr QuoteMode modes[] = {QuoteMode::rfc, QuoteMode::lenient, QuoteMode::raw};
  dialect.mode = modes[input.choice(3)];
  const std::uint8_t bits = input.byte();
  dialect.double_quote = (bits & 3) == 1;  // never both
  dialect.escape = (bits & 2) != 0 ? '\\' : '\0';
  dialect.skip_initial_space = (bits & 4) != 0;
  dialect.line_end = input.choice(2) == 0 ? '\n' : '\r';
  dialect.delimiter = static_cast<char>(input.byte());
  dialect.quote = static_cast<char>(input.byte());
  const std::string_view sizes = input.until('|');
  const std::string_view text = input.rest();
  // No definition allows this: each character must have one meaning.
  const auto is_taken = [](char c) { return c == '\n' || c == '\r' || c == '\\' || c == ' '; };
  if (dialect.delimiter == dialect.quote || is_taken(dialect.delimiter) || is_taken(dialect.quote)) return -1;

  const Split best = split(text, dialect, sizes, Splitter::Instructions::best);
  const Split portable = split(text, dialect, sizes, Splitter::Instructions::portable);
  std::vector<ReadRow> expected;
  for (auto& row : reference::ReferenceSplitter(text, dialect).split()) {
    expected.push_back({row.line, std::move(row.fields), std::move(row.bad)});
  }
  check(best.rows == expected, "the fast splitter agrees with the reference");
  check(portable.rows == expected, "the portable splitter agrees with the reference");
  check(best.lines == portable.lines, "both splitters count the same lines");
  return 0;
}
