// Numbers and comparisons of values that are kept as texts.
#pragma once

#include <compare>
#include <optional>
#include <string_view>

namespace sfi {

// The number's shortest form, so that equal numbers are equal texts: 3 for 3.0, 003 and +3; 1000 for 1,000; 0.5 for
// .50; -2 for -2.0. Any number of digits. `out` has room for two bytes more than `text`. Nothing if the text is not a
// number.
std::optional<std::string_view> shortest_number(std::string_view text, char* out);

// A text that has a size: a day, or a number.
struct Scalar {
  enum class Kind { day, number };
  Kind kind = Kind::number;
  double value = 0;  // exact for days and for amounts of money
};

// Of 2024-03-01, 3.5 or $1,000.00; nothing for any other text.
std::optional<Scalar> scalar_of(std::string_view text);

// Compares two dates (2024-03-01) or two numbers, amounts of money included ($1,000.00). Nothing if the texts are
// something else, or one of each.
std::optional<std::weak_ordering> compare_values(std::string_view a, std::string_view b);

}  // namespace sfi
