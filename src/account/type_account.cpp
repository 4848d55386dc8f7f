#include "account/type_account.h"

#include <algorithm>

namespace sfi {
namespace {

std::uint64_t sum_of(const std::map<std::string, std::uint64_t>& counts) {
  std::uint64_t sum = 0;
  for (const auto& [reason, rows] : counts) sum += rows;
  return sum;
}

}  // namespace

std::uint64_t TypeAccount::skipped_rows() const {
  return sum_of(skipped);
}
std::uint64_t TypeAccount::rejected_rows() const {
  return sum_of(rejected);
}

void TypeAccount::add_skipped(const std::string& reason, const SkippedRows& rows) {
  skipped[reason] += rows.rows;
  skipped_money[reason].add(rows.money);
}

// Reasons become words here.
void TypeAccount::add_reason(const ReasonInfo& reason, const SkippedRows& rows) {
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

void TypeAccount::add(const Tally& tally, const std::vector<std::string>& rule_reasons) {
  read += tally.read;
  accepted += tally.accepted;
  cents += tally.cents;
  days.add(tally.days);
  calendar.add(tally.calendar);
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    if (tally.filled[i] != 0) filled[std::string(path_of(static_cast<Field>(i)))] += tally.filled[i];
  }
  for (const auto& [field, counts] : tally.words) {
    for (const auto& [word, records] : counts) words[std::string(path_of(field))][word] += records;
  }
  for (std::size_t i = 0; i < tally.skipped_by_rule.size(); ++i) {
    if (tally.skipped_by_rule[i].rows != 0) add_skipped(rule_reasons.at(i), tally.skipped_by_rule[i]);
  }
  for (const ReasonInfo& reason : all_reasons()) {
    if (tally.of(reason.reason).rows != 0) add_reason(reason, tally.of(reason.reason));
  }
  for (const auto& [reason, rows] : tally.rejected_by_rule) rejected[reason] += rows;
  for (const auto& [reason, examples] : tally.repair_examples) {
    repair_examples[std::string(to_string(reason))].add(examples);
  }
}

void TypeAccount::add_link(const LinkCount& link) {
  const auto same_step = [&link](const LinkCount& other) { return other.step == link.step; };
  const auto found = std::find_if(links.begin(), links.end(), same_step);
  if (found == links.end()) {
    links.push_back(link);
    return;
  }
  found->filers += link.filers;
  found->rows += link.rows;
  found->cents += link.cents;
}

}  // namespace sfi
