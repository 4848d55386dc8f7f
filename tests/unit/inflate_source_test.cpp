#include "input/inflate_source.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <memory>
#include <string>
#include <vector>

#include "base/error.h"

namespace sfi {
namespace {

std::string deflated(const std::string& text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::uint32_t crc_of(const std::string& text) {
  return static_cast<std::uint32_t>(
      crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size())));
}

std::string read_all(std::string_view packed, InflateSource::Expected expected, std::size_t capacity) {
  InflateSource source(std::make_unique<MemorySource>(packed), expected, "a.zip/b.csv");
  std::string text;
  std::string part(capacity, '\0');
  for (;;) {
    const std::size_t count = source.read(part.data(), capacity);
    text.append(part, 0, count);
    if (count < capacity) return text;
  }
}

std::string repetitive(std::size_t size) {
  std::string text;
  while (text.size() < size) text += "RCPT,COH,A1,812345," + std::to_string(text.size() % 977) + "\n";
  text.resize(size);
  return text;
}

// Well-compressed text: all input is taken long before all output is given.
TEST(InflateSource, EveryCapacityGivesTheWholeText) {
  for (const std::size_t size : std::vector<std::size_t>{0, 1, 4095, 4096, 4097, 6000, 100000}) {
    const std::string text = repetitive(size);
    const std::string packed = deflated(text);
    for (const std::size_t capacity : std::vector<std::size_t>{1, 7, 100, 1000, 4096, 65536, 200000}) {
      EXPECT_EQ(read_all(packed, {text.size(), crc_of(text), true}, capacity), text)
          << size << " bytes by " << capacity;
    }
  }
}

TEST(InflateSource, EveryCutIsRefused) {
  const std::string text = repetitive(5000);
  const std::string packed = deflated(text);
  for (std::size_t size = 0; size < packed.size(); ++size) {
    EXPECT_THROW(read_all(packed.substr(0, size), {text.size(), crc_of(text), true}, 1000), Refused) << size;
  }
}

TEST(InflateSource, WrongLengthOrChecksumIsRefused) {
  const std::string text = repetitive(5000);
  const std::string packed = deflated(text);
  EXPECT_THROW(read_all(packed, {text.size() - 1, crc_of(text), true}, 1000), Refused);
  EXPECT_THROW(read_all(packed, {text.size() + 1, crc_of(text), true}, 1000), Refused);
  EXPECT_THROW(read_all(packed, {text.size(), crc_of(text) + 1, true}, 1000), Refused);
}

TEST(InflateSource, StoredMembersAreCheckedToo) {
  const std::string text = repetitive(5000);
  EXPECT_EQ(read_all(text, {text.size(), crc_of(text), false}, 999), text);
  EXPECT_THROW(read_all(text, {text.size(), crc_of(text) ^ 1, false}, 999), Refused);
}

}  // namespace
}  // namespace sfi
