#include "input/delimited_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "input/sniff.h"
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
  if (options_.columns) {
    columns_ = *options_.columns;
  } else {
    take_header();
  }
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

void DelimitedReader::take_header() {
  while (first_.rows.empty()) {
    if (at_end_ || !first_.bad_rows.empty()) {
      throw Refused(fmt::format("{}: has no header row.", label_),
                    "The first line must name the columns: get the file again.");
    }
    fill(first_.bytes);
    split(first_);
  }
  const Row header = first_.rows.front();
  for (std::uint32_t i = 0; i < header.fields; ++i) {
    columns_.push_back(plain_field(first_.field(header, i), options_.format));
  }
  first_.rows.erase(first_.rows.begin());
}

std::string plain_field(std::string_view raw, const FieldFormat& format) {
  FieldDecoder decoder(format);
  return std::string(decoder.text(raw));
}

}  // namespace sfi
