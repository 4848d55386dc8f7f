// Counts what became of the rows of a block or stream: every row is accepted, skipped for a reason or rejected for a
// reason.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "account/calendar_parts.h"
#include "account/day_range.h"
#include "account/examples.h"
#include "account/skipped_money.h"
#include "base/units.h"
#include "plan/unread_values.h"
#include "reason/reason.h"
#include "record/schema.h"

namespace sfi {

struct Tally {
  // Accepted rows that one join step has linked.
  struct Link {
    std::uint64_t rows = 0;
    Cents cents;
  };

  // Accepted rows that one join was tried for.
  struct Join {
    std::uint64_t found = 0;
    std::uint64_t not_found = 0;
    std::uint64_t without_key = 0;  // no step applied, or the key was blank
    Cents not_found_cents;
  };

  std::uint64_t read = 0;
  std::uint64_t accepted = 0;
  // Skipped by the definition's rules, by rule index; amounts for contributions only.
  std::vector<SkippedRows> skipped_by_rule;
  // Rejected, repaired or skipped by the program itself; amounts for skipped contributions only.
  std::array<SkippedRows, kReasonCount> by_reason{};
  std::map<std::string, std::uint64_t, std::less<>> rejected_by_rule;  // by the reason that the rule names
  std::map<Reason, Examples> repair_examples;
  Cents cents;                                      // of the accepted contributions
  DayRange days;                                    // of the accepted records
  CalendarParts calendar;                           // likewise
  std::array<std::uint64_t, kFieldCount> filled{};  // accepted records with a value, by field
  // Accepted records by the word in a field that has one of a few: kind, type, candidate.house.
  std::map<Field, std::map<std::string, std::uint64_t, std::less<>>> words;
  std::vector<Link> links;  // by step, over all joins in order
  std::vector<Join> joins;
  UnreadCount beyond_seats;  // districts above the number of the chamber's seats
  UnreadCount short_zips;    // ZIP codes that lost their leading zero, among those that have one
  UnreadCounts unread;       // by number of the watched value

  SkippedRows& of(Reason reason) { return by_reason[index_of(reason)]; }
  const SkippedRows& of(Reason reason) const { return by_reason[index_of(reason)]; }

  void add(const Tally& other);
  // Clears the counts for the next block of the same stream.
  void clear();
};

}  // namespace sfi
