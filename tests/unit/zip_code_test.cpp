#include "text/zip_code.h"

#include <gtest/gtest.h>

namespace sfi {
namespace {

TEST(ZipCode, StatesWhoseCodesBeginWithZero) {
  EXPECT_TRUE(has_zips_with_zero("NJ"));
  EXPECT_TRUE(has_zips_with_zero("Massachusetts"));
  EXPECT_FALSE(has_zips_with_zero("NY"));
  EXPECT_FALSE(has_zips_with_zero(""));
}

TEST(ZipCode, ShortOnes) {
  EXPECT_TRUE(is_short_zip("8902"));
  EXPECT_TRUE(is_short_zip("501"));
  EXPECT_TRUE(is_short_zip("8902-1234"));
  EXPECT_FALSE(is_short_zip("08902"));
  EXPECT_FALSE(is_short_zip("08902-1234"));
  EXPECT_FALSE(is_short_zip("89O2"));
  EXPECT_FALSE(is_short_zip(""));
}

}  // namespace
}  // namespace sfi
