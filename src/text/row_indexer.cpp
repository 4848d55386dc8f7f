#include "text/row_indexer.h"

#include <cstring>
#include <optional>

namespace sfi {

namespace {

// One more than the worst case of a separator a byte, and room for the group-wise writing of add().
std::size_t separator_room(std::size_t bytes) {
  return bytes + 64 + 8;
}

}  // namespace

RowIndexer::RowIndexer(RowBlock& block, const TextDialect& dialect, std::size_t max_row_bytes, bool at_end)
    : block_(block),
      dialect_(dialect),
      max_row_bytes_(max_row_bytes),
      at_end_(at_end),
      data_(block.bytes.data()),
      size_(block.bytes.size()) {
  block.rows.clear();
  block.bad_rows.clear();
  block.repairs.clear();
  block.blank_lines = 0;
  block.has_nul = false;
  block.ends_in_bad_line = false;
  if (block.separators.size() < separator_room(size_)) {
    block.separators.resize(separator_room(block.bytes.capacity()));
  }
  separators_ = block.separators.data();
}

void RowIndexer::end_row(std::size_t separator, std::uint64_t next_line) {
  const std::size_t end = separators_[separator];
  std::size_t trimmed = end;
  if (dialect_.line_end == '\n') {
    while (trimmed > row_begin_ && data_[trimmed - 1] == '\r') --trimmed;
  }
  separators_[separator] = static_cast<std::uint32_t>(trimmed);
  if (trimmed == row_begin_) {
    ++block_.blank_lines;
  } else {
    block_.rows.push_back({static_cast<std::uint32_t>(row_begin_), static_cast<std::uint32_t>(row_first_separator_),
                           static_cast<std::uint32_t>(separator + 1 - row_first_separator_),
                           static_cast<std::uint32_t>(row_line_)});
  }
  row_begin_ = end + 1;
  row_first_separator_ = separator + 1;
  row_line_ = next_line;
}

void RowIndexer::drop_row_separators() {
  count_ = row_first_separator_;
}

// Hands out the first physical line of the current row as bad; the next row begins after it.
// False when the line's end is not there yet.
bool RowIndexer::bad_line(RowFault fault) {
  const void* found = std::memchr(data_ + row_begin_, dialect_.line_end, size_ - row_begin_);
  if (found == nullptr && !must_settle()) return false;
  const std::size_t end = found == nullptr ? size_ : static_cast<std::size_t>(static_cast<const char*>(found) - data_);
  // The fault may show on a later line only.
  if (fault.byte > end - row_begin_) fault.byte = 1;
  block_.bad_rows.push_back({static_cast<std::uint32_t>(row_begin_), static_cast<std::uint32_t>(end),
                             static_cast<std::uint32_t>(row_line_), fault});
  drop_row_separators();
  row_begin_ = end < size_ ? end + 1 : size_;
  if (found != nullptr) ++row_line_;
  block_.ends_in_bad_line = found == nullptr && !at_end_;
  lines_ = row_line_;
  return true;
}

std::uint32_t RowIndexer::byte_of_row(std::size_t at) const {
  return static_cast<std::uint32_t>(at - row_begin_ + 1);
}

struct RowIndexer::RowScan {
  std::size_t at;
  std::uint64_t lines;
  std::optional<RowFault> fault{};
};

void RowIndexer::skip_initial_space(RowScan& scan) const {
  while (dialect_.skip_initial_space && scan.at < size_ && data_[scan.at] == ' ') ++scan.at;
}

// Whether the byte at `at` makes the next one, a quote or itself, data.
bool RowIndexer::is_escaped(std::size_t at) const {
  if (!dialect_.reads_escapes() || data_[at] != dialect_.escape || at + 1 == size_) return false;
  return data_[at + 1] == dialect_.quote || data_[at + 1] == dialect_.escape;
}

// `scan.at` is after the opening quote; afterwards at the separator or line end after the field.
// False when the data ends first.
bool RowIndexer::scan_quoted_field(RowScan& scan) const {
  const std::size_t opened_at = scan.at - 1;
  while (scan.at < size_ && !is_too_long(scan.at)) {
    const char byte = data_[scan.at];
    if (byte == dialect_.line_end) ++scan.lines;
    if (const bool escaped = is_escaped(scan.at); escaped || byte != dialect_.quote) {
      scan.at += escaped ? 2 : 1;
      continue;
    }
    std::size_t run_end = scan.at;
    while (run_end < size_ && data_[run_end] == dialect_.quote) ++run_end;
    if (is_too_long(run_end)) break;
    std::size_t next = run_end;
    if (dialect_.line_end == '\n') {
      while (next < size_ && data_[next] == '\r') ++next;
    }
    if (next == size_ && !at_end_) return false;
    const bool row_ends = next == size_ || data_[next] == dialect_.line_end;
    const bool before_separator = row_ends || (next == run_end && data_[next] == dialect_.delimiter);
    const bool odd = (run_end - scan.at) % 2 == 1;
    const bool closes = dialect_.double_quote ? odd : dialect_.mode == QuoteMode::rfc || before_separator;
    if (closes && before_separator) {
      scan.at = next;
      return true;
    }
    if (closes && dialect_.mode == QuoteMode::rfc) {
      scan.fault = RowFault::stray_quote(byte_of_row(run_end));
      return true;
    }
    scan.at = run_end;
  }
  scan.fault = RowFault::unclosed_quote(byte_of_row(opened_at));
  return must_settle();
}

bool RowIndexer::read_row_bytewise() {
  drop_row_separators();
  RowScan scan{row_begin_, row_line_};
  const bool quotes = dialect_.mode != QuoteMode::raw;
  for (bool field_begins = true; scan.at < size_;) {
    if (field_begins) skip_initial_space(scan);
    if (quotes && field_begins && scan.at < size_ && data_[scan.at] == dialect_.quote) {
      ++scan.at;
      if (!scan_quoted_field(scan)) return false;
      if (scan.fault) return bad_line(*scan.fault);
    }
    if (scan.at == size_) break;
    if (is_too_long(scan.at)) return bad_line(RowFault::row_too_long());
    field_begins = false;
    const char byte = data_[scan.at];
    if (byte == '\0') block_.has_nul = true;
    if (byte == dialect_.delimiter) {
      separators_[count_++] = static_cast<std::uint32_t>(scan.at);
      field_begins = true;
    } else if (byte == dialect_.line_end) {
      separators_[count_++] = static_cast<std::uint32_t>(scan.at);
      end_row(count_ - 1, scan.lines + 1);
      lines_ = row_line_;
      return true;
    }
    ++scan.at;
  }
  // The row continues after the data; finish() ends the last one.
  return is_too_long(size_) && bad_line(RowFault::row_too_long());
}

void RowIndexer::end_last_row() {
  separators_[count_++] = static_cast<std::uint32_t>(size_);
  end_row(count_ - 1, lines_);
  row_begin_ = size_;
}

void RowIndexer::finish() {
  if (row_begin_ != size_ && at_end_) end_last_row();
}

}  // namespace sfi
