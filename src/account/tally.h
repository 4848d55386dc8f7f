// What became of the rows of a block or of a stream, counted where they go by: every one is accepted,
// skipped for a reason or rejected for a reason.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "account/skipped_money.h"
#include "base/units.h"
#include "reason/reason.h"

namespace sfi {

struct Tally {
  struct Step {
    std::uint64_t rows = 0;
    Cents cents;
  };

  std::uint64_t read = 0;
  std::uint64_t accepted = 0;
  // Skipped by the definition's rules, by their index; amounts of contributions only.
  std::vector<SkippedRows> skipped_by_rule;
  // Rejected, repaired or skipped by the program itself; amounts of skipped contributions only.
  std::array<SkippedRows, kReasonCount> by_reason{};
  std::map<Reason, std::vector<std::string>> repair_examples;  // the first of each
  static constexpr std::size_t kExamples = 5;
  Cents cents;  // of the accepted contributions
  std::optional<Day> first_day;
  std::optional<Day> last_day;
  std::vector<Step> steps;  // accepted rows by step, joins one after another

  void note_day(Day day) {
    first_day = std::min(first_day.value_or(day), day);
    last_day = std::max(last_day.value_or(day), day);
  }

  SkippedRows& of(Reason reason) { return by_reason[index_of(reason)]; }
  const SkippedRows& of(Reason reason) const { return by_reason[index_of(reason)]; }

  void add_examples(const std::map<Reason, std::vector<std::string>>& others) {
    for (const auto& [reason, examples] : others) {
      auto& own = repair_examples[reason];
      for (const std::string& example : examples) {
        if (own.size() < kExamples) own.push_back(example);
      }
    }
  }

  void clear() {
    const std::size_t rules = skipped_by_rule.size();
    const std::size_t step_count = steps.size();
    *this = Tally{};
    skipped_by_rule.resize(rules);
    steps.resize(step_count);
  }

  void add(const Tally& other) {
    read += other.read;
    accepted += other.accepted;
    cents += other.cents;
    skipped_by_rule.resize(std::max(skipped_by_rule.size(), other.skipped_by_rule.size()));
    for (std::size_t i = 0; i < other.skipped_by_rule.size(); ++i) skipped_by_rule[i].add(other.skipped_by_rule[i]);
    for (std::size_t i = 0; i < kReasonCount; ++i) by_reason[i].add(other.by_reason[i]);
    steps.resize(std::max(steps.size(), other.steps.size()));
    for (std::size_t i = 0; i < other.steps.size(); ++i) {
      steps[i].rows += other.steps[i].rows;
      steps[i].cents += other.steps[i].cents;
    }
    add_examples(other.repair_examples);
    if (other.first_day) note_day(*other.first_day);
    if (other.last_day) note_day(*other.last_day);
  }
};

}  // namespace sfi
