#include "text/blanks.h"

#include <gtest/gtest.h>

namespace sfi {
namespace {

constexpr std::string_view kNoBreak = "\xC2\xA0";

std::string with(std::string_view format, std::string_view blank) {
  std::string text;
  for (const char c : format) c == '_' ? text += blank : text += c;
  return text;
}

TEST(Blanks, AreTrimmedAtBothEnds) {
  EXPECT_EQ(trim_blanks(" \t\r\na b \n"), "a b");
  for (const std::string_view blank :
       {" ", "\xC2\xA0", "\xE2\x80\x89", "\xE2\x80\xAF", "\xE3\x80\x80", "\xEF\xBB\xBF"}) {
    EXPECT_EQ(trim_blanks(with("_ _a_b__", blank)), with("a_b", blank));
    EXPECT_EQ(trim_blanks(with("_", blank)), "");
  }
}

TEST(Blanks, OtherCharactersWithTheSameBytesStay) {
  for (const std::string_view text : {"\xC3\xA0", "\xE2\x80\x9D", "\xE2\x80\x94", "\xC2\xA1", "\xE3\x80\x81"}) {
    EXPECT_EQ(trim_blanks(text), text);
  }
}

TEST(Blanks, ARunOfThemBecomesOneSpace) {
  Arena arena;
  EXPECT_EQ(single_spaced("DOE,  JANE   A", arena), "DOE, JANE A");
  EXPECT_EQ(single_spaced(with("DOE,__JANE_ A", kNoBreak), arena), "DOE, JANE A");
  EXPECT_EQ(single_spaced("DOE\r\nJANE\tA", arena), "DOE JANE A");
  EXPECT_EQ(single_spaced("N\xC3\xA0n\xC3\xA0 Roe", arena), "N\xC3\xA0n\xC3\xA0 Roe");
  EXPECT_EQ(single_spaced("\n\n", arena), "");
  EXPECT_EQ(single_spaced("", arena), "");
}

TEST(Blanks, ATextWithoutRunsIsNotCopied) {
  Arena arena;
  const std::string_view text = "Doe, Jane A.";
  EXPECT_EQ(single_spaced(text, arena).data(), text.data());
}

}  // namespace
}  // namespace sfi
