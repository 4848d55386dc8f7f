// The inflating itself, by ISA-L: raw deflate as in a zip archive, or gzip (also several streams one
// after another, as gzip allows).
#pragma once

#include <isa-l/igzip_lib.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "input/byte_source.h"

namespace sfi {

class Inflater {
 public:
  enum class Wrapper : std::uint8_t { none, gzip };

  // Deflate cannot do better than 1 : 1032, real files hardly reach 1 : 50. What unpacks to much more
  // than that, once it is large, was made to fill memory or disk.
  static constexpr std::uint64_t kMaxRatio = 250;
  static constexpr std::uint64_t kRatioCountsFrom = std::uint64_t{64} << 20;

  // `size` is what must come out, for messages; 0: not known.
  Inflater(std::unique_ptr<ByteSource> packed, Wrapper wrapper, std::uint64_t size, std::string label);

  // Fills `out`; fewer bytes only at the end. Throws Refused for damaged bytes, for data that ends in
  // the middle and for a zip bomb.
  std::size_t read(char* out, std::size_t capacity);

 private:
  bool refill();
  bool next_stream();
  void inflate_some();
  std::string position() const;

  std::unique_ptr<ByteSource> packed_;
  Wrapper wrapper_;
  std::uint64_t size_;
  std::string label_;
  std::vector<char> packed_bytes_;
  std::unique_ptr<inflate_state> state_;
  std::uint64_t taken_ = 0;     // packed bytes
  std::uint64_t produced_ = 0;  // unpacked bytes before this call of read()
  std::uint64_t wanted_ = 0;    // of this call
};

}  // namespace sfi
