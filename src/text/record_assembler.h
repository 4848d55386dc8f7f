// Records that the agency broke, put together again in an indexed block, without copying the rows that
// are whole:
//
//   joined_lines        A line end inside a value has split a record over several rows. Between two
//                       physical lines a record ends only where everything declared holds: the record has
//                       enough fields, the line matches `record_end`, the next one `record_start`, and with
//                       `crlf_only` the line ends with CR LF. The line end becomes a blank.
//   surplus_delimiters  A record has more fields than columns, because a free text holds delimiters that
//                       were not quoted. Fields before and after that column are counted from both ends.
//                       Of several such columns the one counts for which all of `must_match` hold; when
//                       that is none or more than one, the record stays as it is, and is rejected.
//
// A joined record for which `must_match` does not hold is rejected too ("ambiguous_repair").
//
// Where only the number of fields is declared, a line that is whole by itself is never joined to the
// broken one before it: to which of its neighbours that belongs cannot be told, so it is rejected.
#pragma once

#include <re2/re2.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "text/columns.h"
#include "text/field_text.h"
#include "text/row_block.h"

namespace sfi {

// The rules, bound to one file. Column numbers are 0-based.
struct AssemblyRules {
  std::uint32_t columns = 0;
  std::uint32_t join_fields = 0;  // lines are joined until there are so many; 0: not by count
  std::unique_ptr<RE2> record_start;
  std::unique_ptr<RE2> record_end;
  bool crlf_only = false;
  std::vector<std::uint32_t> free_text;
  std::vector<std::pair<std::uint32_t, std::unique_ptr<RE2>>> must_match;
  bool accepts_fewer = false;        // short rows are padded
  bool accepts_blank_extra = false;  // blank fields after the last column are dropped
  bool joins() const { return join_fields != 0 || record_start || record_end || crlf_only; }
};

class RecordAssembler {
 public:
  static constexpr std::size_t kMaxLines = 64;  // of one record

  RecordAssembler(AssemblyRules rules, const FieldFormat& format, char line_end)
      : rules_(std::move(rules)), decoder_(format), line_end_(line_end) {}

  // Repairs the rows of `block` and notes it in block.repairs. The last rows, of which only the next
  // block tells whether they are whole, stay as they are: gives how many, always 0 with `at_end`.
  std::size_t assemble(RowBlock& block, bool at_end);

 private:
  bool by_count_only() const {
    return rules_.join_fields != 0 && !rules_.record_start && !rules_.record_end && !rules_.crlf_only;
  }
  bool is_complete(const RowBlock& block, const Row& row, std::uint32_t fields, std::size_t next) const;
  bool ends_between(const RowBlock& block, std::size_t first, std::size_t last, std::uint32_t fields) const;
  bool touch(const RowBlock& block, const Row& row, const Row& next) const;
  void take_group(RowBlock& block, std::size_t first, std::size_t last, std::uint32_t fields);
  bool may_fit(std::uint32_t fields) const;
  Row joined(RowBlock& block, std::size_t first, std::size_t last) const;
  void put(RowBlock& block, Row row, std::uint32_t lines);
  bool blank_beyond(const RowBlock& block, const Row& row);
  bool drop_surplus(RowBlock& block, Row& row);
  bool matches(const RowBlock& block, const Row& row);

  AssemblyRules rules_;
  FieldDecoder decoder_;
  char line_end_;
  std::size_t kept_ = 0;  // rows of the block that are finished
};

}  // namespace sfi
