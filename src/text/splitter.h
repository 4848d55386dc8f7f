// Delimited text into rows and fields: the offsets of the separators that count.
//
// Three ways of reading quotes:
//   rfc      RFC 4180. A quote opens a field only at its first byte and a doubled quote inside means
//            one. A quote inside an unquoted field is data. A closing quote that is followed by
//            anything but a delimiter or line end makes the row bad ("stray_quote").
//   raw      quotes are data.
//   lenient  a quote opens a field only right after a delimiter or line start and closes only before
//            a delimiter or line end; any other quote is data. With double_quote an even number of
//            quotes before a delimiter is taken as escaped quotes, not as the end.
//
// With `escape` a quote after that character is data; quotes are not doubled then. In lenient mode the
// rule above decides alone where a field closes, since some agencies end a value in the same character.
// With `skip_initial_space` blanks between a delimiter and an opening quote do not count.
//
// A quote that never closes costs one line, not the rest of the file: when a row is past
// max_row_bytes (or the file ends) inside quotes, its first physical line is handed out as a bad row
// ("unclosed_quote") and reading goes on at the next line. The same when a row that went bad by a
// stray quote has run over several lines.
//
// A row that is longer than max_row_bytes is bad too ("row_too_long"), and where a line goes on behind the block
// whoever hands in the blocks has to drop what follows of it (RowBlock::ends_in_bad_line). Both verdicts depend on the
// row's first max_row_bytes alone, not on where blocks end.
//
// How it is fast: 64 bytes at a time become bit masks (quote, delimiter, line end); a prefix XOR of
// the quotes shows which separators are inside quotes, and a few mask operations prove that the
// quotes of this stretch are regular. Only a stretch that is not is read byte by byte.
#pragma once

#include <cstddef>
#include <cstdint>

#include "text/row_block.h"

namespace sfi {

enum class QuoteMode : std::uint8_t { rfc, raw, lenient };

struct TextDialect {
  QuoteMode mode = QuoteMode::rfc;
  char delimiter = ',';
  char quote = '"';
  bool double_quote = true;
  char escape = '\0';  // none
  bool skip_initial_space = false;
  char line_end = '\n';  // '\r' for files of old Macs; CRLF needs no setting
  // Whether an escaped quote does not close its field.
  bool reads_escapes() const { return escape != '\0' && mode == QuoteMode::rfc; }
};

class Splitter {
 public:
  static constexpr std::size_t kDefaultMaxRowBytes = std::size_t{1} << 20;

  // `portable` is what machines without AVX2 run; tests and benchmarks ask for it by name.
  enum class Instructions : std::uint8_t { best, portable };

  explicit Splitter(TextDialect dialect, std::size_t max_row_bytes = kDefaultMaxRowBytes,
                    Instructions instructions = Instructions::best)
      : dialect_(dialect), max_row_bytes_(max_row_bytes), instructions_(instructions) {}

  // Indexes block.bytes, which must begin at the start of a row, into block.separators, rows and
  // bad_rows (all replaced). Returns how many bytes were used up: whole rows only, the rest must
  // begin the next block. With `at_end` everything is used up; a last row may lack its line end.
  // `lines` is increased by the line ends that were used up.
  std::size_t split(RowBlock& block, bool at_end, std::uint64_t& lines) const;

  const TextDialect& dialect() const { return dialect_; }

 private:
  TextDialect dialect_;
  std::size_t max_row_bytes_;
  Instructions instructions_;
};

}  // namespace sfi
