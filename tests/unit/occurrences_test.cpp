#include "base/occurrences.h"

#include <gtest/gtest.h>

#include <random>
#include <unordered_map>

namespace sfi {
namespace {

TEST(Occurrences, CountsLikeAMap) {
  std::mt19937_64 random(7);
  std::unordered_map<std::uint64_t, std::uint32_t> expected;
  Occurrences occurrences;
  for (int i = 0; i < 200000; ++i) {
    const std::uint64_t hash = random() % 3 == 0 ? random() % 1000 : random();
    ASSERT_EQ(occurrences.note(hash), ++expected[hash]) << hash;
  }
}

TEST(Occurrences, HashesThatFallIntoOneSlotAreKeptApart) {
  Occurrences occurrences;
  for (std::uint64_t i = 0; i < 500; ++i) EXPECT_EQ(occurrences.note(i << 32), 1U);
  for (std::uint64_t i = 0; i < 500; ++i) EXPECT_EQ(occurrences.note(i << 32), 2U);
  EXPECT_EQ(occurrences.note(0), 3U);
}

}  // namespace
}  // namespace sfi
