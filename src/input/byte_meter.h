// How far the reading of one part has come, in bytes as they lie on disk (packed ones where it is packed).
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>

#include "input/byte_source.h"

namespace sfi {

// Adds what is read to a sum that others look at meanwhile: never more than the part has, however often
// some of it is read, and all of it once finish() was called, however little was. One thread at a time.
class ByteMeter {
 public:
  // `sum` must live longer.
  ByteMeter(std::atomic<std::uint64_t>& sum, std::uint64_t bytes) : sum_(sum), left_(bytes) {}

  void add(std::uint64_t bytes) {
    const std::uint64_t counted = std::min(bytes, left_);
    left_ -= counted;
    sum_.fetch_add(counted, std::memory_order_relaxed);
  }
  void finish() { add(left_); }

 private:
  std::atomic<std::uint64_t>& sum_;
  std::uint64_t left_;
};

class MeteredSource : public ByteSource {
 public:
  MeteredSource(std::unique_ptr<ByteSource> source, ByteMeter& meter) : source_(std::move(source)), meter_(meter) {}

  std::size_t read(char* out, std::size_t capacity) override {
    const std::size_t count = source_->read(out, capacity);
    meter_.add(count);
    return count;
  }

 private:
  std::unique_ptr<ByteSource> source_;
  ByteMeter& meter_;
};

// The source itself where nobody counts.
inline std::unique_ptr<ByteSource> metered(std::unique_ptr<ByteSource> source, ByteMeter* meter) {
  if (meter == nullptr) return source;
  return std::make_unique<MeteredSource>(std::move(source), *meter);
}

}  // namespace sfi
