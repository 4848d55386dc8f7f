// What became of the rows of a block or of a stream, counted as they go by: every row is accepted, skipped for a
// reason or rejected for a reason.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "account/day_range.h"
#include "account/examples.h"
#include "account/skipped_money.h"
#include "base/units.h"
#include "reason/reason.h"

namespace sfi {

struct Tally {
  // Accepted rows that one step of a join has linked.
  struct Link {
    std::uint64_t rows = 0;
    Cents cents;
  };

  std::uint64_t read = 0;
  std::uint64_t accepted = 0;
  // Skipped by the definition's rules, by their index; amounts of contributions only.
  std::vector<SkippedRows> skipped_by_rule;
  // Rejected, repaired or skipped by the program itself; amounts of skipped contributions only.
  std::array<SkippedRows, kReasonCount> by_reason{};
  std::map<Reason, Examples> repair_examples;
  Cents cents;              // of the accepted contributions
  DayRange days;            // of the accepted records
  std::vector<Link> links;  // by step, the steps of all joins one after another

  SkippedRows& of(Reason reason) { return by_reason[index_of(reason)]; }
  const SkippedRows& of(Reason reason) const { return by_reason[index_of(reason)]; }

  void add(const Tally& other);
  // Ready for the next block of the same stream: as many rules and links as before.
  void clear();
};

}  // namespace sfi
