#include "text/broken_quotes.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace sfi {
namespace {

bool matches(std::string_view text, const RE2& pattern) {
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

std::vector<std::string_view> lines_of(std::string_view text, char line_end) {
  std::vector<std::string_view> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(line_end, begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::uint32_t offset_in(const RowBlock& block, std::string_view text) {
  return static_cast<std::uint32_t>(text.data() - block.bytes.data());
}

// Rows of a text that is whole.
RowBlock split(std::string_view text, const TextDialect& dialect) {
  RowBlock part;
  part.bytes.append(text);
  std::memset(part.bytes.data() + part.bytes.size(), 0, kBufferPadding);
  std::uint64_t lines = 0;
  Splitter(dialect).split(part, true, lines);
  return part;
}

// As many as there will be if its lines are joined.
std::size_t fields_of(const RowBlock& part) {
  std::size_t fields = part.rows.empty() ? 0 : 1;
  for (const Row& row : part.rows) fields += row.fields - 1;
  return fields;
}

// Quotes that are not the first or last byte of their field.
std::uint32_t quotes_within(const RowBlock& part, char quote) {
  std::uint32_t found = 0;
  for (const Row& row : part.rows) {
    for (std::uint32_t i = 0; i < row.fields; ++i) {
      const std::string_view field = part.field(row, i);
      if (field.size() > 2) found += static_cast<std::uint32_t>(std::count(field.begin() + 1, field.end() - 1, quote));
    }
  }
  return found;
}

// Adds the rows of a stretch of the block that was split by itself. Their separators come after all others.
void add_rows(RowBlock& block, const RowBlock& part, std::uint32_t offset, std::uint32_t line) {
  for (Row row : part.rows) {
    const auto first = static_cast<std::uint32_t>(block.separators.size());
    for (std::uint32_t i = 0; i < row.fields; ++i) {
      block.separators.push_back(part.separators[row.first_separator + i] + offset);
    }
    block.rows.push_back({row.begin + offset, first, row.fields, row.line + line});
  }
  block.blank_lines += part.blank_lines;
}

void restore_order(RowBlock& block) {
  const auto by_begin = [](const auto& a, const auto& b) { return a.begin < b.begin; };
  std::sort(block.rows.begin(), block.rows.end(), by_begin);
  std::sort(block.bad_rows.begin(), block.bad_rows.end(), by_begin);
  std::vector<std::uint32_t> separators;
  separators.reserve(block.separators.size());
  for (Row& row : block.rows) {
    const auto first = block.separators.begin() + row.first_separator;
    row.first_separator = static_cast<std::uint32_t>(separators.size());
    separators.insert(separators.end(), first, first + row.fields);
  }
  block.separators = std::move(separators);
}

// False only if each row is one line. The last line of a file, good or bad, may have no end, which is then not counted.
bool may_hold_rows_of_several_lines(const RowBlock& block, std::uint64_t lines) {
  if (block.rows.empty()) return false;
  const std::string_view last = block.text(block.rows.back());
  std::size_t end = offset_in(block, last) + last.size();
  if (!block.bad_rows.empty()) end = std::max<std::size_t>(end, block.bad_rows.back().end);
  const bool ends_with_block = end + 2 >= block.bytes.size();
  return lines + (ends_with_block ? 1 : 0) > block.rows.size() + block.blank_lines + block.bad_rows.size();
}

}  // namespace

BrokenQuotes::BrokenQuotes(const TextDialect& dialect, std::uint32_t columns, const std::string& record_start,
                           const std::string& record_end)
    : dialect_(dialect), columns_(columns) {
  if (!record_start.empty()) record_start_ = std::make_unique<RE2>(record_start);
  if (!record_end.empty()) record_end_ = std::make_unique<RE2>(record_end);
}

void BrokenQuotes::separate(RowBlock& block, std::uint64_t lines) const {
  const bool reads_again = has_patterns() && dialect_.mode == QuoteMode::lenient && !block.bad_rows.empty();
  if (!reads_again && !may_hold_rows_of_several_lines(block, lines)) return;
  std::vector<Row> broken;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < block.rows.size(); ++i) {
    const Row row = block.rows[i];
    const std::uint64_t next = i + 1 < block.rows.size() ? block.rows[i + 1].line : lines;
    if (next - row.line < 2 || !is_broken(block.text(row))) {
      block.rows[kept++] = row;
    } else {
      broken.push_back(row);
    }
  }
  if (broken.empty() && !reads_again) return;
  block.rows.resize(kept);
  for (const Row& row : broken) has_patterns() ? cut(block, row) : reject_lines(block, row);
  if (reads_again) read_bad_rows_again(block);
  restore_order(block);
}

bool BrokenQuotes::is_broken(std::string_view row) const {
  const std::vector<std::string_view> lines = lines_of(row, dialect_.line_end);
  if (lines.size() < 2) return false;
  if (!has_patterns()) return holds_records(lines);
  return std::adjacent_find(lines.begin(), lines.end(), [this](std::string_view before, std::string_view line) {
           return starts_record(before, line);
         }) != lines.end();
}

bool BrokenQuotes::starts_record(std::string_view before, std::string_view line) const {
  if (record_end_ && before.ends_with('\r')) before.remove_suffix(1);
  return (!record_end_ || matches(before, *record_end_)) && (!record_start_ || matches(line, *record_start_));
}

std::vector<BrokenQuotes::Piece> BrokenQuotes::pieces_of(std::string_view row, std::uint32_t line) const {
  const std::vector<std::string_view> lines = lines_of(row, dialect_.line_end);
  std::vector<Piece> pieces{{lines.front(), line}};
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (starts_record(lines[i - 1], lines[i])) {
      pieces.push_back({lines[i], line + static_cast<std::uint32_t>(i)});
    } else {
      std::string_view& text = pieces.back().text;
      text = {text.data(), static_cast<std::size_t>(lines[i].data() + lines[i].size() - text.data())};
    }
  }
  return pieces;
}

void BrokenQuotes::cut(RowBlock& block, const Row& row) const {
  for (const Piece& piece : pieces_of(block.text(row), row.line)) {
    const RowBlock part = split(piece.text, dialect_);
    if (part.bad_rows.empty()) {
      add_rows(block, part, offset_in(block, piece.text), piece.line);
    } else if (!read_unescaped(block, piece)) {
      const std::uint32_t begin = offset_in(block, piece.text);
      const auto end = static_cast<std::uint32_t>(begin + piece.text.size());
      block.bad_rows.push_back({begin, end, piece.line, part.bad_rows.front().fault});
    }
  }
}

// Whether every quote before a delimiter closes its field; the piece is one or more rows of the block then.
bool BrokenQuotes::read_unescaped(RowBlock& block, const Piece& piece) const {
  if (dialect_.mode != QuoteMode::lenient || !dialect_.double_quote) return false;
  TextDialect unescaped = dialect_;
  unescaped.double_quote = false;
  const RowBlock part = split(piece.text, unescaped);
  if (!part.bad_rows.empty() || fields_of(part) != columns_) return false;
  add_rows(block, part, offset_in(block, piece.text), piece.line);
  block.repairs.push_back({piece.line, Reason::unescaped_quotes, quotes_within(part, dialect_.quote)});
  return true;
}

// What the splitter has given up on, because the file ended, or a row became too long, within a value.
void BrokenQuotes::read_bad_rows_again(RowBlock& block) const {
  std::erase_if(block.bad_rows, [&](const BadRow& bad) {
    const bool is_one_record = !record_start_ || matches(block.text(bad), *record_start_);
    return bad.fault.reason == Reason::unclosed_quote && is_one_record &&
           read_unescaped(block, {block.text(bad), bad.line});
  });
}

void BrokenQuotes::reject_lines(RowBlock& block, const Row& row) const {
  BadRow line{row.begin, row.begin, row.line, RowFault::record_in_quotes()};
  for (const std::string_view text : lines_of(block.text(row), dialect_.line_end)) {
    line.end = line.begin + static_cast<std::uint32_t>(text.size());
    block.bad_rows.push_back(line);
    line.begin = line.end + 1;
    ++line.line;
  }
}

// Whether a line within it, or the first as well as the last, looks like a row of its own. The last alone does where
// a text of several lines is in the first column, the first alone where it is in the last one; but a last line with
// all its quotes in pairs holds none that would close a value.
bool BrokenQuotes::holds_records(const std::vector<std::string_view>& lines) const {
  constexpr std::uint32_t kEnoughColumns = 4;  // in a narrow table too many lines of text would look so
  if (columns_ < kEnoughColumns) return false;
  return std::any_of(lines.begin() + 1, lines.end(), [this](std::string_view line) { return is_record(line); }) ||
         std::any_of(lines.begin() + 1, lines.end() - 1,
                     [this](std::string_view line) { return looks_like_record(line); }) ||
         (looks_like_record(lines.front()) && looks_like_record(lines.back()));
}

// As many delimiters as the header, none followed by a blank, as commas in sentences are.
bool BrokenQuotes::looks_like_record(std::string_view line) const {
  std::size_t delimiters = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != dialect_.delimiter) continue;
    const bool before_blank = i + 1 < line.size() && line[i + 1] == ' ' && !dialect_.skip_initial_space;
    if (before_blank) return false;
    ++delimiters;
  }
  return delimiters + 1 == columns_;
}

// As many fields as the header, all quotes around whole fields and none beside them, and no blank after a delimiter.
bool BrokenQuotes::is_record(std::string_view line) const {
  const auto delimiters = static_cast<std::size_t>(std::count(line.begin(), line.end(), dialect_.delimiter));
  if (delimiters + 1 < columns_ || line.find(dialect_.quote) == std::string_view::npos) return false;
  const RowBlock part = split(line, dialect_);
  if (part.rows.size() != 1 || !part.bad_rows.empty() || part.rows.front().fields != columns_) return false;
  for (std::uint32_t i = 0; i < columns_; ++i) {
    std::string_view field = part.field(part.rows.front(), i);
    if (dialect_.skip_initial_space) field.remove_prefix(std::min(field.find_first_not_of(' '), field.size()));
    if (i != 0 && field.starts_with(' ')) return false;
    if (!field.starts_with(dialect_.quote) && field.find(dialect_.quote) != std::string_view::npos) return false;
  }
  return true;
}

}  // namespace sfi
