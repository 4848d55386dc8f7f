// The amounts of skipped rows.
#pragma once

#include <cstdint>
#include <optional>

#include "base/units.h"

namespace sfi {

struct SkippedMoney {
  Cents cents;
  std::uint64_t without_amount = 0;  // rows whose amount is blank or cannot be read

  void note(std::optional<Cents> amount) {
    cents += amount.value_or(Cents());
    if (!amount) ++without_amount;
  }
  void add(const SkippedMoney& other) {
    cents += other.cents;
    without_amount += other.without_amount;
  }
  void subtract(const SkippedMoney& other) {
    cents -= other.cents;
    without_amount -= other.without_amount;
  }
  bool operator==(const SkippedMoney&) const = default;
};

// Rows of one filer, or of several.
struct SkippedRows {
  std::uint64_t rows = 0;
  SkippedMoney money;

  void note(std::optional<Cents> amount) {
    ++rows;
    money.note(amount);
  }
  void add(const SkippedRows& other) {
    rows += other.rows;
    money.add(other.money);
  }
  void subtract(const SkippedRows& other) {
    rows -= other.rows;
    money.subtract(other.money);
  }
  bool operator==(const SkippedRows&) const = default;
};

}  // namespace sfi
