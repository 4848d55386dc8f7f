// One standardised row on its way from the plan to a sink. All texts are valid UTF-8 and views into buffers of the
// plan that live until the next row: a sink copies what it keeps.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "base/units.h"
#include "record/schema.h"

namespace sfi {

// The largest amount that every database can hold: DECIMAL(14,2) in DuckDB.
inline constexpr Cents kMostCents{99'999'999'999'999};

class Record {
 public:
  std::string_view text(Field field) const { return texts_[index(field)]; }
  void set_text(Field field, std::string_view value) { texts_[index(field)] = value; }

  // A value other than a text, as a number: days since 1970-01-01 (date), seconds since then (datetime), cents (money)
  // or a plain integer.
  std::int64_t number(Field field) const { return numbers_[index(field)]; }
  Day day(Field field) const { return Day(std::chrono::days(number(field))); }
  Moment moment(Field field) const { return Moment(std::chrono::seconds(number(field))); }
  Cents cents(Field field) const { return Cents(number(field)); }
  void set_day(Field field, Day day) { set_number(field, day.time_since_epoch().count()); }
  void set_moment(Field field, Moment moment) { set_number(field, moment.time_since_epoch().count()); }
  void set_cents(Field field, Cents cents) { set_number(field, cents.value); }
  bool has_number(Field field) const { return (present_ >> index(field) & 1U) != 0; }
  // Adds one to the count of each field that has a value.
  void count_filled(std::array<std::uint64_t, kFieldCount>& counts) const {
    for (std::size_t i = 0; i < kFieldCount; ++i)
      counts[i] += static_cast<std::uint64_t>(!texts_[i].empty()) | (present_ >> i & 1U);
  }
  void set_number(Field field, std::int64_t value) {
    numbers_[index(field)] = value;
    present_ |= std::uint64_t{1} << index(field);
  }

  // addtl_data: names and texts in the order of the definition, without unknown ones. The names live as long as the
  // plan.
  const std::vector<std::pair<std::string_view, std::string_view>>& extra() const { return extra_; }
  void add_extra(std::string_view name, std::string_view value) { extra_.emplace_back(name, value); }

  void clear() {
    texts_.fill({});
    present_ = 0;
    extra_.clear();
  }

 private:
  static constexpr std::size_t index(Field field) { return static_cast<std::size_t>(field); }

  std::array<std::string_view, kFieldCount> texts_{};
  std::array<std::int64_t, kFieldCount> numbers_{};
  std::uint64_t present_ = 0;
  std::vector<std::pair<std::string_view, std::string_view>> extra_;
};

}  // namespace sfi
