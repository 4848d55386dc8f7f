// How long to wait before trying again: exponential, with full jitter so that several programs do not
// come back at the same moment.
#pragma once

#include <algorithm>
#include <chrono>
#include <random>

namespace sfi {

class Backoff {
 public:
  std::chrono::milliseconds next(unsigned attempt) {
    const auto ceiling = std::min<std::chrono::milliseconds>(kFirst * (1LL << std::min(attempt, 10U)), kLongest);
    std::uniform_int_distribution<long> jitter(ceiling.count() / 2, ceiling.count());
    return std::chrono::milliseconds(jitter(random_));
  }

 private:
  static constexpr std::chrono::milliseconds kFirst{200};
  static constexpr std::chrono::milliseconds kLongest{30'000};
  std::minstd_rand random_{std::random_device{}()};
};

}  // namespace sfi
