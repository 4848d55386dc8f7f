#include "plan/lookup_table.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

#include "text/same_text.h"

namespace sfi {
namespace {

std::uint64_t hash_of(std::string_view key) {
  return XXH3_64bits(key.data(), key.size());
}

// The hash's low bits choose the bucket; its highest bits rule out most other keys without comparing texts.
std::uint8_t tag_of(std::uint64_t hash) {
  return static_cast<std::uint8_t>(hash >> 57 | 0x80);
}

}  // namespace

std::size_t LookupTable::bucket_of(std::string_view key, std::uint64_t hash) const {
  const std::size_t mask = tags_.size() - 1;
  const std::uint8_t tag = tag_of(hash);
  std::size_t bucket = hash & mask;
  while (tags_[bucket] != kEmpty && (tags_[bucket] != tag || !is_same_text(keys_[rows_[bucket]], key))) {
    bucket = (bucket + 1) & mask;
  }
  return bucket;
}

std::optional<std::uint32_t> LookupTable::find(std::string_view key) const {
  if (tags_.empty()) return std::nullopt;
  const std::size_t bucket = bucket_of(key, hash_of(key));
  if (tags_[bucket] == kEmpty) return std::nullopt;
  const std::uint32_t row = rows_[bucket];
  if (!unlinked_.empty() && unlinked_.contains(row)) return std::nullopt;
  // The values are needed soon.
  if (width_ != 0) __builtin_prefetch(&values_[std::size_t{row} * width_]);
  return row;
}

std::optional<std::uint32_t> LookupTable::find_in_order(std::string_view key, std::optional<Scalar> at,
                                                        JoinStep::Direction direction) const {
  const auto row = ordered_.find(key, at, direction);
  return row && !unlinked_.contains(*row) ? row : std::nullopt;
}

std::int32_t LookupTable::value_index(std::string_view name) const {
  const auto found = std::find(value_names_.begin(), value_names_.end(), name);
  return found == value_names_.end() ? -1 : static_cast<std::int32_t>(found - value_names_.begin());
}

void LookupTable::unlink(std::uint32_t row) {
  unlinked_.insert(row);
}

std::uint64_t LookupTable::bytes() const {
  return arena_.bytes() + ordered_.bytes() + tags_.capacity() + rows_.capacity() * sizeof(std::uint32_t) +
         (keys_.capacity() + values_.capacity()) * sizeof(std::string_view);
}

void LookupTable::grow() {
  const std::size_t buckets = std::max<std::size_t>(1024, tags_.size() * 2);
  tags_.assign(buckets, kEmpty);
  rows_.resize(buckets);
  for (std::uint32_t row = 0; row < keys_.size(); ++row) {
    const std::uint64_t hash = hash_of(keys_[row]);
    const std::size_t bucket = bucket_of(keys_[row], hash);
    tags_[bucket] = tag_of(hash);
    rows_[bucket] = row;
  }
}

std::uint32_t LookupTable::put(std::string_view key, const std::vector<std::string_view>& values) {
  if (keys_.size() * 2 >= tags_.size()) grow();
  const std::uint64_t hash = hash_of(key);
  const std::size_t bucket = bucket_of(key, hash);
  if (tags_[bucket] == kEmpty) {
    tags_[bucket] = tag_of(hash);
    rows_[bucket] = size();
    keys_.push_back(arena_.copy(key));
    values_.resize(values_.size() + width_);
  }
  const std::uint32_t row = rows_[bucket];
  for (std::size_t i = 0; i < width_; ++i) {
    values_[std::size_t{row} * width_ + i] = arena_.copy(values[i]);
  }
  return row;
}

}  // namespace sfi
