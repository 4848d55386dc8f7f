#include "ingestor/lost_zeros.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "wording/figures.h"

namespace sfi {
namespace {

// Shorter ones are numbers of districts, or match by chance.
constexpr std::size_t kDigitsOfAnId = 3;

// The digits after leading zeros; empty unless the text is a number that is long enough.
std::string_view significant(std::string_view id) {
  const bool digits = std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
  const std::size_t begin = id.find_first_not_of('0');
  if (!digits || begin == std::string_view::npos || id.size() - begin < kDigitsOfAnId) return {};
  return id.substr(begin);
}

// The lookups that link candidates.
std::set<std::string> linking_lookups(const Definition& definition) {
  std::set<std::string> names;
  for (const Stream& stream : definition.streams) {
    if (stream.record != RecordType::contribs) continue;
    for (const Rule& rule : stream.rules) {
      if (rule.reason.empty()) continue;
      for (const JoinStep& step : rule.steps) names.insert(step.lookup);
    }
  }
  return names;
}

// The numbers among the parts of the keys of lookups, found by their significant digits.
class KnownIds {
 public:
  void add(const LookupTable& lookup) {
    for (std::uint32_t row = 0; row < lookup.size(); ++row) add(lookup.key(row));
  }
  // The id with other leading zeros; empty if there is none, or if the id itself is known.
  std::string_view twin_of(std::string_view id) const {
    const std::string_view digits = significant(id);
    if (digits.empty() || ids_.contains(id)) return {};
    const auto found = by_digits_.find(digits);
    return found == by_digits_.end() ? std::string_view{} : found->second;
  }

 private:
  void add(std::string_view key) {
    while (!key.empty()) {
      const std::size_t end = std::min(key.find('\x1F'), key.size());
      const std::string_view id = key.substr(0, end);
      if (const std::string_view digits = significant(id); !digits.empty()) {
        ids_.insert(id);
        by_digits_.emplace(digits, id);
      }
      key.remove_prefix(std::min(end + 1, key.size()));
    }
  }

  std::unordered_set<std::string_view> ids_;  // views into the keys
  std::unordered_map<std::string_view, std::string_view> by_digits_;
};

}  // namespace

std::optional<std::string> note_on_lost_zeros(const Definition& definition, const BuiltLookups& lookups,
                                              const UnlinkedFilers& unlinked) {
  KnownIds known;
  for (const std::string& name : linking_lookups(definition)) known.add(*lookups.at(name));
  SkippedRows sum;
  std::uint64_t filers = 0;
  std::string first;
  std::string twin_of_first;
  unlinked.for_each([&](std::string_view id, const SkippedRows& rows) {
    const std::string_view twin = known.twin_of(id);
    if (twin.empty()) return;
    if (filers++ == 0 || id < first) {
      first = id;
      twin_of_first = twin;
    }
    sum.add(rows);
  });
  if (filers == 0) return std::nullopt;
  return fmt::format(
      "{} without a candidate ({}, {}) would be linked if their ids had other leading zeros: '{}' is '{}' in the file "
      "that links candidates. A spreadsheet program has probably saved one of the files anew: get it again.",
      counted(filers, "filer"), counted(sum.rows, "row"), dollars(sum.money.cents), first, twin_of_first);
}

}  // namespace sfi
