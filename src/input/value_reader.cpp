#include "input/value_reader.h"

#include <cstring>

namespace sfi {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{256} << 10;
constexpr char kSeparator = '\x1F';

}  // namespace

bool ValueReader::read(RowBlock& block) {
  block.bytes.clear();
  block.separators.clear();
  block.rows.clear();
  block.bad_rows.clear();
  block.repairs.clear();
  block.blank_lines = 0;
  block.has_nul = false;
  std::uint64_t position = 0;
  while (block.bytes.size() < kBlockBytes && next(values_, position)) {
    if (block.rows.empty()) block.first_line = position;
    Row row;
    row.begin = static_cast<std::uint32_t>(block.bytes.size());
    row.first_separator = static_cast<std::uint32_t>(block.separators.size());
    row.fields = static_cast<std::uint32_t>(values_.size());
    row.line = static_cast<std::uint32_t>(position - block.first_line);
    for (const std::string& value : values_) {
      block.bytes.append(value);
      block.has_nul |= value.find('\0') != std::string::npos;
      block.separators.push_back(static_cast<std::uint32_t>(block.bytes.size()));
      block.bytes.push_back(kSeparator);
    }
    block.rows.push_back(row);
  }
  block.bytes.reserve(block.bytes.size() + kBufferPadding);
  std::memset(block.bytes.data() + block.bytes.size(), 0, kBufferPadding);
  return !block.rows.empty();
}

}  // namespace sfi
