#include "plan/lookup_table.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

namespace sfi {
namespace {

std::uint64_t hash_of(std::string_view key) { return XXH3_64bits(key.data(), key.size()); }

// The hash's low half chooses the slot, its high half tells most other keys apart without a look at
// their text.
std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

}  // namespace

std::size_t LookupTable::slot_of(std::string_view key, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  const std::uint32_t tag = tag_of(hash);
  std::size_t slot = hash & mask;
  while (slots_[slot].row != kNone &&
         (slots_[slot].tag != tag || keys_[slots_[slot].row] != key)) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

std::optional<std::uint32_t> LookupTable::find(std::string_view key) const {
  if (slots_.empty()) return std::nullopt;
  const std::uint32_t row = slots_[slot_of(key, hash_of(key))].row;
  if (row == kNone || (!unlinked_.empty() && unlinked_.contains(row))) return std::nullopt;
  return row;
}

void LookupTable::unlink(std::uint32_t row) { unlinked_.insert(row); }

void LookupTable::grow() {
  slots_.assign(std::max<std::size_t>(1024, slots_.size() * 2), Slot{});
  for (std::uint32_t row = 0; row < keys_.size(); ++row) {
    const std::uint64_t hash = hash_of(keys_[row]);
    slots_[slot_of(keys_[row], hash)] = {tag_of(hash), row};
  }
}

std::uint32_t LookupTable::put(std::string_view key, const std::vector<std::string_view>& values) {
  if (keys_.size() * 2 >= slots_.size()) grow();
  const std::uint64_t hash = hash_of(key);
  Slot& slot = slots_[slot_of(key, hash)];
  if (slot.row == kNone) {
    slot = {tag_of(hash), size()};
    keys_.push_back(arena_.copy(key));
    values_.resize(values_.size() + width_);
  }
  for (std::size_t i = 0; i < width_; ++i) {
    values_[std::size_t{slot.row} * width_ + i] = arena_.copy(values[i]);
  }
  return slot.row;
}

}  // namespace sfi
