// Packed bytes unpacked as they are read: a member of a zip archive, a gzip file.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "input/byte_source.h"
#include "input/inflater.h"

namespace sfi {

// A member of a zip archive, with length and CRC-32 checked at the end.
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
  void account(const char* bytes, std::size_t count, bool at_end);

  std::unique_ptr<ByteSource> stored_;  // or
  std::unique_ptr<Inflater> inflater_;
  Expected expected_;
  std::string label_;
  std::uint64_t produced_ = 0;
  std::uint32_t crc32_ = 0;
  bool finished_ = false;
};

// What a gzip file holds; its own checksums are checked.
class GzipSource : public ByteSource {
 public:
  GzipSource(std::unique_ptr<ByteSource> packed, std::string label)
      : inflater_(std::move(packed), Inflater::Wrapper::gzip, 0, std::move(label)) {}

  std::size_t read(char* out, std::size_t capacity) override { return inflater_.read(out, capacity); }

 private:
  Inflater inflater_;
};

}  // namespace sfi
