#include "text/same_text.h"

#include <gtest/gtest.h>

#include <string>

namespace sfi {
namespace {

TEST(SameText, IsTrueOnlyWhereEveryByteIsTheSame) {
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string text(size, 'x');
    EXPECT_TRUE(is_same_text(text, std::string(size, 'x'))) << size;
    EXPECT_FALSE(is_same_text(text, std::string(size + 1, 'x'))) << size;
    for (std::size_t at = 0; at < size; ++at) {
      std::string other = text;
      other[at] = 'y';
      EXPECT_FALSE(is_same_text(text, other)) << size << " at " << at;
      EXPECT_FALSE(is_same_text(other, text)) << size << " at " << at;
    }
  }
}

TEST(SameText, TakesNoTextAtAll) {
  EXPECT_TRUE(is_same_text({}, ""));
}

}  // namespace
}  // namespace sfi
