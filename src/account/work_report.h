// What became of the rows of one record type of one state.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "account/skipped_money.h"
#include "account/tally.h"
#include "account/unlinked_filers.h"
#include "base/units.h"

namespace sfi {

// How many filers and rows a step of the link chain has linked.
struct LinkCount {
  std::string step;
  std::uint64_t filers = 0;
  std::uint64_t rows = 0;
  Cents cents;
};

// What became of the rows of one record type.
struct WorkReport {
  std::uint64_t read = 0;
  std::uint64_t accepted = 0;
  std::map<std::string, std::uint64_t> skipped;                     // by reason
  std::map<std::string, SkippedMoney> skipped_money;                // the same of contributions; not blank lines
  std::map<std::string, std::uint64_t> rejected;                    // by reason
  std::map<std::string, std::uint64_t> repaired;                    // by rule
  std::map<std::string, std::vector<std::string>> repair_examples;  // the first of each rule
  Cents cents;
  std::optional<Day> first_day;
  std::optional<Day> last_day;
  std::vector<LinkCount> links;
  std::optional<UnlinkedReport> unlinked;  // of contributions
  std::vector<std::pair<std::string, std::uint64_t>> rows_of_parts;

  // Adds the rows of one stream; `rule_reasons` are the words of its rules, by index.
  void add(const Tally& tally, const std::vector<std::string>& rule_reasons);
  std::uint64_t skipped_rows() const;
  std::uint64_t rejected_rows() const;
  // The promise to the user: read = accepted + skipped + rejected.
  bool adds_up() const { return read == accepted + skipped_rows() + rejected_rows(); }

 private:
  void add_skipped(const std::string& reason, const SkippedRows& skipped);
  void add_reason(const ReasonInfo& reason, const SkippedRows& rows);
};

}  // namespace sfi
