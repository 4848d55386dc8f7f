// Which days of months and which months the dates of records fall on, whatever the year.
#pragma once

#include <bit>
#include <chrono>
#include <cstdint>

#include "base/units.h"

namespace sfi {

struct CalendarParts {
  std::uint64_t dates = 0;
  std::uint32_t days = 0;  // bit 0: the 1st
  std::uint32_t months = 0;

  void note(Day day) {
    const std::chrono::year_month_day date(day);
    ++dates;
    days |= std::uint32_t{1} << (static_cast<unsigned>(date.day()) - 1);
    months |= std::uint32_t{1} << (static_cast<unsigned>(date.month()) - 1);
  }
  void add(const CalendarParts& other) {
    dates += other.dates;
    days |= other.days;
    months |= other.months;
  }
  // Dates all over the year, but none after the 12th of a month: they were rather written with the day first, and read
  // the other way round. Dates that are firsts of months or of quarters do not count.
  bool looks_day_first() const {
    constexpr std::uint64_t kEnoughDates = 30;
    constexpr int kEnoughParts = 5;
    constexpr std::uint32_t kFirstTwelve = (1U << 12) - 1;
    return dates >= kEnoughDates && (days & ~kFirstTwelve) == 0 && std::popcount(days) >= kEnoughParts &&
           std::popcount(months) >= kEnoughParts;
  }
  bool operator==(const CalendarParts&) const = default;
};

}  // namespace sfi
