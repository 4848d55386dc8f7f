// Raw deflate (or stored) bytes inflated with ISA-L, with length and CRC-32 checked at the end.
#pragma once

#include <isa-l/igzip_lib.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "input/byte_source.h"

namespace sfi {

class InflateSource : public ByteSource {
 public:
  struct Expected {
    std::uint64_t bytes;
    std::uint32_t crc32;
    bool deflated;  // false: the bytes are stored as they are
  };
  // `label` names the member in messages: "TEC_CF_CSV.zip/filers.csv".
  InflateSource(std::unique_ptr<ByteSource> packed, Expected expected, std::string label);

  std::size_t read(char* out, std::size_t capacity) override;

 private:
  std::size_t inflate(char* out, std::size_t capacity);
  void account(const char* bytes, std::size_t count, bool at_end);
  bool refill();

  std::unique_ptr<ByteSource> packed_;
  Expected expected_;
  std::string label_;
  std::vector<char> packed_bytes_;
  std::unique_ptr<inflate_state> state_;
  std::uint64_t produced_ = 0;
  std::uint32_t crc32_ = 0;
  bool finished_ = false;
};

}  // namespace sfi
