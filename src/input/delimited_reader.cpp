#include "input/delimited_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "text/columns.h"
#include "text/field_text.h"
#include "wording/nearest.h"

namespace sfi {
namespace {

constexpr char kSubstitute = 0x1A;  // Ctrl-Z: end of file of old DOS programs

// A file that has carriage returns but no line feed ends its lines the way old Macs did.
char line_end_of(std::string_view head) {
  return head.find('\n') == std::string_view::npos && head.find('\r') != std::string_view::npos ? '\r' : '\n';
}

// Half of its lines do, or more.
bool ends_lines_with_crlf(std::string_view head) {
  std::size_t lines = 0;
  std::size_t crlf = 0;
  for (std::size_t at = head.find('\n'); at != std::string_view::npos; at = head.find('\n', at + 1)) {
    ++lines;
    crlf += at != 0 && head[at - 1] == '\r';
  }
  return lines != 0 && crlf * 2 >= lines;
}

bool is_blank_line(const RowBlock& block, const Row& row) {
  return row.fields == 1 && block.text(row).find_first_not_of(" \t") == std::string_view::npos;
}

}  // namespace

DelimitedReader::DelimitedReader(std::unique_ptr<ByteSource> source, DelimitedOptions options, std::string label)
    : source_(std::move(source)), options_(std::move(options)), label_(std::move(label)) {
  if (!options_.repair.edit_lines.empty()) {
    auto edited = std::make_unique<LineEditSource>(std::move(source_), options_.repair.edit_lines);
    edits_ = edited.get();
    source_ = std::move(edited);
  }
  look_at_head();
  fill(first_.bytes);
  options_.dialect.line_end = line_end_of(first_.bytes.view());
  options_.skip_lines == 0 ? take_separator_line() : skip_lines(options_.skip_lines);
  split(first_);
  find_columns();
  if (!options_.trailer.empty()) trailer_ = std::make_unique<RE2>(options_.trailer);
  bind_repair();
  if (!options_.format.excel_text) note_excel_texts();
  complete(first_);
}

// Removes the header, and whatever is above it, from the first rows.
void DelimitedReader::find_columns() {
  const HeaderRule& rule = options_.header;
  if (rule.kind == Header::absent && rule.columns.size() <= 1) {
    columns_ = rule.names_for(0);
    return;
  }
  read_first_rows();
  const std::size_t searched = rule.kind == Header::search ? HeaderRule::kSearchedRows : 1;
  for (std::size_t i = 0; i < std::min(searched, first_.rows.size()); ++i) {
    std::vector<std::string> row = texts_of(first_.rows[i]);
    if (row.size() == 1) refuse_other_delimiter(first_.rows[i]);
    if (!rule.is_header(row)) continue;
    columns_ = std::move(row);
    const std::uint32_t begin = first_.rows[i].begin;
    first_.rows.erase(first_.rows.begin(), first_.rows.begin() + static_cast<std::ptrdiff_t>(i + 1));
    std::erase_if(first_.bad_rows, [begin](const BadRow& bad) { return bad.begin < begin; });
    return drop_phantom_column();
  }
  if (rule.kind == Header::search) {
    throw Refused(fmt::format("{}: none of its first {} lines names the columns {}.", label_,
                              std::min(searched, first_.rows.size()), rule.wanted()),
                  "Is it the right file? One of the first lines must name the columns.");
  }
  columns_ = rule.names_for(width_of_rows());
}

// How many fields a file without a header has. The first row may be broken, so the first that fits one of several lists
// of names counts.
std::size_t DelimitedReader::width_of_rows() const {
  const HeaderRule& rule = options_.header;
  const std::size_t first = first_.rows.front().fields;
  const bool any_width = options_.pad_short_rows || options_.drop_blank_extra;
  if (rule.columns.size() <= 1 || any_width) return first;
  for (std::size_t i = 0; i < std::min(HeaderRule::kSearchedRows, first_.rows.size()); ++i) {
    if (rule.has_names_for(first_.rows[i].fields)) return first_.rows[i].fields;
  }
  throw Refused(fmt::format("{}:{}: the row has {} field{}, but rows of this file have {}.", label_,
                            first_.first_line + first_.rows.front().line, first, first == 1 ? "" : "s", rule.widths()),
                "Is it the right file? If its layout is new, add a list with the names of its columns to 'columns' of "
                "its table.");
}

// Decides the encoding: what the first bytes say wins over what was declared.
void DelimitedReader::look_at_head() {
  append_from_source(carry_, std::min<std::size_t>(4096, options_.block_bytes));
  if (carry_.empty()) {
    throw Refused(fmt::format("{}: is empty.", label_), "Get the file again.");
  }
  std::size_t mark = 0;
  const auto told = sniff_encoding(carry_.view(), mark);
  if (told) options_.format.encoding = *told;
  const Encoding encoding = options_.format.encoding;
  const std::string head(carry_.view().substr(mark));
  carry_.clear();
  if (encoding == Encoding::utf16le || encoding == Encoding::utf16be) {
    if (edits_ != nullptr) {
      throw Refused(fmt::format("{}: is UTF-16, whose lines 'edit_lines' of the layout cannot edit.", label_),
                    "Save the file as UTF-8.");
    }
    utf16_.emplace(encoding == Encoding::utf16be);
    options_.format.encoding = Encoding::utf8;
    utf16_->append(head, carry_);
    if (at_end_) utf16_->finish();
  } else {
    carry_.append(head);
  }
}

void DelimitedReader::append_from_source(Buffer& bytes, std::size_t count) {
  if (utf16_) {
    raw_.resize(count);
    const std::size_t got = source_->read(raw_.data(), count);
    bytes_ += got;
    utf16_->append({raw_.data(), got}, bytes);
    at_end_ = got < count;
    if (at_end_) utf16_->finish();
    return;
  }
  bytes.reserve(bytes.size() + count);
  const std::size_t got = source_->read(bytes.data() + bytes.size(), count);
  bytes_ += got;
  bytes.set_size(bytes.size() + got);
  at_end_ = got < count;
}

// What the last block left over, then new bytes up to the size of a block.
void DelimitedReader::fill(Buffer& bytes) {
  bytes.clear();
  bytes.append(carry_.view());
  carry_.clear();
  if (!at_end_) append_from_source(bytes, options_.block_bytes);
  if (in_bad_line_) drop_rest_of_line(bytes);
  if (at_end_) {
    while (!bytes.empty() && bytes.data()[bytes.size() - 1] == kSubstitute) {
      bytes.set_size(bytes.size() - 1);
    }
  }
  // Vector code reads past the end: let it see the same on every run.
  std::memset(bytes.data() + bytes.size(), 0, kBufferPadding);
}

// However long it is, it takes the memory of a block.
void DelimitedReader::drop_rest_of_line(Buffer& bytes) {
  const std::size_t end = bytes.view().find(options_.dialect.line_end);
  if (end == std::string_view::npos) return bytes.clear();
  in_bad_line_ = false;
  ++next_line_;
  const std::size_t left = bytes.size() - end - 1;
  std::memmove(bytes.data(), bytes.data() + end + 1, left);
  bytes.set_size(left);
}

// first_ holds the begin of the file; afterwards what follows on the skipped lines.
void DelimitedReader::skip_lines(std::uint32_t count) {
  std::size_t begin = 0;
  for (std::uint32_t skipped = 0; skipped < count;) {
    const std::size_t end = first_.bytes.view().find(options_.dialect.line_end, begin);
    if (end != std::string_view::npos) {
      begin = end + 1;
      ++skipped;
    } else if (at_end_) {
      throw Refused(fmt::format("{}: ends within the {} lines that the layout's 'skip_lines' skips.", label_, count),
                    "Is it the right file? Get it again.");
    } else {
      append_from_source(first_.bytes, options_.block_bytes);
    }
  }
  carry_.append(first_.bytes.view().substr(begin));
  next_line_ += count;
  fill(first_.bytes);
}

// "sep=;" above the header tells Excel the delimiter; it is believed here too.
void DelimitedReader::take_separator_line() {
  static const RE2 pattern("\"?sep=([^\\r\\n])\"?\\r?\\n");
  const bool has_delimiters = options_.dialect.delimiter != options_.dialect.line_end;
  const std::string_view bytes = first_.bytes.view().substr(0, 16);
  re2::StringPiece text(bytes.data(), bytes.size());
  std::string delimiter;
  if (!has_delimiters || !RE2::Consume(&text, pattern, &delimiter)) return;
  options_.dialect.delimiter = delimiter.front();
  skip_lines(1);
}

void DelimitedReader::split(RowBlock& block) {
  const Splitter splitter(options_.dialect, options_.max_row_bytes, options_.instructions);
  block.first_line = next_line_;
  const std::size_t used = splitter.split(block, at_end_, next_line_);
  carry_.append(block.bytes.view().substr(used));
  in_bad_line_ |= block.ends_in_bad_line;
}

bool DelimitedReader::read(RowBlock& block) {
  if (first_is_due_) {
    first_is_due_ = false;
    std::swap(block, first_);
    first_ = RowBlock{};
    return true;
  }
  // A block without a single whole row (a very long one) is read on until there is one.
  do {
    if (at_end_ && carry_.empty()) return false;
    fill(block.bytes);
    split(block);
    complete(block);
  } while (block.rows.empty() && block.bad_rows.empty() && block.blank_lines == 0);
  return true;
}

void DelimitedReader::read_first_rows() {
  while (first_.rows.empty()) {
    if (!first_.bad_rows.empty()) {
      const Reason reason = first_.bad_rows.front().fault.reason;
      throw Refused(
          fmt::format("{}:{}: is not the line that names the columns: {}.", label_,
                      first_.first_line + first_.bad_rows.front().line,
                      reason == Reason::row_too_long ? fmt::format("it is longer than {} bytes", options_.max_row_bytes)
                                                     : std::string(to_string(reason))),
          "Is it the right file? Get it again.");
    }
    if (at_end_) {
      throw Refused(fmt::format("{}: has no {}row.", label_, options_.header.kind == Header::present ? "header " : ""),
                    "The first line must name the columns: get the file again.");
    }
    fill(first_.bytes);
    split(first_);
  }
}

// A row of one field names the columns when it is cut at another delimiter: the file was saved anew by a program for
// spreadsheets, or the agency has changed its form.
void DelimitedReader::refuse_other_delimiter(const Row& row) const {
  if (options_.dialect.delimiter == options_.dialect.line_end) return;
  HeaderRule rule = options_.header;
  rule.kind = Header::search;
  const std::string line = plain_field(first_.text(row), options_.format);
  for (const auto& [delimiter, name] :
       {std::pair(',', "commas"), {';', "semicolons"}, {'\t', "tabs"}, {'|', "bars (|)"}}) {
    if (delimiter == options_.dialect.delimiter || !rule.is_header(column_names(line, delimiter))) continue;
    throw Refused(
        fmt::format("{}:{}: its fields are separated by {}, not as the layout says.", label_,
                    first_.first_line + row.line, name),
        "A spreadsheet program has probably saved it anew: get the file again. Where the agency writes it so, "
        "change 'delimiter' in the layout.");
  }
}

std::vector<std::string> DelimitedReader::texts_of(const Row& row) const {
  std::vector<std::string> texts;
  for (std::uint32_t i = 0; i < row.fields; ++i) {
    texts.push_back(plain_field(first_.field(row, i), options_.format));
  }
  return texts;
}

// Some dumps name a column in the header that no row has.
void DelimitedReader::drop_phantom_column() {
  const Columns columns(columns_);
  const auto phantom = columns.find(options_.phantom_column);
  if (options_.phantom_column.empty() || !phantom || first_.rows.empty()) return;
  if (first_.rows.front().fields + 1 != columns_.size()) return;
  columns_.erase(columns_.begin() + *phantom);
}

void DelimitedReader::bind_repair() {
  const RepairRules& repair = options_.repair;
  if (options_.dialect.mode != QuoteMode::raw) {
    broken_quotes_.emplace(options_.dialect, static_cast<std::uint32_t>(columns_.size()), repair.record_start,
                           repair.record_end);
  }
  if (!repair.joins() && repair.free_text.empty()) return;
  AssemblyRules rules;
  rules.columns = static_cast<std::uint32_t>(columns_.size());
  if (repair.join_lines) rules.join_fields = repair.join_fields != 0 ? repair.join_fields : rules.columns;
  if (!repair.record_start.empty()) rules.record_start = std::make_unique<RE2>(repair.record_start);
  if (!repair.record_end.empty()) rules.record_end = std::make_unique<RE2>(repair.record_end);
  for (const std::string& name : repair.free_text) rules.free_text.push_back(column_of(name));
  for (const auto& [name, pattern] : repair.must_match) {
    rules.must_match.emplace_back(column_of(name), std::make_unique<RE2>(pattern));
  }
  rules.crlf_only = repair.crlf_only && ends_lines_with_crlf(first_.bytes.view());
  rules.accepts_fewer = options_.pad_short_rows;
  rules.accepts_blank_extra = options_.drop_blank_extra;
  assembler_.emplace(std::move(rules), options_.format, options_.dialect.line_end);
}

std::uint32_t DelimitedReader::column_of(const std::string& name) const {
  const Columns columns(columns_);
  if (const auto column = columns.find(name)) return *column;
  if (const auto others = options_.aliases.find(name); others != options_.aliases.end()) {
    for (const std::string& other : others->second) {
      if (const auto column = columns.find(other)) return *column;
    }
  }
  std::vector<std::string> others = columns_;
  std::erase_if(others, [&](const std::string& other) { return options_.header.uses(other); });
  throw Refused(
      fmt::format("{}: has no column '{}', which the layout's 'repair' names at {}.{}", label_, name,
                  options_.repair_place, did_you_mean(name, others)),
      "If it has a new name, add that to 'aliases' of the table; otherwise change 'free_text' or 'must_match' "
      "there.");
}

// Repairs records and takes the trailer off. Rows that only the next block completes are read again
// with it.
void DelimitedReader::complete(RowBlock& block) {
  if (broken_quotes_) broken_quotes_->separate(block, next_line_ - block.first_line);
  if (!assembler_) drop_blank_lines(block);
  if (at_end_) note_end(block);
  // Behind a line that cannot be read a new record begins.
  const bool rows_are_whole = at_end_ || block.ends_in_bad_line;
  std::string stated;
  if (trailer_ && at_end_) stated = take_trailer(block);
  if (trailer_ && !rows_are_whole && !block.rows.empty()) give_back(block, 1);
  const std::size_t open = assembler_ ? assembler_->assemble(block, rows_are_whole) : 0;
  if (open != 0) give_back(block, open);
  if (assembler_) drop_blank_lines(block);  // those that are not a part of a record
  std::stable_sort(block.repairs.begin(), block.repairs.end(),
                   [](const Repair& a, const Repair& b) { return a.line < b.line; });
  rows_ += block.rows.size() + block.bad_rows.size();
  if (trailer_ && at_end_ && stated != std::to_string(rows_)) {
    throw Refused(fmt::format("{}: the last line states {} rows, but there are {}.", label_, stated, rows_),
                  "The download was probably broken off: get the file again.");
  }
}

// A line of nothing but blanks counts as one without anything. A value, where the file has one column.
void DelimitedReader::drop_blank_lines(RowBlock& block) const {
  if (columns_.size() < 2) return;
  block.blank_lines += std::erase_if(block.rows, [&](const Row& row) { return is_blank_line(block, row); });
}

void DelimitedReader::give_back(RowBlock& block, std::size_t rows) {
  const std::size_t kept = block.rows.size() - rows;
  const Row first = block.rows[kept];
  std::uint64_t lines = next_line_ - block.first_line - first.line;
  const auto take_off = [&](std::string_view text) {
    lines -= 1 + static_cast<std::uint64_t>(std::count(text.begin(), text.end(), options_.dialect.line_end));
  };
  for (std::size_t i = kept; i < block.rows.size(); ++i) take_off(block.text(block.rows[i]));
  std::erase_if(block.bad_rows, [&](const BadRow& bad) {
    const bool comes_again = bad.begin > first.begin;
    if (comes_again) take_off(block.text(bad));
    return comes_again;
  });
  std::erase_if(block.repairs, [&](const Repair& repair) { return repair.line >= first.line; });
  // What is left are blank lines, which are counted with the next block.
  block.blank_lines -= std::min(block.blank_lines, lines);
  block.rows.resize(kept);
  carry_.clear();
  carry_.append(block.bytes.view().substr(first.begin));
  next_line_ = block.first_line + first.line;
}

// Takes it off the rows; gives the number that it states.
std::string DelimitedReader::take_trailer(RowBlock& block) const {
  std::string stated;
  const std::string_view last = block.rows.empty() ? std::string_view{} : block.text(block.rows.back());
  if (!RE2::PartialMatch(re2::StringPiece(last.data(), last.size()), *trailer_, &stated)) {
    throw Refused(fmt::format("{}: the last line is not the one that states the number of rows (pattern '{}').", label_,
                              options_.trailer),
                  "The download was probably broken off: get the file again.");
  }
  block.rows.pop_back();
  std::erase(stated, ',');
  return stated;
}

// Where most of a column is written so, its codes would not match those of other files.
void DelimitedReader::note_excel_texts() {
  constexpr std::size_t kLookedAt = 1000;
  std::vector<std::pair<std::size_t, std::size_t>> counts(columns_.size());  // texts, among them such ones
  FieldDecoder decoder(options_.format);
  for (std::size_t i = 0; i < std::min(kLookedAt, first_.rows.size()); ++i) {
    const Row& row = first_.rows[i];
    for (std::uint32_t column = 0; column < std::min<std::size_t>(row.fields, columns_.size()); ++column) {
      const std::string_view text = decoder.text(first_.field(row, column));
      if (!text.empty()) ++counts[column].first;
      if (is_excel_text(text)) ++counts[column].second;
    }
    decoder.reset();
  }
  std::string names;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i].second * 2 <= counts[i].first) continue;
    names += fmt::format("{}'{}'", names.empty() ? "" : ", ", columns_[i]);
  }
  if (names.empty()) return;
  notes_.push_back(
      fmt::format("{}: values of {} are written for Excel, as =\"00501\"; 'excel_text = true' in the layout "
                  "reads them as 00501.",
                  label_, names));
}

// A file that was cut off while it was downloaded ends in the middle of a line, mostly at a round size.
void DelimitedReader::note_end(const RowBlock& block) {
  constexpr std::uint64_t kDiskBlock = 4096;
  if (block.bytes.empty() || block.rows.empty()) return;
  const char last = block.bytes.data()[block.bytes.size() - 1];
  if (last == '\n' || last == '\r') return;
  const Row& row = block.rows.back();
  const std::uint64_t line = block.first_line + row.line;
  if (row.fields < columns_.size()) {
    if (is_blank_line(block, row)) return;
    notes_.push_back(
        fmt::format("{}:{}: the file ends in the middle of a row, with {} of {} fields and no line "
                    "end: the download was probably broken off.",
                    label_, line, row.fields, columns_.size()));
  } else if (bytes_ % kDiskBlock == 0) {
    notes_.push_back(
        fmt::format("{}:{}: the last line has no end and the size of {} bytes is a round one: the "
                    "download may have been broken off.",
                    label_, line, bytes_));
  }
}

std::vector<std::string> DelimitedReader::notes() const {
  std::vector<std::string> notes = notes_;
  if (edits_ != nullptr && edits_->edited_lines() != 0) {
    notes.push_back(fmt::format("{}: {} line{} edited as 'edit_lines' of the layout says, the first is line {}.",
                                label_, edits_->edited_lines(), edits_->edited_lines() == 1 ? " was" : "s were",
                                edits_->first_edited()));
  }
  return notes;
}

std::string plain_field(std::string_view raw, const FieldFormat& format) {
  FieldDecoder decoder(format);
  return std::string(decoder.text(raw));
}

}  // namespace sfi
