// Memory for texts that are freed together: bump allocation, reused after reset().
#pragma once

#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace sfi {

class Arena {
 public:
  char* allocate(std::size_t size) {
    if (size > left_) grow(size);
    char* result = next_;
    next_ += size;
    left_ -= size;
    return result;
  }

  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    char* data = allocate(text.size());
    std::memcpy(data, text.data(), text.size());
    return {data, text.size()};
  }

  // Keeps the first chunk for reuse and frees the others.
  void reset() {
    if (chunks_.empty()) return;
    if (chunks_.size() > 1) chunks_.resize(1);
    next_ = chunks_.front().data.get();
    left_ = chunks_.front().size;
  }

  std::size_t bytes() const {
    std::size_t sum = 0;
    for (const Chunk& chunk : chunks_) sum += chunk.size;
    return sum;
  }

 private:
  static constexpr std::size_t kChunk = std::size_t{64} << 10;
  struct Chunk {
    std::unique_ptr<char[]> data;
    std::size_t size;
  };

  void grow(std::size_t size) {
    const std::size_t chunk = size > kChunk ? size : kChunk;
    chunks_.push_back({std::make_unique_for_overwrite<char[]>(chunk), chunk});
    next_ = chunks_.back().data.get();
    left_ = chunk;
  }

  std::vector<Chunk> chunks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace sfi
