// Rows that a broken quote has run together: nothing closes the quote that opens a value, and one that happens to
// lie before a delimiter closes it lines later. The records between them would be gone without a word.
//
// Where the layout tells how a record begins or ends (record_start, record_end), such a row is cut there, and each
// piece is split by itself. In lenient mode a piece whose quotes never close is read once more with every quote before
// a delimiter as the end of its field: "PAC "LEE PAC"", is one value then. That is a repair (unescaped_quotes) if it
// gives as many fields as the file has columns; otherwise the piece is one reject.
//
// Where the layout does not tell, a row is broken if lines of it look like records. Each of its lines is a reject
// (record_in_quotes) then, so that they count as what they are. Their values are not loaded, since a text that
// somebody pasted rows into looks the same.
#pragma once

#include <re2/re2.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/row_block.h"
#include "text/splitter.h"

namespace sfi {

class BrokenQuotes {
 public:
  // The patterns are RE2, empty where the layout has none.
  BrokenQuotes(const TextDialect& dialect, std::uint32_t columns, const std::string& record_start,
               const std::string& record_end);

  // Puts what is broken right in a block of so many lines that was just split. Rows and bad rows stay in the order of
  // the file.
  void separate(RowBlock& block, std::uint64_t lines) const;

 private:
  struct Piece {
    std::string_view text;
    std::uint32_t line;
  };
  bool has_patterns() const { return record_start_ || record_end_; }
  bool is_broken(std::string_view row) const;
  bool starts_record(std::string_view before, std::string_view line) const;
  std::vector<Piece> pieces_of(std::string_view row, std::uint32_t line) const;
  void cut(RowBlock& block, const Row& row) const;
  void reject_lines(RowBlock& block, const Row& row) const;
  bool read_unescaped(RowBlock& block, const Piece& piece) const;
  void read_bad_rows_again(RowBlock& block) const;

  bool holds_records(const std::vector<std::string_view>& lines) const;
  bool looks_like_record(std::string_view line) const;
  bool is_record(std::string_view line) const;

  TextDialect dialect_;
  std::uint32_t columns_;
  std::unique_ptr<RE2> record_start_;
  std::unique_ptr<RE2> record_end_;
};

}  // namespace sfi
