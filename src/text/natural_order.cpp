#include "text/natural_order.h"

namespace sfi {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string_view digits_at(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && is_digit(text[size])) ++size;
  return text.substr(0, size);
}

std::string_view without_zeros(std::string_view digits) {
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  return digits;
}

}  // namespace

bool natural_less(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    const std::string_view digits_a = digits_at(a);
    const std::string_view digits_b = digits_at(b);
    if (digits_a.empty() || digits_b.empty()) {
      if (a.front() != b.front()) return a.front() < b.front();
      a.remove_prefix(1);
      b.remove_prefix(1);
      continue;
    }
    const std::string_view number_a = without_zeros(digits_a);
    const std::string_view number_b = without_zeros(digits_b);
    if (number_a.size() != number_b.size()) return number_a.size() < number_b.size();
    if (number_a != number_b) return number_a < number_b;
    if (digits_a.size() != digits_b.size()) return digits_a.size() < digits_b.size();
    a.remove_prefix(digits_a.size());
    b.remove_prefix(digits_b.size());
  }
  return a.size() < b.size();
}

}  // namespace sfi
