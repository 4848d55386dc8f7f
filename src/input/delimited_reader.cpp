#include "input/delimited_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "input/sniff.h"
#include "text/columns.h"
#include "text/field_text.h"

namespace sfi {
namespace {

constexpr char kSubstitute = 0x1A;  // Ctrl-Z: end of file of old DOS programs

// A file that has carriage returns but no line feed ends its lines the way old Macs did.
char line_end_of(std::string_view head) {
  return head.find('\n') == std::string_view::npos && head.find('\r') != std::string_view::npos
             ? '\r'
             : '\n';
}

}  // namespace

DelimitedReader::DelimitedReader(std::unique_ptr<ByteSource> source, DelimitedOptions options,
                                 std::string label)
    : source_(std::move(source)), options_(std::move(options)), label_(std::move(label)) {
  look_at_head();
  fill(first_.bytes);
  options_.dialect.line_end = line_end_of(first_.bytes.view());
  split(first_);
  if (options_.header == Header::absent && options_.columns.size() <= 1) {
    if (!options_.columns.empty()) columns_ = options_.columns.front();
    return;
  }
  read_first_row();
  const std::vector<std::string> row = first_row();
  const bool header = options_.header == Header::present ||
                      (options_.header == Header::detect && is_header(row));
  columns_ = header ? row : names_for(row.size());
  if (header) first_.rows.erase(first_.rows.begin());
  if (header) drop_phantom_column();
}

// Decides the encoding: what the first bytes say wins over what was declared.
void DelimitedReader::look_at_head() {
  append_from_source(carry_, std::min<std::size_t>(4096, options_.block_bytes));
  if (carry_.empty()) {
    throw Refused(fmt::format("{}: is empty.", label_), "Get the file again.");
  }
  refuse_html(carry_.view(), label_);
  std::size_t mark = 0;
  const auto told = sniff_encoding(carry_.view(), mark);
  if (told) options_.format.encoding = *told;
  const Encoding encoding = options_.format.encoding;
  const std::string head(carry_.view().substr(mark));
  carry_.clear();
  if (encoding == Encoding::utf16le || encoding == Encoding::utf16be) {
    utf16_.emplace(encoding == Encoding::utf16be);
    options_.format.encoding = Encoding::utf8;
    utf16_->append(head, carry_);
  } else {
    carry_.append(head);
  }
}

void DelimitedReader::append_from_source(Buffer& bytes, std::size_t count) {
  if (utf16_) {
    raw_.resize(count);
    const std::size_t got = source_->read(raw_.data(), count);
    utf16_->append({raw_.data(), got}, bytes);
    at_end_ = got < count;
    if (at_end_) utf16_->finish();
    return;
  }
  bytes.reserve(bytes.size() + count);
  const std::size_t got = source_->read(bytes.data() + bytes.size(), count);
  bytes.set_size(bytes.size() + got);
  at_end_ = got < count;
}

// What the last block left over, then new bytes up to the size of a block.
void DelimitedReader::fill(Buffer& bytes) {
  bytes.clear();
  bytes.append(carry_.view());
  carry_.clear();
  if (!at_end_) append_from_source(bytes, options_.block_bytes);
  if (at_end_) {
    while (!bytes.empty() && bytes.data()[bytes.size() - 1] == kSubstitute) {
      bytes.set_size(bytes.size() - 1);
    }
  }
  // Vector code reads past the end: let it see the same on every run.
  std::memset(bytes.data() + bytes.size(), 0, kBufferPadding);
}

void DelimitedReader::split(RowBlock& block) {
  const Splitter splitter(options_.dialect, options_.max_row_bytes, options_.instructions);
  block.first_line = next_line_;
  const std::size_t used = splitter.split(block, at_end_, next_line_);
  carry_.append(block.bytes.view().substr(used));
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
  } while (block.rows.empty() && block.bad_rows.empty() && block.blank_lines == 0);
  return true;
}

void DelimitedReader::read_first_row() {
  while (first_.rows.empty()) {
    if (at_end_ || !first_.bad_rows.empty()) {
      throw Refused(fmt::format("{}: has no {}row.", label_,
                                options_.header == Header::present ? "header " : ""),
                    "The first line must name the columns: get the file again.");
    }
    fill(first_.bytes);
    split(first_);
  }
}

std::vector<std::string> DelimitedReader::first_row() const {
  std::vector<std::string> texts;
  const Row& row = first_.rows.front();
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

// When half of the first list's names are there: a row of data has none of them.
bool DelimitedReader::is_header(const std::vector<std::string>& row) const {
  const Columns known(options_.columns.front());
  const auto is_name = [&](const std::string& text) { return known.find(text).has_value(); };
  const auto names = std::count_if(row.begin(), row.end(), is_name);
  return static_cast<std::size_t>(names) * 2 >= options_.columns.front().size();
}

const std::vector<std::string>& DelimitedReader::names_for(std::size_t fields) const {
  for (const auto& names : options_.columns) {
    if (names.size() == fields) return names;
  }
  return options_.columns.front();
}

std::string plain_field(std::string_view raw, const FieldFormat& format) {
  FieldDecoder decoder(format);
  return std::string(decoder.text(raw));
}

}  // namespace sfi
