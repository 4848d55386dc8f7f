#include "account/work_report.h"

#include <algorithm>

namespace sfi {
namespace {

std::uint64_t sum_of(const std::map<std::string, std::uint64_t>& counts) {
  std::uint64_t sum = 0;
  for (const auto& [reason, rows] : counts) sum += rows;
  return sum;
}

}  // namespace

std::uint64_t WorkReport::skipped_rows() const {
  return sum_of(skipped);
}
std::uint64_t WorkReport::rejected_rows() const {
  return sum_of(rejected);
}

void WorkReport::add_skipped(const std::string& reason, std::uint64_t rows, const SkippedMoney& money) {
  if (rows == 0) return;
  skipped[reason] += rows;
  skipped_money[reason].add(money);
}

void WorkReport::add(const Tally& tally, const std::vector<std::string>& skip_reasons) {
  read += tally.read;
  accepted += tally.accepted;
  cents += tally.cents;
  for (std::size_t i = 0; i < skip_reasons.size(); ++i) {
    add_skipped(skip_reasons[i], tally.skipped[i], tally.skipped_money[i]);
  }
  add_skipped("repeated", tally.repeats, tally.repeats_money);
  if (tally.blank_lines != 0) skipped["blank_line"] += tally.blank_lines;
  for (const auto& [reason, rows] : tally.rejected) rejected[reason] += rows;
  for (const auto& [rule, rows] : tally.repaired) repaired[rule] += rows;
  for (const auto& [rule, examples] : tally.repair_examples) {
    auto& own = repair_examples[rule];
    own.insert(own.end(), examples.begin(), examples.end());
    own.resize(std::min(own.size(), Tally::kExamples));
  }
  if (!tally.first_day) return;
  first_day = std::min(first_day.value_or(*tally.first_day), *tally.first_day);
  last_day = std::max(last_day.value_or(*tally.last_day), *tally.last_day);
}

}  // namespace sfi
