#include "fuzzing.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "text/decode.h"
#include "text/field_text.h"

namespace sfi::fuzz {

void check(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "A promise is broken: %s\n", promise);
  std::abort();
}

std::uint8_t Input::byte() {
  if (left_.empty()) return 0;
  const auto first = static_cast<std::uint8_t>(left_.front());
  left_.remove_prefix(1);
  return first;
}

std::string_view Input::until(char end) {
  const std::size_t size = std::min(left_.find(end), left_.size());
  const std::string_view piece = left_.substr(0, size);
  left_.remove_prefix(std::min(size + 1, left_.size()));
  return piece;
}

std::unique_ptr<ByteSource> source_of(std::string_view bytes) {
  return std::make_unique<MemorySource>(bytes);
}

File::File(std::string_view bytes) : descriptor_(::memfd_create("fuzz", 0)) {
  check(::write(descriptor_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()), "memory for a file");
}

File::~File() {
  ::close(descriptor_);
}

std::string File::path() const {
  return "/proc/self/fd/" + std::to_string(descriptor_);
}

std::vector<ReadRow> rows_of(const RowBlock& block) {
  std::vector<ReadRow> rows;
  for (const Row& row : block.rows) {
    check(row.fields > 0, "a row has fields");
    check(std::size_t{row.first_separator} + row.fields <= block.separators.size(), "a row's separators are there");
    ReadRow read{block.first_line + row.line, {}, {}};
    std::uint32_t begin = row.begin;
    for (std::uint32_t i = 0; i < row.fields; ++i) {
      const std::uint32_t end = block.separators[row.first_separator + i];
      check(begin <= end && end <= block.bytes.size(), "a field lies within the block");
      read.fields.emplace_back(block.field(row, i));
      begin = end + 1;
    }
    rows.push_back(std::move(read));
  }
  for (const BadRow& bad : block.bad_rows) {
    check(bad.begin <= bad.end && bad.end <= block.bytes.size(), "a bad row lies within the block");
    rows.push_back({block.first_line + bad.line,
                    {std::string(block.bytes.view().substr(bad.begin, bad.end - bad.begin))},
                    std::string(to_string(bad.fault.reason))});
  }
  std::stable_sort(rows.begin(), rows.end(), [](const ReadRow& a, const ReadRow& b) { return a.line < b.line; });
  return rows;
}

std::vector<ReadRow> read_rows(RowReader& reader) {
  FieldDecoder decoder(reader.format());
  std::vector<ReadRow> rows;
  RowBlock block;
  while (reader.read(block)) {
    for (ReadRow& row : rows_of(block)) {
      for (const std::string& field : row.fields) {
        check(is_valid_utf8(decoder.text(field)), "a field's text is UTF-8");
      }
      decoder.reset();
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

HeaderRule header_of(std::size_t choice) {
  const std::vector<std::string> names{"Date", "Amount", "Name"};
  HeaderRule rule;
  constexpr Header kinds[kHeaders] = {Header::present, Header::absent, Header::detect, Header::search};
  rule.kind = kinds[choice % kHeaders];
  rule.used = {{"Date", "Day"}, {"Amount"}, {"Name"}};
  if (rule.kind == Header::absent || rule.kind == Header::detect) rule.columns = {names, {"Date", "Amount"}};
  return rule;
}

}  // namespace sfi::fuzz
