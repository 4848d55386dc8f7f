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

void WorkReport::add_skipped(const std::string& reason, const SkippedRows& rows) {
  skipped[reason] += rows.rows;
  skipped_money[reason].add(rows.money);
}

// Here values become words.
void WorkReport::add_reason(const ReasonInfo& reason, const SkippedRows& rows) {
  const std::string word(reason.word);
  switch (reason.of) {
    case ReasonClass::reject:
      rejected[word] += rows.rows;
      return;
    case ReasonClass::repair:
      repaired[word] += rows.rows;
      return;
    case ReasonClass::skip:
      if (reason.reason == Reason::blank_line) {  // has no amount, not even an unknown one
        skipped[word] += rows.rows;
      } else {
        add_skipped(word, rows);
      }
  }
}

void WorkReport::add(const Tally& tally, const std::vector<std::string>& rule_reasons) {
  read += tally.read;
  accepted += tally.accepted;
  cents += tally.cents;
  for (std::size_t i = 0; i < rule_reasons.size(); ++i) {
    if (tally.skipped_by_rule[i].rows != 0) add_skipped(rule_reasons[i], tally.skipped_by_rule[i]);
  }
  for (const ReasonInfo& reason : all_reasons()) {
    if (tally.of(reason.reason).rows != 0) add_reason(reason, tally.of(reason.reason));
  }
  for (const auto& [reason, examples] : tally.repair_examples) {
    auto& own = repair_examples[std::string(to_string(reason))];
    own.insert(own.end(), examples.begin(), examples.end());
    own.resize(std::min(own.size(), Tally::kExamples));
  }
  if (!tally.first_day) return;
  first_day = std::min(first_day.value_or(*tally.first_day), *tally.first_day);
  last_day = std::max(last_day.value_or(*tally.last_day), *tally.last_day);
}

}  // namespace sfi
