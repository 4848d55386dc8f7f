// The first and the last of several days.
#pragma once

#include <algorithm>
#include <optional>

#include "base/units.h"

namespace sfi {

struct DayRange {
  std::optional<Day> first;  // both are empty until a day is noted
  std::optional<Day> last;

  void note(Day day) {
    first = std::min(first.value_or(day), day);
    last = std::max(last.value_or(day), day);
  }
  void add(const DayRange& other) {
    if (other.first) note(*other.first);
    if (other.last) note(*other.last);
  }
  bool operator==(const DayRange&) const = default;
};

}  // namespace sfi
