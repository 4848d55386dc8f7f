// Counts how often each hash occurs, and where it occurred last: open addressing, 12 bytes per bucket, or 16 when
// places other than 0 are noted, at most 60 % full. A node-based map takes four times as much and misses the cache
// twice for every row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace sfi {

class Occurrences {
 public:
  struct Occurrence {
    std::uint32_t times = 1;         // how often the hash has been noted, including this time
    std::uint32_t place_before = 0;  // where it was noted the time before; `place` itself the first time
  };

  // `place`: a number of the caller's, such as that of a file.
  Occurrence note(std::uint64_t hash, std::uint32_t place = 0) {
    if ((used_ + 1) * 5 > hashes_.size() * 3) grow();
    if (place != 0 && places_.empty()) places_.resize(hashes_.size());
    const std::size_t bucket = bucket_of(hash);
    if (times_[bucket] == 0) {
      hashes_[bucket] = hash;
      if (!places_.empty()) places_[bucket] = place;
      ++used_;
    }
    return {++times_[bucket], places_.empty() ? 0 : std::exchange(places_[bucket], place)};
  }

  // Distinct hashes.
  std::size_t size() const { return used_; }

  // Forgets the hashes for which `keep` is false.
  template <typename Keep>
  void keep_only(const Keep& keep) {
    rebuild(hashes_.size(), keep);
  }

 private:
  // The hashes are well distributed: their low bits suffice.
  std::size_t bucket_of(std::uint64_t hash) const {
    const std::size_t mask = hashes_.size() - 1;
    std::size_t bucket = hash & mask;
    while (times_[bucket] != 0 && hashes_[bucket] != hash) bucket = (bucket + 1) & mask;
    return bucket;
  }

  void grow() {
    rebuild(hashes_.empty() ? 1024 : 2 * hashes_.size(), [](std::uint64_t) { return true; });
  }

  template <typename Keep>
  void rebuild(std::size_t size, const Keep& keep) {
    Occurrences other;
    other.hashes_.resize(size);
    other.times_.resize(size);
    if (!places_.empty()) other.places_.resize(size);
    for (std::size_t i = 0; i < times_.size(); ++i) {
      if (times_[i] == 0 || !keep(hashes_[i])) continue;
      const std::size_t bucket = other.bucket_of(hashes_[i]);
      other.hashes_[bucket] = hashes_[i];
      other.times_[bucket] = times_[i];
      if (!places_.empty()) other.places_[bucket] = places_[i];
      ++other.used_;
    }
    *this = std::move(other);
  }

  std::vector<std::uint64_t> hashes_;  // a power of two
  std::vector<std::uint32_t> times_;   // 0: the bucket is free
  std::vector<std::uint32_t> places_;  // empty as long as all are 0
  std::size_t used_ = 0;
};

}  // namespace sfi
