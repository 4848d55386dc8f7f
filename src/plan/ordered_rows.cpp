#include "plan/ordered_rows.h"

#include <algorithm>

namespace sfi {
namespace {

using Entry = OrderedRows::Entry;

bool begins_by(const Entry& entry, const Scalar& at) {
  return !entry.from || entry.from->value <= at.value;
}

bool ends_before(const Entry& entry, const Scalar& at) {
  return entry.until && entry.until->value < at.value;
}

}  // namespace

void OrderedRows::put(std::string_view key, const Entry& entry) {
  std::vector<Entry>& entries = entries_[key];
  count_ -= std::erase_if(entries, [&](const Entry& other) { return other.row == entry.row; });
  const auto before = [](const Entry& one, const Entry& other) {
    if (!one.from || !other.from) return !one.from && other.from.has_value();
    return one.from->value < other.from->value;
  };
  entries.insert(std::upper_bound(entries.begin(), entries.end(), entry, before), entry);
  ++count_;
  for (const std::optional<Scalar>& bound : {entry.from, entry.until}) {
    if (bound) kind_ = bound->kind;
  }
}

std::optional<std::uint32_t> OrderedRows::find(std::string_view key, std::optional<Scalar> at,
                                               JoinStep::Direction direction) const {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return std::nullopt;
  const std::vector<Entry>& entries = found->second;
  if (!at) {
    const bool certain = entries.size() == 1 && !entries.front().from && !entries.front().until;
    return certain ? std::optional(entries.front().row) : std::nullopt;
  }
  const auto later = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return !begins_by(e, *at); });
  if (direction == JoinStep::Direction::at_or_after) {
    // An entry of that very day or number comes first.
    const auto same =
        std::find_if(entries.begin(), later, [&](const Entry& e) { return e.from && e.from->value == at->value; });
    if (same != later) return same->row;
    return later == entries.end() ? std::nullopt : std::optional(later->row);
  }
  for (auto entry = later; entry != entries.begin();) {
    if (!ends_before(*--entry, *at)) return entry->row;
  }
  return std::nullopt;
}

std::uint64_t OrderedRows::bytes() const {
  constexpr std::uint64_t kNode = 64;  // of the map, about
  return entries_.size() * kNode + count_ * sizeof(Entry);
}

}  // namespace sfi
