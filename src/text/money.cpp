#include "text/money.h"

#include <algorithm>

namespace sfi {
namespace {

constexpr int kMaxExponent = 14;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

class AmountReader {
 public:
  explicit AmountReader(std::string_view text) : rest_(text) {}

  std::optional<std::int64_t> read() {
    while (!rest_.empty() && is_blank(rest_.back())) rest_.remove_suffix(1);
    read_signs();
    if (!read_digits() || !read_exponent() || !read_tail()) return std::nullopt;
    const auto cents = scaled();
    if (!cents) return std::nullopt;
    return negative_ ? -*cents : *cents;
  }

 private:
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // In any order, each at most once: blanks, one sign, one opening parenthesis, one currency sign.
  void read_signs() {
    bool currency = false;
    for (;;) {
      if (!rest_.empty() && is_blank(rest_.front())) {
        rest_.remove_prefix(1);
      } else if (!signed_ && !in_parentheses_ && take('-')) {
        signed_ = negative_ = true;
      } else if (!signed_ && !in_parentheses_ && take('+')) {
        signed_ = true;
      } else if (!signed_ && !in_parentheses_ && take('(')) {
        in_parentheses_ = negative_ = true;
      } else if (!currency && take('$')) {
        currency = true;
      } else {
        return;
      }
    }
  }

  bool read_digits() {
    bool after_point = false;
    bool grouped = false;
    int group = 0;  // digits since the last comma, or the beginning
    bool any = false;
    for (; !rest_.empty(); rest_.remove_prefix(1)) {
      const char c = rest_.front();
      if (is_digit(c)) {
        any = true;
        if (!after_point) ++group;
        if (!add_digit(c - '0', after_point)) return false;
      } else if (c == '.' && !after_point) {
        after_point = true;
      } else if (c == ',' && !after_point) {
        // 10,00 is ten dollars in other countries: a comma is read only where thousands are separated.
        if (grouped ? group != 3 : group < 1 || group > 3) return false;
        grouped = true;
        group = 0;
      } else {
        break;
      }
    }
    return any && (!grouped || group == 3);
  }

  bool add_digit(int digit, bool after_point) {
    if (digit == 0 && digits_ == 0 && !after_point) return true;  // leading zeros do not count
    if (digits_ != 0 || digit != 0) ++significant_;
    if (significant_ > 18) return false;
    digits_ = digits_ * 10 + digit;
    if (after_point) ++decimals_;
    return true;
  }

  bool read_exponent() {
    if (rest_.size() < 2 || (rest_.front() != 'e' && rest_.front() != 'E')) return true;
    rest_.remove_prefix(1);
    const bool down = take('-');
    if (!down) take('+');
    if (rest_.empty() || !is_digit(rest_.front())) return false;
    int exponent = 0;
    for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1)) {
      exponent = exponent * 10 + (rest_.front() - '0');
      if (exponent > kMaxExponent) return false;
    }
    decimals_ += down ? exponent : -exponent;
    return true;
  }

  bool read_tail() {
    while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
    if (in_parentheses_ && !take(')')) return false;
    if (!signed_ && !in_parentheses_ && take('-')) negative_ = true;
    return rest_.empty();
  }

  // `digits_` with `decimals_` decimal places into cents, exactly or not at all.
  std::optional<std::int64_t> scaled() const {
    if (const auto cents = without_binary_noise()) return cents;
    std::int64_t value = digits_;
    int places = 2 - decimals_;
    for (; places < 0; ++places) {
      if (value % 10 != 0) return std::nullopt;
      value /= 10;
    }
    constexpr std::int64_t kLimit = 10'000'000'000'000'000;  // 14 digits and 2 decimals
    for (; places > 0; --places) {
      if (value >= kLimit) return std::nullopt;
      value *= 10;
    }
    if (value >= kLimit) return std::nullopt;
    return value;
  }

  // 0.30000000000000004 is what some agencies' programs make of 0.30: all the digits of a binary
  // number, whose distance to a whole cent lies beyond its precision.
  std::optional<std::int64_t> without_binary_noise() const {
    if (significant_ < 15 || decimals_ < 10 || decimals_ > 18) return std::nullopt;
    std::int64_t cent = 1;
    for (int i = 2; i < decimals_; ++i) cent *= 10;
    const std::int64_t beyond = digits_ % cent;
    if (std::min(beyond, cent - beyond) >= cent / 100'000'000) return std::nullopt;
    return (digits_ + cent / 2) / cent;
  }

  std::string_view rest_;
  std::int64_t digits_ = 0;
  int significant_ = 0;
  int decimals_ = 0;
  bool negative_ = false;
  bool signed_ = false;
  bool in_parentheses_ = false;
};

// Digits, a point and two decimals, as most agencies write nearly every amount.
std::optional<Cents> parse_plain(std::string_view text) {
  if (text.size() < 4 || text.size() > 15 || text[text.size() - 3] != '.') return std::nullopt;
  std::int64_t cents = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == text.size() - 3) continue;
    if (!is_digit(text[i])) return std::nullopt;
    cents = cents * 10 + (text[i] - '0');
  }
  return Cents(cents);
}

}  // namespace

std::optional<Cents> parse_cents(std::string_view text) {
  if (const auto cents = parse_plain(text)) return cents;
  const auto cents = AmountReader(text).read();
  return cents ? std::optional(Cents(*cents)) : std::nullopt;
}

}  // namespace sfi
