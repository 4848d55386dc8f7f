// Separate types for days, moments and amounts of money, so that they cannot be mixed up and a moment becomes a day in
// one way only.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace sfi {

// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
using Day = std::chrono::sys_days;
// A moment without a time zone, in seconds since 1970-01-01T00:00:00.
using Moment = std::chrono::sys_seconds;

// The day of a moment, also before 1970.
constexpr Day day_of(Moment moment) {
  return std::chrono::floor<std::chrono::days>(moment);
}

// An exact amount of US dollars.
struct Cents {
  std::int64_t value = 0;

  constexpr Cents() = default;
  explicit constexpr Cents(std::int64_t cents) : value(cents) {}
  constexpr auto operator<=>(const Cents&) const = default;
  constexpr Cents operator-() const { return Cents(-value); }
  constexpr Cents& operator+=(Cents other) {
    value += other.value;
    return *this;
  }
  constexpr Cents& operator-=(Cents other) {
    value -= other.value;
    return *this;
  }
};

}  // namespace sfi
