#include "text/date.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include "base/lower.h"

namespace sfi {
namespace {

// No file of an agency is older; 0202 and 8201 are typing errors, 0001-01-01, 1900-01-01 and 9999-12-31
// the empty dates of databases.
constexpr int kFirstYear = 1950;
constexpr int kLastYear = 2099;

constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                   "may",       "june",     "july",     "august",
                                                   "september", "october",  "november", "december"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

void write_pair(char* out, int value) {
  out[0] = static_cast<char>('0' + value / 10);
  out[1] = static_cast<char>('0' + value % 10);
}

void write_date(Day day, char* out) {
  const std::chrono::year_month_day date(day);
  const int year = static_cast<int>(date.year());
  write_pair(out, year / 100);
  write_pair(out + 2, year % 100);
  out[4] = '-';
  write_pair(out + 5, static_cast<int>(static_cast<unsigned>(date.month())));
  out[7] = '-';
  write_pair(out + 8, static_cast<int>(static_cast<unsigned>(date.day())));
}

}  // namespace

// What the directives have found so far.
struct DateParts {
  int year = -1;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int half_day = -1;  // 0: AM, 1: PM

  std::optional<Moment> moment() const {
    int hours = hour;
    if (half_day >= 0) {
      if (hour < 1 || hour > 12) return std::nullopt;
      hours = hour % 12 + 12 * half_day;
    }
    const std::chrono::year_month_day date(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day)));
    const bool real = year >= kFirstYear && year <= kLastYear && date.ok() && hours < 24 && minute < 60 && second < 60;
    if (!real) return std::nullopt;
    return Day(date) + std::chrono::hours(hours) + std::chrono::minutes(minute) + std::chrono::seconds(second);
  }
};

namespace {

// Between `least` and `most` digits off the front of `text`; -1 when there are fewer.
int take_number(std::string_view& text, int least, int most) {
  int value = 0;
  int digits = 0;
  while (digits < most && !text.empty() && is_digit(text.front())) {
    value = value * 10 + (text.front() - '0');
    text.remove_prefix(1);
    ++digits;
  }
  return digits < least ? -1 : value;
}

bool starts_with_word(std::string_view text, std::string_view word) {
  if (text.size() < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (ascii_lower(text[i]) != word[i]) return false;
  }
  return true;
}

// A month's name, whole or its first three letters; 0 when there is none.
int take_month(std::string_view& text) {
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (!starts_with_word(text, kMonths[i].substr(0, 3))) continue;
    text.remove_prefix(starts_with_word(text, kMonths[i]) ? kMonths[i].size() : 3);
    return static_cast<int>(i + 1);
  }
  return 0;
}

bool take_half_day(std::string_view& text, DateParts& parts) {
  if (text.size() < 2 || ascii_lower(text[1]) != 'm') return false;
  const char letter = ascii_lower(text[0]);
  if (letter != 'a' && letter != 'p') return false;
  parts.half_day = letter == 'p' ? 1 : 0;
  text.remove_prefix(2);
  return true;
}

bool take_zone(std::string_view& text) {
  if (text.empty()) return false;
  const char first = text.front();
  text.remove_prefix(1);
  if (first == 'Z' || first == 'z') return true;
  if (first != '+' && first != '-') return false;
  if (take_number(text, 2, 2) < 0) return false;
  if (!text.empty() && text.front() == ':') text.remove_prefix(1);
  return take_number(text, 2, 2) >= 0;
}

bool is_number_directive(char c) {
  return std::string_view("YymdHIMSf").find(c) != std::string_view::npos;
}

}  // namespace

DateFormat::DateFormat(std::string_view format, int two_digit_year_pivot)
    : pivot_(two_digit_year_pivot), compact_(format == "%Y%m%d"), serial_(format == "excel") {
  if (serial_) return;
  if (format.ends_with("...")) {
    open_end_ = true;
    format.remove_suffix(3);
  }
  bool has_year = false;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') {
      directives_.push_back({0, format[i], false});
      continue;
    }
    const char directive = ++i < format.size() ? format[i] : '\0';
    if (directive == '%') {
      directives_.push_back({0, '%', false});
      continue;
    }
    if (directive == '\0' || std::string_view("YymdHIMSbBpfz").find(directive) == std::string_view::npos) {
      throw std::invalid_argument(
          fmt::format("the date format '{}' has the unknown directive '%{}' (known: %Y %y %m %d %b %H %I %M %S "
                      "%f %p %z %%)",
                      format, directive == '\0' ? std::string_view{} : std::string_view(&format[i], 1)));
    }
    has_year |= directive == 'Y' || directive == 'y';
    const bool touches_next = i + 2 < format.size() && format[i + 1] == '%' && is_number_directive(format[i + 2]);
    const bool touches_last = !directives_.empty() && is_number_directive(directives_.back().letter);
    directives_.push_back({directive == 'B' ? 'b' : directive, 0, touches_next || touches_last});
  }
  if (!has_year) {
    throw std::invalid_argument(fmt::format("the date format '{}' has no year (%Y or %y), and is not 'excel'", format));
  }
}

namespace {

// A blank stands for any number of blanks, other characters for themselves.
bool take_literal(char literal, std::string_view& text) {
  if (is_blank(literal)) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    return true;
  }
  if (text.empty() || text.front() != literal) return false;
  text.remove_prefix(1);
  return true;
}

bool take_short_year(int pivot, std::string_view& text, DateParts& parts) {
  const int year = take_number(text, 2, 2);
  parts.year = year + (year < pivot ? 2000 : 1900);
  return year >= 0;
}

// Where a directive of one or two digits puts its number; null for the others.
int* number_of(char letter, DateParts& parts) {
  switch (letter) {
    case 'm':
      return &parts.month;
    case 'd':
      return &parts.day;
    case 'H':
    case 'I':
      return &parts.hour;
    case 'M':
      return &parts.minute;
    case 'S':
      return &parts.second;
    default:
      return nullptr;
  }
}

}  // namespace

// Whether the text goes on with what the directive stands for, which is cut off its front.
bool DateFormat::take(const Directive& directive, int pivot, std::string_view& text, DateParts& parts) {
  if (int* number = number_of(directive.letter, parts)) {
    return (*number = take_number(text, directive.fixed_width ? 2 : 1, 2)) >= 0;
  }
  switch (directive.letter) {
    case 0:
      return take_literal(directive.literal, text);
    case 'Y':
      return (parts.year = take_number(text, 4, 4)) >= 0;
    case 'y':
      return take_short_year(pivot, text, parts);
    case 'b':
      return (parts.month = take_month(text)) != 0;
    case 'p':
      return take_half_day(text, parts);
    case 'f':
      return take_number(text, 1, 9) >= 0;
    case 'z':
      return take_zone(text);
    default:
      return false;
  }
}

std::optional<Moment> DateFormat::parse_serial(std::string_view text) {
  constexpr Day kDayZero{std::chrono::year(1899) / 12 / 30};
  constexpr double kSecondsOfDay = 24 * 60 * 60;
  constexpr double kFirst = 18264;  // 1950-01-01
  constexpr double kEnd = 73051;    // 2100-01-01
  double serial = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), serial, std::chars_format::fixed);
  if (error != std::errc{} || end != text.data() + text.size() || !(serial >= kFirst && serial < kEnd)) {
    return std::nullopt;
  }
  return Moment(kDayZero) + std::chrono::seconds(std::llround(serial * kSecondsOfDay));
}

std::optional<Moment> DateFormat::parse(std::string_view text) const {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  if (serial_) return parse_serial(text);
  DateParts parts;
  if (compact_) {
    if (text.size() != 8) return std::nullopt;
    parts.year = take_number(text, 4, 4);
    parts.month = take_number(text, 2, 2);
    parts.day = take_number(text, 2, 2);
    return parts.moment();
  }
  for (const Directive& directive : directives_) {
    if (!take(directive, pivot_, text, parts)) return std::nullopt;
  }
  if (!text.empty() && !open_end_) return std::nullopt;
  return parts.moment();
}

void write_iso_datetime(Moment moment, char* out) {
  const Day day = day_of(moment);
  const auto rest = static_cast<int>((moment - day).count());
  write_date(day, out);
  out[10] = 'T';
  write_pair(out + 11, rest / 3600);
  out[13] = ':';
  write_pair(out + 14, rest / 60 % 60);
  out[16] = ':';
  write_pair(out + 17, rest % 60);
}

std::string iso_date(Day day) {
  std::string text(10, '0');
  write_date(day, text.data());
  return text;
}

std::optional<Day> day_from_iso(std::string_view text) {
  constexpr std::string_view kShape = "yyyy-mm-dd";
  if (text.size() != kShape.size()) return std::nullopt;
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (kShape[i] == '-' ? text[i] != '-' : !is_digit(text[i])) return std::nullopt;
    const int digit = text[i] - '0';
    if (kShape[i] == 'y') year = year * 10 + digit;
    if (kShape[i] == 'm') month = month * 10 + static_cast<unsigned>(digit);
    if (kShape[i] == 'd') day = day * 10 + static_cast<unsigned>(digit);
  }
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  return date.ok() ? std::optional(Day(date)) : std::nullopt;
}

}  // namespace sfi
