#include "account/unlinked_filers.h"

#include <algorithm>
#include <tuple>

namespace sfi {
namespace {

bool has_more(const UnlinkedReport::Filer& a, const UnlinkedReport::Filer& b) {
  return std::tie(b.sum.money.cents, b.sum.rows, a.id, a.name) < std::tie(a.sum.money.cents, a.sum.rows, b.id, b.name);
}

}  // namespace

void UnlinkedFilers::add(const UnlinkedRows& rows, const ReadFiler& read) {
  const auto& entries = rows.entries_;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    // The table is larger than the cache: its next places are fetched while this one is counted.
    if (i + kAhead < entries.size()) prefetch(entries[i + kAhead].hash);
    const UnlinkedRows::Entry& entry = entries[i];
    Slot& slot = slot_of(entry.hash);
    if (slot.filer == kNone && filers_.size() < kMaxFilers) {
      slot = {entry.hash, static_cast<std::uint32_t>(filers_.size()), {}};
      const auto [id, name] = read(entry.place);
      filers_.push_back({texts_.copy(id), texts_.copy(name)});
    }
    (slot.filer == kNone ? beyond_ : slot.sum).add(entry.sum);
  }
}

void UnlinkedFilers::prefetch(std::uint64_t hash) const {
  if (!slots_.empty()) __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
}

// Where the filer stands, or would stand.
UnlinkedFilers::Slot& UnlinkedFilers::slot_of(std::uint64_t hash) {
  if (filers_.size() * 2 >= slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot].filer != kNone && slots_[slot].hash != hash) slot = (slot + 1) & mask;
  return slots_[slot];
}

void UnlinkedFilers::grow() {
  std::vector<Slot> old(std::max<std::size_t>(1024, slots_.size() * 2));
  std::swap(old, slots_);
  for (const Slot& slot : old) {
    if (slot.filer != kNone) slot_of(slot.hash) = slot;
  }
}

UnlinkedReport UnlinkedFilers::report() const {
  UnlinkedReport report;
  report.filers = filers_.size();
  report.beyond = report.all = beyond_;
  for (const Slot& slot : slots_) {
    if (slot.filer == kNone) continue;
    const Filer& filer = filers_[slot.filer];
    report.all.add(slot.sum);
    report.top.push_back({std::string(filer.id), std::string(filer.name), slot.sum});
  }
  const std::size_t shown = std::min(kTop, report.top.size());
  std::partial_sort(report.top.begin(), report.top.begin() + static_cast<std::ptrdiff_t>(shown), report.top.end(),
                    has_more);
  report.top.resize(shown);
  return report;
}

}  // namespace sfi
