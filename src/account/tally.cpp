#include "account/tally.h"

#include <algorithm>

namespace sfi {

void Tally::add(const Tally& other) {
  read += other.read;
  accepted += other.accepted;
  cents += other.cents;
  days.add(other.days);
  calendar.add(other.calendar);
  for (std::size_t i = 0; i < kFieldCount; ++i) filled[i] += other.filled[i];
  for (const auto& [field, counts] : other.words) {
    for (const auto& [word, records] : counts) words[field][word] += records;
  }
  skipped_by_rule.resize(std::max(skipped_by_rule.size(), other.skipped_by_rule.size()));
  for (std::size_t i = 0; i < other.skipped_by_rule.size(); ++i) skipped_by_rule[i].add(other.skipped_by_rule[i]);
  for (std::size_t i = 0; i < kReasonCount; ++i) by_reason[i].add(other.by_reason[i]);
  for (const auto& [reason, rows] : other.rejected_by_rule) rejected_by_rule[reason] += rows;
  for (const auto& [reason, examples] : other.repair_examples) repair_examples[reason].add(examples);
  sfi::add(unread, other.unread);
  beyond_seats.add(other.beyond_seats);
  short_zips.add(other.short_zips);
  joins.resize(std::max(joins.size(), other.joins.size()));
  for (std::size_t i = 0; i < other.joins.size(); ++i) {
    joins[i].found += other.joins[i].found;
    joins[i].not_found += other.joins[i].not_found;
    joins[i].without_key += other.joins[i].without_key;
    joins[i].not_found_cents += other.joins[i].not_found_cents;
  }
  links.resize(std::max(links.size(), other.links.size()));
  for (std::size_t i = 0; i < other.links.size(); ++i) {
    links[i].rows += other.links[i].rows;
    links[i].cents += other.links[i].cents;
  }
}

void Tally::clear() {
  const std::size_t rules = skipped_by_rule.size();
  const std::size_t steps = links.size();
  const std::size_t join_count = joins.size();
  *this = Tally{};
  skipped_by_rule.resize(rules);
  links.resize(steps);
  joins.resize(join_count);
}

}  // namespace sfi
