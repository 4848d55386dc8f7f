// The current rate of a counter, not its average.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>

namespace sfi {

class Rate {
 public:
  using Clock = std::chrono::steady_clock;

  // Over the last `window`.
  explicit Rate(std::chrono::milliseconds window) : window_(window) {}

  void note(Clock::time_point now, std::uint64_t count) {
    samples_.push_back({now, count});
    while (samples_.size() > 2 && now - samples_[1].time >= window_) samples_.pop_front();
  }

  // Empty until there are enough samples.
  std::optional<double> per_second() const {
    if (samples_.empty()) return std::nullopt;
    const std::chrono::duration<double> time = samples_.back().time - samples_.front().time;
    if (time < kShortest) return std::nullopt;
    return static_cast<double>(samples_.back().count - samples_.front().count) / time.count();
  }

 private:
  static constexpr std::chrono::milliseconds kShortest{500};
  struct Sample {
    Clock::time_point time;
    std::uint64_t count;  // never less than in the previous sample
  };
  std::chrono::milliseconds window_;
  std::deque<Sample> samples_;
};

}  // namespace sfi
