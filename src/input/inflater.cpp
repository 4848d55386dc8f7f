#include "input/inflater.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "base/error.h"

namespace sfi {
namespace {

constexpr std::size_t kPackedBlock = std::size_t{128} << 10;
constexpr std::uint8_t kGzipMark = 0x1F;
constexpr const char* kAgain = "The file is damaged: get it again and compare its size.";

}  // namespace

Inflater::Inflater(std::unique_ptr<ByteSource> packed, Wrapper wrapper, std::uint64_t size, std::string label)
    : packed_(std::move(packed)),
      wrapper_(wrapper),
      size_(size),
      label_(std::move(label)),
      packed_bytes_(kPackedBlock),
      state_(std::make_unique<inflate_state>()) {
  isal_inflate_init(state_.get());
  if (wrapper_ == Wrapper::gzip) state_->crc_flag = ISAL_GZIP;
}

bool Inflater::refill() {
  const std::size_t count = packed_->read(packed_bytes_.data(), packed_bytes_.size());
  taken_ += count;
  state_->next_in = reinterpret_cast<std::uint8_t*>(packed_bytes_.data());
  state_->avail_in = static_cast<std::uint32_t>(count);
  return count != 0;
}

// After one gzip stream another may follow; zeros fill up the blocks of a tape.
bool Inflater::next_stream() {
  if (wrapper_ != Wrapper::gzip) return false;
  while (state_->avail_in != 0 || refill()) {
    if (*state_->next_in == kGzipMark) {
      const auto* rest = state_->next_in;
      const std::uint32_t size = state_->avail_in;
      isal_inflate_reset(state_.get());
      state_->crc_flag = ISAL_GZIP;
      state_->next_in = const_cast<std::uint8_t*>(rest);
      state_->avail_in = size;
      return true;
    }
    if (*state_->next_in != 0) {
      throw Refused(fmt::format("{}: has bytes that are not gzip after its compressed data.", label_), kAgain);
    }
    ++state_->next_in;
    --state_->avail_in;
  }
  return false;
}

std::size_t Inflater::read(char* out, std::size_t capacity) {
  wanted_ = std::min<std::size_t>(capacity, std::numeric_limits<std::uint32_t>::max() / 2);
  state_->next_out = reinterpret_cast<std::uint8_t*>(out);
  state_->avail_out = static_cast<std::uint32_t>(wanted_);
  while (state_->avail_out != 0) {
    if (state_->block_state == ISAL_BLOCK_FINISH && !next_stream()) break;
    inflate_some();
  }
  const std::size_t count = wanted_ - state_->avail_out;
  produced_ += count;
  const bool large = produced_ > kRatioCountsFrom;
  if (large && produced_ / kMaxRatio > taken_) {
    throw Refused(fmt::format("{}: unpacks to more than {} times its size ({} bytes out of {} so far), as "
                              "only a zip bomb does.",
                              label_, kMaxRatio, produced_, taken_),
                  "Get the file again, from the agency itself.");
  }
  return count;
}

void Inflater::inflate_some() {
  // The library may hold back output after it has taken in all input: ask it before asking for more.
  const std::uint32_t room = state_->avail_out;
  const bool more = state_->avail_in != 0 || refill();
  const int result = isal_inflate(state_.get());
  if (result == ISAL_INCORRECT_CHECKSUM) {
    throw Refused(fmt::format("{}: the checksum at its end is wrong.", label_), kAgain);
  }
  if (result != ISAL_DECOMP_OK && result != ISAL_END_INPUT) {
    throw Refused(fmt::format("{}: the compressed data is damaged near byte {}.", label_, position()), kAgain);
  }
  const bool stuck = state_->avail_out == room && state_->block_state != ISAL_BLOCK_FINISH;
  if (!more && stuck) {
    throw Refused(fmt::format("{}: the compressed data ends in the middle, after {}{}.", label_, position(),
                              size_ == 0 ? " unpacked bytes" : " bytes"),
                  kAgain);
  }
}

// "1234 of 5678", in unpacked bytes.
std::string Inflater::position() const {
  const std::uint64_t produced = produced_ + wanted_ - state_->avail_out;
  return size_ == 0 ? fmt::format("{}", produced) : fmt::format("{} of {}", produced, size_);
}

}  // namespace sfi
