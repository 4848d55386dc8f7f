#include "pipeline/twin_gifts.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

namespace sfi {
namespace {

// The report that a gift stands in; empty if the record does not say it. Definitions call it by one of these names.
std::string_view report_of(const Record& record) {
  for (const std::string_view wanted : {"report_id", "filing_id", "report_number", "report"}) {
    for (const auto& [name, text] : record.extra()) {
      if (name == wanted) return text;
    }
  }
  return {};
}

std::uint64_t hash_of(const Record& record) {
  const std::uint64_t numbers[] = {static_cast<std::uint64_t>(record.number(Field::contribution_date)),
                                   static_cast<std::uint64_t>(record.number(Field::amount))};
  std::uint64_t hash = XXH3_64bits(numbers, sizeof(numbers));
  for (const Field field : {Field::filer_id, Field::kind, Field::name}) {
    const std::string_view text = record.text(field);
    hash = XXH3_64bits_withSeed(text.data(), text.size(), hash);
  }
  return hash;
}

}  // namespace

void GiftMarks::note(const Record& record) {
  const std::string_view report = report_of(record);
  const bool tells = !report.empty() && !record.text(Field::filer_id).empty() && !record.text(Field::name).empty() &&
                     record.has_number(Field::contribution_date) && record.has_number(Field::amount) &&
                     record.number(Field::amount) != 0;
  if (!tells) return;
  if (reports_.empty() || reports_.back() != report) reports_.emplace_back(report);
  marks_.push_back({hash_of(record), static_cast<std::uint32_t>(reports_.size() - 1), record.cents(Field::amount)});
}

void GiftMarks::clear() {
  marks_.clear();
  reports_.clear();
}

std::uint32_t TwinGifts::number_of(const std::string& report) {
  const auto known = reports_.find(report);
  return known ? *known : reports_.put(report, {});
}

void TwinGifts::add(const GiftMarks& gifts) {
  std::vector<std::uint32_t> numbers;
  for (const std::string& report : gifts.reports_) numbers.push_back(number_of(report));
  for (const GiftMarks::Mark& mark : gifts.marks_) {
    if (!is_sampled(mark.gift)) continue;
    const std::uint32_t report = numbers[mark.report];
    const std::uint32_t before = seen_.note(mark.gift, report).place_before;
    if (before != report) {
      for (Twins* twins : {&all_, &pairs_[{before, report}]}) {
        ++twins->gifts;
        twins->cents += mark.cents;
      }
    }
    if (seen_.size() < kMostGifts) continue;
    sampled_bits_ = sampled_bits_ << 1 | 1;
    seen_.keep_only([this](std::uint64_t gift) { return is_sampled(gift); });
  }
}

std::optional<TwinGifts::Pair> TwinGifts::largest() const {
  const auto has_less = [](const auto& a, const auto& b) { return a.second.cents < b.second.cents; };
  const auto most = std::max_element(pairs_.begin(), pairs_.end(), has_less);
  if (most == pairs_.end()) return std::nullopt;
  return Pair{std::string(reports_.key(most->first.first)), std::string(reports_.key(most->first.second)),
              most->second};
}

}  // namespace sfi
