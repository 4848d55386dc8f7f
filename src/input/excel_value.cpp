#include "input/excel_value.h"

#include <fmt/format.h>
#include <re2/re2.h>

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
  constexpr double kLastDay = 2'958'465;  // 9999-12-31
  if (!(serial >= 0 && serial < kLastDay + 1)) return excel_number(serial);
  // Programs write dates with few digits, so the number is first brought to the milliseconds that it means.
  const std::chrono::milliseconds exact(
      std::llround(std::chrono::duration<double, std::milli>(ExcelDays(serial)).count()));
  const auto seconds = std::chrono::floor<std::chrono::seconds>(exact);
  const auto day = std::chrono::floor<std::chrono::days>(seconds);
  const std::int64_t rest = (seconds - day).count();
  const std::string time = fmt::format("{:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60);
  if (day.count() == 0 && !from_1904) return time;
  // Excel counts 29 February 1900, which there never was: days before it lie one day later.
  const std::chrono::days before(day.count() < 60 ? 1 : 0);
  const Day date = from_1904 ? k1904DayZero + day : kExcelDayZero + day + before;
  return rest == 0 ? iso_date(date) : fmt::format("{} {}", iso_date(date), time);
}

std::string excel_iso_date(std::string text) {
  static const RE2 pattern(R"((\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z?)?)");
  std::string date;
  std::string time;
  if (!RE2::FullMatch(text, pattern, &date, &time)) return text;
  return time.empty() || time == "00:00:00" ? date : date + ' ' + time;
}

}  // namespace sfi
