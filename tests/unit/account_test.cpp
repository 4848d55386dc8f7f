#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "account/rejects.h"
#include "account/tally.h"
#include "account/type_account.h"

namespace sfi {
namespace {

using ::testing::ElementsAre;

Day day(int since_1970) {
  return Day(std::chrono::days(since_1970));
}

std::vector<std::string> texts(const Examples& examples) {
  return {examples.begin(), examples.end()};
}

TEST(DayRange, GrowsToBothSides) {
  DayRange range;
  EXPECT_FALSE(range.first);
  range.note(day(5));
  EXPECT_EQ(range, (DayRange{day(5), day(5)}));
  range.note(day(-3));
  range.note(day(4));
  EXPECT_EQ(range, (DayRange{day(-3), day(5)}));
  range.add({});
  EXPECT_EQ(range, (DayRange{day(-3), day(5)}));
  range.add({day(0), day(9)});
  EXPECT_EQ(range, (DayRange{day(-3), day(9)}));
}

Day date(int year, unsigned month, unsigned day) {
  return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
}

TEST(CalendarParts, ManyMonthsWithoutADayAfterThe12thLookDayFirst) {
  CalendarParts parts;
  for (unsigned i = 0; i < 36; ++i) parts.note(date(2024, i % 12 + 1, i % 12 + 1));
  EXPECT_TRUE(parts.looks_day_first());
  CalendarParts more = parts;
  more.note(date(2023, 5, 13));
  EXPECT_FALSE(more.looks_day_first());

  CalendarParts one_month;
  for (unsigned i = 0; i < 36; ++i) one_month.note(date(2024, 1, i % 12 + 1));
  EXPECT_FALSE(one_month.looks_day_first());
  CalendarParts quarters;
  for (unsigned i = 0; i < 36; ++i) quarters.note(date(2024, i % 12 + 1, 1));
  EXPECT_FALSE(quarters.looks_day_first());
}

TEST(Examples, OnlyTheFirstAreKept) {
  Examples first;
  for (const char* text : {"a", "b", "c"}) first.add(text);
  EXPECT_FALSE(first.is_full());
  Examples second;
  for (const char* text : {"d", "e", "f"}) second.add(text);
  first.add(second);
  EXPECT_TRUE(first.is_full());
  EXPECT_THAT(texts(first), ElementsAre("a", "b", "c", "d", "e"));
  first.add("g");
  EXPECT_THAT(texts(first), ElementsAre("a", "b", "c", "d", "e"));
}

TEST(Rejects, KeepTheFirstExamplesOfEachReason) {
  Rejects rejects;
  Reject reject;
  reject.reason = Reason::bad_amount;
  reject.detail = "\"12,5,0\"";
  for (reject.line = 1; reject.line <= 7; ++reject.line) rejects.add("gifts.csv", "amount", reject);
  reject.reason = Reason::field_count;
  reject.detail.clear();
  rejects.add("gifts.csv", "", reject);
  EXPECT_EQ(rejects.examples().size(), 2U);
  EXPECT_THAT(texts(rejects.examples().at("bad_amount")),
              ElementsAre("gifts.csv:1: column 'amount': \"12,5,0\"", "gifts.csv:2: column 'amount': \"12,5,0\"",
                          "gifts.csv:3: column 'amount': \"12,5,0\"", "gifts.csv:4: column 'amount': \"12,5,0\"",
                          "gifts.csv:5: column 'amount': \"12,5,0\""));
  EXPECT_THAT(texts(rejects.examples().at("field_count")), ElementsAre("gifts.csv:8"));
}

TEST(SkippedRows, AmountsAddUpAndUnknownOnesAreCounted) {
  SkippedRows rows;
  rows.note(Cents(-250));
  rows.note(std::nullopt);
  SkippedRows others;
  others.note(Cents(1'000));
  others.note(std::nullopt);
  rows.add(others);
  EXPECT_EQ(rows, (SkippedRows{4, {Cents(750), 2}}));
  rows.subtract(others);
  EXPECT_EQ(rows, (SkippedRows{2, {Cents(-250), 1}}));
}

// A block of a stream with two rules and one step.
Tally block() {
  Tally tally;
  tally.read = 10;
  tally.accepted = 4;
  tally.cents = Cents(400);
  tally.days.note(day(7));
  tally.skipped_by_rule = {{1, {Cents(-5), 0}}, {}};
  tally.of(Reason::kind_loan) = {2, {Cents(90), 1}};
  tally.of(Reason::blank_line).rows = 1;
  tally.of(Reason::bad_date).rows = 2;
  tally.of(Reason::joined_lines).rows = 3;
  for (const char* text : {"a:1", "a:2", "a:3"}) tally.repair_examples[Reason::joined_lines].add(text);
  tally.links = {{4, Cents(400)}};
  tally.joins = {{2, 1, 1, Cents(100)}};
  return tally;
}

TEST(Tally, BlocksAddUp) {
  Tally all;
  all.add(block());
  Tally other = block();
  other.days = {day(-7), day(0)};
  other.skipped_by_rule[1] = {6, {Cents(60), 6}};
  other.links.push_back({1, Cents(-1)});
  all.add(other);
  EXPECT_EQ(all.read, 20U);
  EXPECT_EQ(all.accepted, 8U);
  EXPECT_EQ(all.cents, Cents(800));
  EXPECT_EQ(all.days, (DayRange{day(-7), day(7)}));
  EXPECT_THAT(all.skipped_by_rule, ElementsAre(SkippedRows{2, {Cents(-10), 0}}, SkippedRows{6, {Cents(60), 6}}));
  EXPECT_EQ(all.of(Reason::kind_loan), (SkippedRows{4, {Cents(180), 2}}));
  EXPECT_EQ(all.of(Reason::bad_date).rows, 4U);
  EXPECT_THAT(texts(all.repair_examples[Reason::joined_lines]), ElementsAre("a:1", "a:2", "a:3", "a:1", "a:2"));
  ASSERT_EQ(all.links.size(), 2U);
  EXPECT_EQ(all.links[0].rows, 8U);
  EXPECT_EQ(all.links[0].cents, Cents(800));
  EXPECT_EQ(all.links[1].cents, Cents(-1));
  ASSERT_EQ(all.joins.size(), 1U);
  EXPECT_EQ(all.joins[0].found, 4U);
  EXPECT_EQ(all.joins[0].not_found, 2U);
  EXPECT_EQ(all.joins[0].without_key, 2U);
  EXPECT_EQ(all.joins[0].not_found_cents, Cents(200));
}

TEST(Tally, IsEmptyButAsLargeWhenCleared) {
  Tally tally = block();
  tally.clear();
  EXPECT_EQ(tally.read + tally.accepted, 0U);
  EXPECT_FALSE(tally.days.first);
  EXPECT_TRUE(tally.repair_examples.empty());
  EXPECT_THAT(tally.by_reason, ::testing::Each(SkippedRows{}));
  EXPECT_THAT(tally.skipped_by_rule, ElementsAre(SkippedRows{}, SkippedRows{}));
  ASSERT_EQ(tally.links.size(), 1U);
  EXPECT_EQ(tally.links[0].rows, 0U);
  ASSERT_EQ(tally.joins.size(), 1U);
  EXPECT_EQ(tally.joins[0].found, 0U);
}

using Counts = std::map<std::string, std::uint64_t>;

TEST(TypeAccount, EveryRowIsAcceptedSkippedOrRejected) {
  TypeAccount account;
  account.add(block(), {"superseded", "no_candidate"});
  EXPECT_EQ(account.skipped, (Counts{{"superseded", 1}, {"kind_loan", 2}, {"blank_line", 1}}));
  EXPECT_EQ(account.rejected, (Counts{{"bad_date", 2}}));
  EXPECT_EQ(account.repaired, (Counts{{"joined_lines", 3}}));  // such rows are accepted, skipped or rejected too
  EXPECT_EQ(account.skipped_rows(), 4U);
  EXPECT_EQ(account.rejected_rows(), 2U);
  EXPECT_TRUE(account.adds_up());
  ++account.read;
  EXPECT_FALSE(account.adds_up());
}

// The whole table of reasons: none may be missing from the identity, and repairs are not part of it.
TEST(TypeAccount, EveryReasonCountsInItsClass) {
  for (const ReasonInfo& reason : all_reasons()) {
    Tally tally;
    tally.of(reason.reason).rows = 3;
    tally.read = reason.of == ReasonClass::repair ? 0 : 3;
    TypeAccount account;
    account.add(tally, {});
    EXPECT_TRUE(account.adds_up()) << reason.word;
    const Counts wanted{{std::string(reason.word), 3}};
    EXPECT_EQ(account.rejected, reason.of == ReasonClass::reject ? wanted : Counts{}) << reason.word;
    EXPECT_EQ(account.skipped, reason.of == ReasonClass::skip ? wanted : Counts{}) << reason.word;
    EXPECT_EQ(account.repaired, reason.of == ReasonClass::repair ? wanted : Counts{}) << reason.word;
  }
}

TEST(TypeAccount, MoneyIsKnownOfSkippedRowsButNotOfBlankLines) {
  TypeAccount account;
  account.add(block(), {"superseded", "no_candidate"});
  EXPECT_EQ(account.skipped_money,
            (std::map<std::string, SkippedMoney>{{"superseded", {Cents(-5), 0}}, {"kind_loan", {Cents(90), 1}}}));
}

// A rule of one stream may have the word of another's, or one of the program's own.
TEST(TypeAccount, StreamsAddUpByWord) {
  TypeAccount account;
  account.add(block(), {"superseded", "no_candidate"});
  Tally second = block();
  second.skipped_by_rule = {{7, {Cents(70), 7}}, {8, {Cents(80), 8}}};
  second.read += 14;
  second.days = {day(-100), day(100)};
  account.add(second, {"superseded", "kind_loan"});
  EXPECT_EQ(account.skipped, (Counts{{"superseded", 8}, {"kind_loan", 12}, {"blank_line", 2}}));
  EXPECT_EQ(account.skipped_money.at("superseded"), (SkippedMoney{Cents(65), 7}));
  EXPECT_EQ(account.skipped_money.at("kind_loan"), (SkippedMoney{Cents(260), 10}));
  EXPECT_EQ(account.days, (DayRange{day(-100), day(100)}));
  EXPECT_EQ(account.cents, Cents(800));
  EXPECT_TRUE(account.adds_up());
  EXPECT_THAT(texts(account.repair_examples.at("joined_lines")), ElementsAre("a:1", "a:2", "a:3", "a:1", "a:2"));
}

TEST(TypeAccount, StepsOfOneNameAreOneStep) {
  TypeAccount account;
  account.add_link({"roster", 1, 10, Cents(100)});
  account.add_link({"committee", 2, 20, Cents(200)});
  account.add_link({"roster", 3, 30, Cents(-300)});
  EXPECT_THAT(account.links,
              ElementsAre(LinkCount{"roster", 4, 40, Cents(-200)}, LinkCount{"committee", 2, 20, Cents(200)}));
}

}  // namespace
}  // namespace sfi
