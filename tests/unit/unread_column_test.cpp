#include "account/unread_column.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sfi {
namespace {

using ::testing::ElementsAre;

WatchedValue watched(WatchedValue::Kind kind, const std::string& otherwise) {
  return {"Type", kind, otherwise, "states/zz/ingestor.toml:7"};
}

UnreadColumn column_of(const UnreadCount& count, WatchedValue::Kind kind, const std::string& otherwise) {
  return unread_columns("stream.gifts", {watched(kind, otherwise)}, {count}, 1000).at(0);
}

UnreadCount count_of(std::uint64_t values, std::uint64_t unread) {
  UnreadCount count;
  count.values = values;
  for (std::uint64_t i = 0; i < unread; ++i) count.note_unread(i % 3 == 0 ? "A" : "B", "a.csv", i + 2);
  return count;
}

TEST(UnreadColumn, OnlyColumnsThatHaveSome) {
  EXPECT_TRUE(unread_columns("stream.gifts", {watched(WatchedValue::Kind::code, "keep")}, {count_of(5, 0)}, 9).empty());
}

TEST(UnreadColumn, CodesByFrequencyDatesAsTheyCame) {
  const UnreadCount count = count_of(10, 5);
  const UnreadColumn codes = column_of(count, WatchedValue::Kind::code, "other");
  EXPECT_THAT(codes.examples, ElementsAre(UnreadCount::Text{"B", 3, "a.csv:3"}, UnreadCount::Text{"A", 2, "a.csv:2"}));
  EXPECT_EQ(codes.what(), "5 of 10 codes are not listed");
  EXPECT_EQ(codes.read_as(), "read as other");
  EXPECT_EQ(codes.examples_text(1), "'B' 3 rows (a.csv:3), others 2 rows");
  const UnreadColumn dates = column_of(count, WatchedValue::Kind::date, "blank");
  EXPECT_EQ(dates.examples_text(5), "'A' 2 rows (a.csv:2), 'B' 3 rows (a.csv:3)");
  EXPECT_EQ(dates.what(), "5 of 10 dates cannot be read");
  EXPECT_EQ(dates.read_as(), "left blank");
}

TEST(UnreadColumn, DoubtfulAboveOnePercentAndThreeRows) {
  EXPECT_TRUE(column_of(count_of(299, 3), WatchedValue::Kind::code, "other").is_doubtful());
  EXPECT_FALSE(column_of(count_of(300, 3), WatchedValue::Kind::code, "other").is_doubtful());
  EXPECT_FALSE(column_of(count_of(2, 2), WatchedValue::Kind::date, "blank").is_doubtful());
  EXPECT_FALSE(column_of(count_of(9, 9), WatchedValue::Kind::code, "keep").is_doubtful());
}

TEST(UnreadCount, TextsAreBoundedAndAddedUp) {
  UnreadCount count;
  for (std::size_t i = 0; i <= UnreadCount::kMostTexts; ++i) count.note_unread(fmt::format("code {}", i), "a.csv", i);
  EXPECT_EQ(count.texts.size(), UnreadCount::kMostTexts);
  EXPECT_EQ(count.unread, UnreadCount::kMostTexts + 1);
  UnreadCount later;
  later.values = 4;
  later.note_unread("code 1", "b.csv", 5);
  later.note_unread("new", "b.csv", 6);
  count.add(later);
  EXPECT_EQ(count.values, 4U);
  EXPECT_EQ(count.unread, UnreadCount::kMostTexts + 3);
  EXPECT_EQ(count.texts[1], (UnreadCount::Text{"code 1", 2, "a.csv:1"}));
  EXPECT_EQ(count.texts.size(), UnreadCount::kMostTexts);
}

}  // namespace
}  // namespace sfi
