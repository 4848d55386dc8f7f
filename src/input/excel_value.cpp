#include "input/excel_value.h"

#include <fmt/format.h>

#include <cmath>

#include "text/date.h"

namespace sfi {

// ECMA-376 Part 1, 18.8.30: 14 to 22 and 45 to 47 everywhere, the others in some languages.
bool is_date_format(std::uint32_t builtin) {
  return (builtin >= 14 && builtin <= 22) || (builtin >= 27 && builtin <= 36) || (builtin >= 45 && builtin <= 47) ||
         (builtin >= 50 && builtin <= 58);
}

bool is_date_format(std::string_view code) {
  char within = 0;  // a text in quotes, or a colour or language in brackets
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (within != 0) {
      if (c == within) within = 0;
    } else if (c == '"') {
      within = '"';
    } else if (c == '[') {
      within = ']';
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == ';') {
      return false;  // the first section is for positive numbers
    } else if (std::string_view("dmyhsDMYHS").find(c) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

std::string excel_number(double value) {
  return fmt::format("{}", value);
}

std::string excel_date(double serial, bool from_1904) {
  constexpr std::int64_t kDay = 86400;
  constexpr double kLastDay = 2'958'465;  // 9999-12-31
  if (!(serial >= 0 && serial < kLastDay + 1)) return excel_number(serial);
  const auto seconds = static_cast<std::int64_t>(std::llround(serial * kDay));
  const std::int64_t day = seconds / kDay;
  const std::int64_t rest = seconds % kDay;
  const std::string time = fmt::format("{:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60);
  if (day == 0 && !from_1904) return time;
  constexpr std::int64_t k1899 = -25569;  // 1899-12-30, in days from 1970
  constexpr std::int64_t k1904 = -24107;
  const std::int64_t days = from_1904 ? k1904 + day : k1899 + day + (day < 60 ? 1 : 0);
  return rest == 0 ? iso_date(days) : fmt::format("{} {}", iso_date(days), time);
}

}  // namespace sfi
