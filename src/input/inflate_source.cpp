#include "input/inflate_source.h"

#include <isa-l/crc.h>
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "base/error.h"

namespace sfi {
namespace {

constexpr std::size_t kPackedBlock = std::size_t{128} << 10;
constexpr const char* kAgain = "The file is damaged: get it again and compare its size.";

}  // namespace

InflateSource::InflateSource(std::unique_ptr<ByteSource> packed, Expected expected,
                             std::string label)
    : packed_(std::move(packed)), expected_(expected), label_(std::move(label)) {
  if (!expected_.deflated) return;
  packed_bytes_.resize(kPackedBlock);
  state_ = std::make_unique<inflate_state>();
  isal_inflate_init(state_.get());
}

std::size_t InflateSource::read(char* out, std::size_t capacity) {
  if (finished_) return 0;
  const std::size_t count =
      expected_.deflated ? inflate(out, capacity) : packed_->read(out, capacity);
  const bool at_end = count < capacity;
  account(out, count, at_end);
  finished_ = at_end;
  return count;
}

bool InflateSource::refill() {
  const std::size_t count = packed_->read(packed_bytes_.data(), packed_bytes_.size());
  state_->next_in = reinterpret_cast<std::uint8_t*>(packed_bytes_.data());
  state_->avail_in = static_cast<std::uint32_t>(count);
  return count != 0;
}

std::size_t InflateSource::inflate(char* out, std::size_t capacity) {
  const std::size_t wanted =
      std::min<std::size_t>(capacity, std::numeric_limits<std::uint32_t>::max() / 2);
  state_->next_out = reinterpret_cast<std::uint8_t*>(out);
  state_->avail_out = static_cast<std::uint32_t>(wanted);
  // The library may hold back output after it has taken in all input: ask it before asking for more.
  while (state_->avail_out != 0 && state_->block_state != ISAL_BLOCK_FINISH) {
    const std::uint32_t room = state_->avail_out;
    const bool more = state_->avail_in != 0 || refill();
    const int result = isal_inflate(state_.get());
    const std::size_t produced = produced_ + wanted - state_->avail_out;
    if (result != ISAL_DECOMP_OK && result != ISAL_END_INPUT) {
      throw Refused(fmt::format("{}: the compressed data is damaged near byte {} of {}.", label_,
                                produced, expected_.bytes),
                    kAgain);
    }
    const bool stuck = state_->avail_out == room && state_->block_state != ISAL_BLOCK_FINISH;
    if (!more && stuck) {
      throw Refused(fmt::format("{}: the compressed data ends in the middle, after {} of {} bytes.",
                                label_, produced, expected_.bytes),
                    kAgain);
    }
  }
  return wanted - state_->avail_out;
}

// Counts what really came out: the directory's figures may lie, by damage or on purpose.
void InflateSource::account(const char* bytes, std::size_t count, bool at_end) {
  crc32_ = crc32_gzip_refl(crc32_, reinterpret_cast<const unsigned char*>(bytes), count);
  produced_ += count;
  if (produced_ > expected_.bytes || (at_end && produced_ != expected_.bytes)) {
    throw Refused(fmt::format("{}: holds {} {} bytes, but the archive's directory says {}.", label_,
                              at_end ? "only" : "more than", produced_, expected_.bytes),
                  kAgain);
  }
  if (at_end && crc32_ != expected_.crc32) {
    throw Refused(fmt::format("{}: the checksum is wrong (CRC-32 {:08x}, expected {:08x}).", label_,
                              crc32_, expected_.crc32),
                  kAgain);
  }
}

}  // namespace sfi
