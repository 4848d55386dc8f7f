// What became of the rows of one record type of one state.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "account/calendar_parts.h"
#include "account/day_range.h"
#include "account/examples.h"
#include "account/skipped_money.h"
#include "account/tally.h"
#include "account/unlinked_account.h"
#include "base/units.h"
#include "reason/reason.h"

namespace sfi {

// How many filers and rows a join step has linked.
struct LinkCount {
  std::string step;
  std::uint64_t filers = 0;
  std::uint64_t rows = 0;
  Cents cents;

  bool operator==(const LinkCount&) const = default;
};

// How often a join of a stream found a row, of the accepted rows.
struct JoinCount {
  std::string stream;
  std::string join;
  std::uint64_t found = 0;
  std::uint64_t not_found = 0;
  std::uint64_t without_key = 0;  // no step applied, or the key was blank
  Cents not_found_cents;

  bool operator==(const JoinCount&) const = default;
};

struct TypeAccount {
  std::uint64_t read = 0;
  std::uint64_t accepted = 0;
  std::map<std::string, std::uint64_t> skipped;       // by reason
  std::map<std::string, SkippedMoney> skipped_money;  // by reason, for contributions; without blank lines
  std::map<std::string, std::uint64_t> rejected;      // by reason
  std::map<std::string, std::uint64_t> repaired;      // by reason
  std::map<std::string, Examples> repair_examples;
  Cents cents;                                  // of the accepted contributions
  DayRange days;                                // of the accepted records
  CalendarParts calendar;                       // likewise
  std::map<std::string, std::uint64_t> filled;  // accepted records with a value, by field: "candidate.party"
  std::map<std::string, std::map<std::string, std::uint64_t>> words;  // by field and word: "kind", "monetary"
  std::vector<LinkCount> links;
  std::vector<JoinCount> joins;             // all of them, in the order of the definition
  std::optional<UnlinkedAccount> unlinked;  // of contributions
  std::vector<std::pair<std::string, std::uint64_t>> rows_of_parts;

  // Adds the rows of one stream; `rule_reasons` are the reasons of its rules, by index.
  void add(const Tally& tally, const std::vector<std::string>& rule_reasons);
  // Steps with the same name count as one, whatever their stream and lookup.
  void add_link(const LinkCount& link);
  std::uint64_t skipped_rows() const;
  std::uint64_t rejected_rows() const;
  // The promise to the user: read = accepted + skipped + rejected.
  bool adds_up() const { return read == accepted + skipped_rows() + rejected_rows(); }

  bool operator==(const TypeAccount&) const = default;

 private:
  void add_skipped(const std::string& reason, const SkippedRows& skipped);
  void add_reason(const ReasonInfo& reason, const SkippedRows& rows);
};

}  // namespace sfi
