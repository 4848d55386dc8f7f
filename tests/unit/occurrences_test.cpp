#include "base/occurrences.h"

#include <gtest/gtest.h>

#include <random>
#include <unordered_map>

namespace sfi {
namespace {

std::uint64_t random_hash(std::uint64_t seed) {
  return std::mt19937_64(seed + 100)();
}

TEST(Occurrences, CountsLikeAMap) {
  std::mt19937_64 random(7);
  std::unordered_map<std::uint64_t, std::uint32_t> expected;
  Occurrences occurrences;
  for (int i = 0; i < 200000; ++i) {
    const std::uint64_t hash = random() % 3 == 0 ? random() % 1000 : random();
    ASSERT_EQ(occurrences.note(hash).times, ++expected[hash]) << hash;
  }
}

TEST(Occurrences, HashesThatFallIntoOneSlotAreKeptApart) {
  Occurrences occurrences;
  for (std::uint64_t i = 0; i < 500; ++i) EXPECT_EQ(occurrences.note(i << 32).times, 1U);
  for (std::uint64_t i = 0; i < 500; ++i) EXPECT_EQ(occurrences.note(i << 32).times, 2U);
  EXPECT_EQ(occurrences.note(0).times, 3U);
}

TEST(Occurrences, ThePlaceBeforeIsKnown) {
  Occurrences occurrences;
  EXPECT_EQ(occurrences.note(7, 3).place_before, 3U);
  EXPECT_EQ(occurrences.note(7, 3).place_before, 3U);
  EXPECT_EQ(occurrences.note(7, 4).place_before, 3U);
  for (std::uint64_t i = 0; i < 5000; ++i) occurrences.note(random_hash(i), 9);
  EXPECT_EQ(occurrences.note(7, 5).place_before, 4U);
}

}  // namespace
}  // namespace sfi
