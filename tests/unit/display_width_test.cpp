#include "wording/display_width.h"

#include <gtest/gtest.h>

namespace sfi {
namespace {

TEST(DisplayWidth, CountsColumnsNotBytes) {
  EXPECT_EQ(display_width(""), 0U);
  EXPECT_EQ(display_width("contribs"), 8U);
  EXPECT_EQ(display_width("Doña Ana"), 8U);
  EXPECT_EQ(display_width("Don\u0303a Ana"), 8U);    // n and a tilde of its own
  EXPECT_EQ(display_width("選挙.csv"), 8U);          // two columns each
  EXPECT_EQ(display_width("\U0001F5F3\uFE0F"), 2U);  // a ballot box, with its variation selector
}

TEST(DisplayWidth, BytesThatAreNoUtf8CountAsOne) {
  EXPECT_EQ(display_width("a\xFF"), 2U);
  EXPECT_EQ(display_width("a\xC3"), 2U);   // cut off
  EXPECT_EQ(display_width("\xC3(x"), 3U);  // no continuation
  EXPECT_EQ(display_width("\xF0\x9F\x97"), 3U);
}

TEST(DisplayWidth, CutsBetweenCharacters) {
  EXPECT_EQ(cut_to_width("contribs", 8), "contribs");
  EXPECT_EQ(cut_to_width("contribs", 7), "cont...");
  EXPECT_EQ(cut_to_width("Doña Ana County", 7), "Doña...");
  EXPECT_EQ(cut_to_width("Don\u0303a Ana County", 7), "Don\u0303a...");
  EXPECT_EQ(cut_to_width("選挙管理委員会", 10), "選挙管...");  // four would take 11
  EXPECT_EQ(cut_to_width("contribs", 2), "co");
  EXPECT_EQ(cut_to_width("選", 1), "");
  EXPECT_EQ(cut_to_width("contribs", 0), "");
  for (std::size_t columns = 0; columns < 20; ++columns) {
    EXPECT_LE(display_width(cut_to_width("Doña Ana: 選挙 \U0001F5F3 \xFF x", columns)), columns);
  }
}

TEST(DisplayWidth, NothingMovesTheCursor) {
  EXPECT_EQ(cut_to_width("a\x1b[2J\n\r\tb", 20), "a?[2J???b");
  EXPECT_EQ(cut_to_width("\xC2\x9B"
                         "2J",
                         20),
            "?2J");  // the control sequence introducer in one character
}

TEST(DisplayWidth, Pads) {
  EXPECT_EQ(padded("Doña", 6), "Doña  ");
  EXPECT_EQ(padded("contribs", 6), "contribs");
}

TEST(ShortWords, LongOnesLoseTheirMiddle) {
  EXPECT_EQ(with_short_words("a b\n" + std::string(500, 'x') + " c"), "a b\n" + std::string(500, 'x') + " c");
  const std::string cut = with_short_words("see " + std::string(60'000, 'x') + ".csv:7: is empty");
  EXPECT_TRUE(cut.starts_with("see xxx"));
  EXPECT_TRUE(cut.ends_with("xxx.csv:7: is empty"));
  EXPECT_LT(cut.size(), 500);
  EXPECT_EQ(with_short_words(""), "");
}

TEST(ShortWords, CharactersStayWhole) {
  for (const std::string prefix : {"", "a", "ab", "abc"}) {
    std::string word = prefix;
    for (int i = 0; i < 400; ++i) word += "€";
    const std::string cut = with_short_words(word);
    std::size_t characters = 0;
    for (std::size_t at = cut.find("€"); at != std::string::npos; at = cut.find("€", at + 1)) ++characters;
    EXPECT_EQ(cut.size(), prefix.size() + 3 * characters + 3) << cut;
  }
}

}  // namespace
}  // namespace sfi
