#include "text/record_assembler.h"

#include <algorithm>
#include <cstring>

namespace sfi {
namespace {

re2::StringPiece piece(std::string_view text) {
  return {text.data(), text.size()};
}

std::uint32_t end_of(const RowBlock& block, const Row& row) {
  return block.separators[row.first_separator + row.fields - 1];
}

// Whether CR LF is among the line ends that `behind` begins with.
bool ends_with_crlf(std::string_view behind) {
  const std::size_t other = behind.find_first_not_of('\n');
  return other != std::string_view::npos && behind[other] == '\r';
}

}  // namespace

std::size_t RecordAssembler::assemble(RowBlock& block, bool at_end) {
  kept_ = 0;
  const std::size_t count = block.rows.size();
  for (std::size_t first = 0; first < count;) {
    std::size_t last = first;
    std::uint32_t fields = block.rows[first].fields;
    while (last + 1 < count && !ends_between(block, first, last, fields)) {
      if (last - first + 1 == kMaxLines) {
        last = first;
        fields = block.rows[first].fields;
        break;
      }
      fields += block.rows[++last].fields - 1;
    }
    const bool may_go_on = last + 1 == count && !at_end && rules_.joins() &&
                           (rules_.record_start || !is_complete(block, block.rows[last], fields, block.bytes.size()));
    if (may_go_on) {
      std::copy(block.rows.begin() + static_cast<std::ptrdiff_t>(first), block.rows.end(),
                block.rows.begin() + static_cast<std::ptrdiff_t>(kept_));
      block.rows.resize(kept_ + count - first);
      return count - first;
    }
    take_group(block, first, last, fields);
    first = last + 1;
  }
  block.rows.resize(kept_);
  return 0;
}

// Whether a record may end after `row`, if it has `fields` by then and what follows begins at `next`.
bool RecordAssembler::is_complete(const RowBlock& block, const Row& row, std::uint32_t fields, std::size_t next) const {
  if (fields < rules_.join_fields) return false;
  if (rules_.crlf_only && !ends_with_crlf(block.bytes.view().substr(0, next).substr(end_of(block, row)))) return false;
  return !rules_.record_end || RE2::PartialMatch(piece(block.text(row)), *rules_.record_end);
}

// Whether the record that began with row `first` ends between the rows `last` and `last` + 1.
bool RecordAssembler::ends_between(const RowBlock& block, std::size_t first, std::size_t last,
                                   std::uint32_t fields) const {
  if (!rules_.joins()) return true;
  const Row& row = block.rows[last];
  const Row& next = block.rows[last + 1];
  if (!touch(block, row, next)) return true;
  if (by_count_only()) {
    const bool whole_by_itself = next.fields >= rules_.join_fields;
    const bool too_many = fields + next.fields - 1 > std::max(rules_.join_fields, rules_.columns);
    if (whole_by_itself || too_many) return true;
  }
  if (rules_.record_start && first == last && !RE2::PartialMatch(piece(block.text(row)), *rules_.record_start)) {
    return true;  // the end of a record whose begin is not there
  }
  return is_complete(block, row, fields, next.begin) &&
         (!rules_.record_start || RE2::PartialMatch(piece(block.text(next)), *rules_.record_start));
}

// Nothing but line ends between them: no line that could not be split into fields.
bool RecordAssembler::touch(const RowBlock& block, const Row& row, const Row& next) const {
  const char* bytes = block.bytes.data();
  return std::all_of(bytes + end_of(block, row), bytes + next.begin, [](char c) { return c == '\n' || c == '\r'; });
}

void RecordAssembler::take_group(RowBlock& block, std::size_t first, std::size_t last, std::uint32_t fields) {
  const bool join = last > first && (!by_count_only() || may_fit(fields));
  if (!join) {
    for (std::size_t i = first; i <= last; ++i) put(block, block.rows[i], 1);
    return;
  }
  put(block, joined(block, first, last), static_cast<std::uint32_t>(last - first + 1));
}

bool RecordAssembler::may_fit(std::uint32_t fields) const {
  if (fields == rules_.columns) return true;
  return fields < rules_.columns ? rules_.accepts_fewer : rules_.accepts_blank_extra || !rules_.free_text.empty();
}

// One row out of several: the line ends between them become single blanks, and the bytes before move up
// to where longer ones have left a gap.
Row RecordAssembler::joined(RowBlock& block, std::size_t first, std::size_t last) const {
  Row row = block.rows[first];
  char* bytes = block.bytes.data();
  std::uint32_t* separators = block.separators.data() + row.first_separator;
  std::uint32_t count = row.fields - 1;
  std::uint32_t end = end_of(block, row);
  for (std::size_t i = first + 1; i <= last; ++i) {
    const Row next = block.rows[i];
    const auto line_ends = std::count(bytes + end, bytes + next.begin, line_end_);
    block.blank_lines -= std::min<std::uint64_t>(block.blank_lines, static_cast<std::uint64_t>(line_ends - 1));
    const std::uint32_t gap = next.begin - end - 1;
    std::memmove(bytes + row.begin + gap, bytes + row.begin, end - row.begin);
    row.begin += gap;
    for (std::uint32_t j = 0; j < count; ++j) separators[j] += gap;
    bytes[next.begin - 1] = ' ';
    end = end_of(block, next);
    std::memmove(separators + count, block.separators.data() + next.first_separator,
                 (next.fields - 1) * sizeof(std::uint32_t));
    count += next.fields - 1;
  }
  separators[count++] = end;
  row.fields = count;
  return row;
}

// Appends the finished row, or adds it to the bad ones.
void RecordAssembler::put(RowBlock& block, Row row, std::uint32_t lines) {
  const std::uint32_t surplus = row.fields > rules_.columns ? row.fields - rules_.columns : 0;
  const bool shortened = surplus != 0 && !blank_beyond(block, row) && drop_surplus(block, row);
  const bool fits = row.fields == rules_.columns || (row.fields < rules_.columns && rules_.accepts_fewer) ||
                    (row.fields > rules_.columns && blank_beyond(block, row));
  if (lines > 1 && fits && !shortened && !matches(block, row)) {
    block.bad_rows.push_back({row.begin, end_of(block, row), row.line, RowFault::ambiguous_repair()});
    return;
  }
  if (lines > 1 && fits) block.repairs.push_back({row.line, Reason::joined_lines, lines});
  if (shortened) block.repairs.push_back({row.line, Reason::surplus_delimiters, surplus});
  block.rows[kept_++] = row;
}

bool RecordAssembler::blank_beyond(const RowBlock& block, const Row& row) {
  if (!rules_.accepts_blank_extra) return false;
  for (std::uint32_t i = rules_.columns; i < row.fields; ++i) {
    if (!decoder_.text(block.field(row, i)).empty()) return false;
  }
  decoder_.reset();
  return true;
}

bool RecordAssembler::drop_surplus(RowBlock& block, Row& row) {
  const std::uint32_t surplus = row.fields - rules_.columns;
  std::uint32_t* separators = block.separators.data() + row.first_separator;
  const std::vector<std::uint32_t> before(separators, separators + row.fields);
  std::uint32_t found = 0;
  std::vector<std::uint32_t> after;
  for (const std::uint32_t column : rules_.free_text) {
    std::vector<std::uint32_t> kept = before;
    const auto begin = kept.begin() + column;
    kept.erase(begin, begin + surplus);
    std::copy(kept.begin(), kept.end(), separators);
    Row shorter = row;
    shorter.fields = rules_.columns;
    if (!matches(block, shorter)) continue;
    ++found;
    after = std::move(kept);
  }
  const auto& result = found == 1 ? after : before;
  std::copy(result.begin(), result.end(), separators);
  if (found == 1) row.fields = rules_.columns;
  return found == 1;
}

bool RecordAssembler::matches(const RowBlock& block, const Row& row) {
  const bool all = std::all_of(rules_.must_match.begin(), rules_.must_match.end(), [&](const auto& test) {
    std::string_view text;
    if (test.first < row.fields) text = decoder_.text(block.field(row, test.first));
    return RE2::PartialMatch(piece(text), *test.second);
  });
  decoder_.reset();
  return all;
}

}  // namespace sfi
