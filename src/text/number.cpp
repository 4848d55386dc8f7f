#include "text/number.h"

#include <charconv>
#include <cmath>

#include "text/date.h"
#include "text/money.h"

namespace sfi {
namespace {

constexpr std::string_view kDigits = "0123456789";

// Whether commas, if there are any, separate thousands.
bool is_grouped(std::string_view whole) {
  const std::size_t first = whole.find(',');
  if (first == std::string_view::npos) return true;
  if (first == 0 || first > 3) return false;
  for (std::string_view rest = whole.substr(first); !rest.empty(); rest.remove_prefix(4)) {
    if (rest.size() < 4 || rest.front() != ',' || rest.substr(1, 3).find(',') != std::string_view::npos) return false;
  }
  return true;
}

std::optional<double> number_value(std::string_view text) {
  if (const auto cents = parse_cents(text)) return static_cast<double>(cents->value) / 100;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace

std::optional<std::string_view> shortest_number(std::string_view text, char* out) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  std::string_view whole = text.substr(0, point);
  std::string_view decimals = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (decimals.find_first_not_of(kDigits) != std::string_view::npos) return std::nullopt;
  if (whole.empty() && decimals.empty()) return std::nullopt;

  char* const begin = out + (negative ? 1 : 0);
  char* end = begin;
  for (const char c : whole) {
    if (kDigits.find(c) == std::string_view::npos && c != ',') return std::nullopt;
    const bool leading_zero = c == '0' && end == begin;
    if (c != ',' && !leading_zero) *end++ = c;
  }
  if (!is_grouped(whole)) return std::nullopt;
  if (end == begin) *end++ = '0';
  while (decimals.ends_with('0')) decimals.remove_suffix(1);
  if (!decimals.empty()) {
    *end++ = '.';
    end += decimals.copy(end, decimals.size());
  }
  const bool zero = end == begin + 1 && *begin == '0';
  if (!negative || zero) return std::string_view(begin, static_cast<std::size_t>(end - begin));
  *out = '-';
  return std::string_view(out, static_cast<std::size_t>(end - out));
}

std::optional<Scalar> scalar_of(std::string_view text) {
  if (const auto day = day_from_iso(text)) {
    return Scalar{Scalar::Kind::day, static_cast<double>(day->time_since_epoch().count())};
  }
  const auto number = number_value(text);
  return number ? std::optional(Scalar{Scalar::Kind::number, *number}) : std::nullopt;
}

std::optional<std::weak_ordering> compare_values(std::string_view a, std::string_view b) {
  const auto one = scalar_of(a);
  const auto other = scalar_of(b);
  if (!one || !other || one->kind != other->kind) return std::nullopt;
  if (one->value < other->value) return std::weak_ordering::less;
  return one->value > other->value ? std::weak_ordering::greater : std::weak_ordering::equivalent;
}

}  // namespace sfi
