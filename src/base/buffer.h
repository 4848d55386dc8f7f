// A growable byte buffer that is never zeroed and always has readable padding after its end, so that vector code can
// load whole blocks.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace sfi {

inline constexpr std::size_t kBufferPadding = 64;

class Buffer {
 public:
  char* data() { return data_.get(); }
  const char* data() const { return data_.get(); }
  std::size_t size() const { return size_; }
  std::size_t capacity() const { return capacity_; }
  bool empty() const { return size_ == 0; }
  std::string_view view() const { return {data_.get(), size_}; }

  void clear() { size_ = 0; }
  // The bytes up to `size` must already have been written through data().
  void set_size(std::size_t size) { size_ = size; }

  // Makes room for `capacity` bytes; keeps the contents.
  void reserve(std::size_t capacity) {
    if (capacity <= capacity_) return;
    const std::size_t grown = std::max(capacity, capacity_ + capacity_ / 2);
    auto data = std::make_unique_for_overwrite<char[]>(grown + kBufferPadding);
    if (size_ != 0) std::memcpy(data.get(), data_.get(), size_);
    data_ = std::move(data);
    capacity_ = grown;
  }

  void append(std::string_view bytes) {
    reserve(size_ + bytes.size());
    if (!bytes.empty()) std::memcpy(data_.get() + size_, bytes.data(), bytes.size());
    size_ += bytes.size();
  }

  void push_back(char byte) {
    reserve(size_ + 1);
    data_[size_++] = byte;
  }

 private:
  std::unique_ptr<char[]> data_ = std::make_unique_for_overwrite<char[]>(kBufferPadding);
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace sfi
