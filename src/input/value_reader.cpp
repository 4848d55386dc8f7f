#include "input/value_reader.h"

#include <fmt/format.h>

#include <cstring>
#include <utility>

#include "base/error.h"
#include "text/columns.h"

namespace sfi {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{256} << 10;
constexpr char kSeparator = '\x1F';

}  // namespace

void ValueReader::set_format(FieldFormat format) {
  format_ = std::move(format);
  format_.quote = 0;
  format_.encoding = Encoding::utf8;
}

void ValueReader::take_header(const HeaderRule& rule, const std::string& label) {
  const std::size_t searched = rule.kind == Header::search ? HeaderRule::kSearchedRows : 1;
  for (std::size_t i = 0; i < searched; ++i) {
    if (!next(values_)) break;
    has_values_ = true;
    if (rule.is_header(values_.texts)) {
      has_values_ = false;
      columns_ = std::move(values_.texts);
      return set_used(rule);
    }
  }
  if (!has_values_) throw Refused(fmt::format("{}: has no rows.", label), "Get the file again.");
  if (rule.kind == Header::search) {
    throw Refused(fmt::format("{}: none of its first rows names the columns {}.", label, rule.wanted()),
                  "Is it the right file? One of the first rows must name the columns.");
  }
  columns_ = rule.names_for(values_.texts.size());
  set_used(rule);
}

void ValueReader::set_used(const HeaderRule& rule) {
  if (rule.used.empty()) return;
  const Columns columns(columns_);
  used_.assign(columns_.size(), false);
  for (const std::vector<std::string>& names : rule.used) {
    for (const std::string& name : names) {
      if (const auto column = columns.find(name)) used_[*column] = true;
    }
  }
}

std::optional<RowFault> ValueReader::fault() const {
  for (const RowFault& fault : values_.faults) {
    if (fault.field == 0 || is_used(fault.field - 1)) return fault;
  }
  return std::nullopt;
}

bool ValueReader::next_row() {
  if (has_values_) {
    has_values_ = false;
    return true;
  }
  values_.faults.clear();
  return next(values_);
}

bool ValueReader::read(RowBlock& block) {
  block.bytes.clear();
  block.separators.clear();
  block.rows.clear();
  block.bad_rows.clear();
  block.repairs.clear();
  block.blank_lines = 0;
  block.has_nul = false;
  while (block.bytes.size() < kBlockBytes && next_row()) append(block);
  block.bytes.reserve(block.bytes.size() + kBufferPadding);
  std::memset(block.bytes.data() + block.bytes.size(), 0, kBufferPadding);
  return !block.rows.empty() || !block.bad_rows.empty();
}

void ValueReader::append(RowBlock& block) {
  if (block.rows.empty() && block.bad_rows.empty()) block.first_line = values_.position;
  if (pads_ && values_.texts.size() < columns_.size()) values_.texts.resize(columns_.size());
  Row row;
  row.begin = static_cast<std::uint32_t>(block.bytes.size());
  row.first_separator = static_cast<std::uint32_t>(block.separators.size());
  row.fields = static_cast<std::uint32_t>(values_.texts.size());
  row.line = static_cast<std::uint32_t>(values_.position - block.first_line);
  for (const std::string& value : values_.texts) {
    block.bytes.append(value);
    block.has_nul |= value.find('\0') != std::string::npos;
    block.separators.push_back(static_cast<std::uint32_t>(block.bytes.size()));
    block.bytes.push_back(kSeparator);
  }
  const auto fault = this->fault();
  if (!fault) {
    block.rows.push_back(row);
  } else {
    const auto end = static_cast<std::uint32_t>(block.bytes.size()) - 1;
    block.bad_rows.push_back({row.begin, end, row.line, *fault});
  }
}

}  // namespace sfi
