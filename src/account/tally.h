// What became of the rows of a block or of a stream, counted where they go by: every one is accepted,
// skipped for a reason or rejected for a reason.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "account/skipped_money.h"
#include "base/units.h"

namespace sfi {

struct Tally {
  struct Step {
    std::uint64_t rows = 0;
    Cents cents;
  };

  std::uint64_t read = 0;
  std::uint64_t accepted = 0;
  std::vector<std::uint64_t> skipped;       // by index of RecordPlan::skip_reasons()
  std::vector<SkippedMoney> skipped_money;  // the same of contributions
  std::uint64_t blank_lines = 0;            // skipped as "blank_line"
  std::uint64_t repeats = 0;                // skipped as "repeated"
  SkippedMoney repeats_money;
  std::map<std::string, std::uint64_t> rejected;                    // by reason
  std::map<std::string, std::uint64_t> repaired;                    // by rule
  std::map<std::string, std::vector<std::string>> repair_examples;  // the first of each rule
  static constexpr std::size_t kExamples = 5;
  Cents cents;  // of the accepted contributions
  std::optional<Day> first_day;
  std::optional<Day> last_day;
  std::vector<Step> steps;  // accepted rows by step, joins one after another

  void note_day(Day day) {
    first_day = std::min(first_day.value_or(day), day);
    last_day = std::max(last_day.value_or(day), day);
  }

  void resize_skipped(std::size_t reasons) {
    skipped.resize(reasons);
    skipped_money.resize(reasons);
  }

  void add_examples(const std::map<std::string, std::vector<std::string>>& others) {
    for (const auto& [rule, examples] : others) {
      auto& own = repair_examples[rule];
      for (const std::string& example : examples) {
        if (own.size() < kExamples) own.push_back(example);
      }
    }
  }

  void clear() {
    const std::size_t reasons = skipped.size();
    const std::size_t step_count = steps.size();
    *this = Tally{};
    resize_skipped(reasons);
    steps.resize(step_count);
  }

  void add(const Tally& other) {
    read += other.read;
    accepted += other.accepted;
    blank_lines += other.blank_lines;
    repeats += other.repeats;
    repeats_money.add(other.repeats_money);
    cents += other.cents;
    resize_skipped(std::max(skipped.size(), other.skipped.size()));
    for (std::size_t i = 0; i < other.skipped.size(); ++i) {
      skipped[i] += other.skipped[i];
      skipped_money[i].add(other.skipped_money[i]);
    }
    steps.resize(std::max(steps.size(), other.steps.size()));
    for (std::size_t i = 0; i < other.steps.size(); ++i) {
      steps[i].rows += other.steps[i].rows;
      steps[i].cents += other.steps[i].cents;
    }
    for (const auto& [reason, rows] : other.rejected) rejected[reason] += rows;
    for (const auto& [rule, rows] : other.repaired) repaired[rule] += rows;
    add_examples(other.repair_examples);
    if (other.first_day) note_day(*other.first_day);
    if (other.last_day) note_day(*other.last_day);
  }
};

}  // namespace sfi
