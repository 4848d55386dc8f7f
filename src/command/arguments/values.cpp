#include "command/arguments/values.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "base/lower.h"
#include "text/date.h"

namespace sfi {
namespace {

template <typename Number>
std::optional<Number> whole_number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

double percent_of(const std::string& option, std::string text) {
  if (!text.ends_with('%')) {
    throw UsageError(fmt::format("{} takes a percentage such as 20%, not '{}'.", option, text));
  }
  text.pop_back();
  const auto value = whole_number<double>(text);
  if (!value || *value < 0 || *value > 100) {
    throw UsageError(fmt::format("{} takes a percentage from 0% to 100%, not '{}%'.", option, text));
  }
  return *value;
}

RejectLimit reject_limit(const std::string& option, const std::string& text) {
  RejectLimit limit;
  if (text.ends_with('%')) {
    limit.percent = percent_of(option, text);
    return limit;
  }
  const auto rows = whole_number<std::uint64_t>(text);
  if (!rows) {
    throw UsageError(fmt::format("{} takes a number of rows or a percentage such as 0.1%, not '{}'.", option, text));
  }
  limit.rows = *rows;
  limit.is_percent = false;
  return limit;
}

Day day_of(const std::string& option, const std::string& text) {
  static const DateFormat format("%Y-%m-%d");
  const auto moment = format.parse(text);
  if (!moment) {
    throw UsageError(fmt::format("{} takes a date such as 2024-01-31, not '{}'.", option, text));
  }
  return day_of(*moment);
}

std::uint64_t bytes_of(const std::string& option, const std::string& text) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  std::string unit = ascii_lower({rest, static_cast<std::size_t>(end - rest)});
  std::erase(unit, ' ');
  constexpr std::array<std::pair<std::string_view, unsigned>, 11> kUnits{{{"", 0},
                                                                          {"b", 0},
                                                                          {"k", 10},
                                                                          {"kb", 10},
                                                                          {"kib", 10},
                                                                          {"m", 20},
                                                                          {"mb", 20},
                                                                          {"mib", 20},
                                                                          {"g", 30},
                                                                          {"gb", 30},
                                                                          {"gib", 30}}};
  for (const auto& [name, shift] : kUnits) {
    if (error == std::errc{} && value != 0 && unit == name) return value << shift;
  }
  throw UsageError(fmt::format("{} takes a size such as 512MB or 2GB, not '{}'.", option, text));
}

std::set<RecordType> record_types_of(const std::vector<std::string>& names) {
  std::set<RecordType> types;
  for (const std::string& name : names) types.insert(record_type_from(name).value());
  return types;
}

}  // namespace sfi
