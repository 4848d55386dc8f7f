#include "wording/figures.h"

#include <fmt/format.h>

#include <algorithm>

namespace sfi {
namespace {

// `value` is at least 1000. Truncated, not rounded, so that the shown figure has been reached.
std::string three_digits(std::uint64_t value, std::string_view prefixes) {
  std::uint64_t unit = 1000;
  std::size_t prefix = 0;
  while (prefix + 1 < prefixes.size() && value / unit >= 1000) {
    unit *= 1000;
    ++prefix;
  }
  const std::uint64_t whole = value / unit;
  const std::uint64_t thousandths = value % unit / (unit / 1000);
  std::string digits = std::to_string(whole);
  if (whole < 10)
    digits += fmt::format(".{:02}", thousandths / 10);
  else if (whole < 100)
    digits += fmt::format(".{}", thousandths / 100);
  return fmt::format("{} {}", digits, prefixes[prefix]);
}

}  // namespace

std::string grouped(std::uint64_t value) {
  std::string digits = std::to_string(value);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

std::string dollars(Cents cents) {
  const auto bits = static_cast<std::uint64_t>(cents.value);
  const std::uint64_t magnitude = cents.value < 0 ? ~bits + 1 : bits;
  return fmt::format("{}${}.{:02}", cents.value < 0 ? "-" : "", grouped(magnitude / 100), magnitude % 100);
}

std::string counted(std::uint64_t count, std::string_view what) {
  return fmt::format("{} {}{}", grouped(count), what, count == 1 ? "" : "s");
}

std::string short_number(std::uint64_t value) {
  return value < 10'000 ? grouped(value) : three_digits(value, "kMG");
}

std::string short_bytes(std::uint64_t bytes) {
  return bytes < 1000 ? fmt::format("{} B", bytes) : three_digits(bytes, "kMGTP") + "B";
}

std::string clock_time(double seconds) {
  constexpr double kMost = 99 * 3600;
  if (!(seconds < kMost)) return "> 99 h";
  const auto whole = static_cast<std::uint64_t>(std::max(seconds, 0.0));
  const std::uint64_t minutes = whole / 60;
  if (minutes < 60) return fmt::format("{}:{:02}", minutes, whole % 60);
  return fmt::format("{}:{:02}:{:02}", minutes / 60, minutes % 60, whole % 60);
}

std::string short_seconds(double seconds) {
  const int digits = seconds < 9.995 ? 2 : seconds < 99.95 ? 1 : 0;
  return fmt::format("{:.{}f} s", std::max(seconds, 0.0), digits);
}

}  // namespace sfi
