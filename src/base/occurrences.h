// Counts how often each hash occurs, and where it occurred last: open addressing, 16 bytes per bucket, at most 60 %
// full. A node-based map takes four times as much and misses the cache twice for every row.
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
    const std::size_t bucket = bucket_of(hash);
    if (times_[bucket] == 0) {
      hashes_[bucket] = hash;
      places_[bucket] = place;
      ++used_;
    }
    return {++times_[bucket], std::exchange(places_[bucket], place)};
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
    Occurrences larger;
    const std::size_t size = hashes_.empty() ? 1024 : 2 * hashes_.size();
    larger.hashes_.resize(size);
    larger.times_.resize(size);
    larger.places_.resize(size);
    for (std::size_t i = 0; i < hashes_.size(); ++i) {
      if (times_[i] == 0) continue;
      const std::size_t bucket = larger.bucket_of(hashes_[i]);
      larger.hashes_[bucket] = hashes_[i];
      larger.times_[bucket] = times_[i];
      larger.places_[bucket] = places_[i];
    }
    larger.used_ = used_;
    *this = std::move(larger);
  }

  std::vector<std::uint64_t> hashes_;  // a power of two
  std::vector<std::uint32_t> times_;   // 0: the bucket is free
  std::vector<std::uint32_t> places_;
  std::size_t used_ = 0;
};

}  // namespace sfi
