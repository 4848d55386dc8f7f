#include "input/inflate_source.h"

#include <fmt/format.h>
#include <isa-l/crc.h>

#include <utility>

#include "base/error.h"

namespace sfi {
namespace {

constexpr const char* kAgain = "The file is damaged: get it again and compare its size.";

}  // namespace

InflateSource::InflateSource(std::unique_ptr<ByteSource> packed, Expected expected, std::string label)
    : expected_(expected), label_(std::move(label)) {
  if (expected_.deflated) {
    inflater_ = std::make_unique<Inflater>(std::move(packed), Inflater::Wrapper::none, expected.bytes, label_);
  } else {
    stored_ = std::move(packed);
  }
}

std::size_t InflateSource::read(char* out, std::size_t capacity) {
  if (finished_) return 0;
  const std::size_t count = inflater_ ? inflater_->read(out, capacity) : stored_->read(out, capacity);
  const bool at_end = count < capacity;
  account(out, count, at_end);
  finished_ = at_end;
  return count;
}

// Counts what really came out: the directory's figures may lie, by damage or on purpose.
void InflateSource::account(const char* bytes, std::size_t count, bool at_end) {
  crc32_ = crc32_gzip_refl(crc32_, reinterpret_cast<const unsigned char*>(bytes), count);
  produced_ += count;
  if (produced_ > expected_.bytes || (at_end && produced_ != expected_.bytes)) {
    throw Refused(fmt::format("{}: holds {} {} bytes, but the archive's directory says {}.", label_,
                              produced_ < expected_.bytes ? "only" : "at least", produced_, expected_.bytes),
                  kAgain);
  }
  if (at_end && crc32_ != expected_.crc32) {
    throw Refused(
        fmt::format("{}: the checksum is wrong (CRC-32 {:08x}, expected {:08x}).", label_, crc32_, expected_.crc32),
        kAgain);
  }
}

}  // namespace sfi
