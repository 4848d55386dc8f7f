#include "report/figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "small_contributions.h"

namespace sfi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ReportFigures : public testing::Test {
 protected:
  void add(const Gift& gift) { gifts_.add(gift); }

  // "label: records, sum, members", with an asterisk for the rest.
  static std::vector<std::string> texts(const std::vector<Group>& groups) {
    std::vector<std::string> texts;
    for (const Group& group : groups) {
      texts.push_back(fmt::format("{}{}: {}, {}, {}", group.is_rest ? "*" : "", group.label, group.records, group.sum,
                                  group.members));
    }
    return texts;
  }

  SmallContributions gifts_;
  Figures figures_{gifts_.connection(), "gifts"};
};

TEST_F(ReportFigures, TotalsOfNothing) {
  const Totals totals = figures_.totals("2020-06-01");
  EXPECT_EQ(totals.records, 0U);
  EXPECT_EQ(totals.sum, "0.00");
  EXPECT_EQ(totals.first_day + totals.last_day + totals.newest_day, "");
  EXPECT_TRUE(figures_.months().all.empty());
  EXPECT_THAT(figures_.by_party(), IsEmpty());
}

TEST_F(ReportFigures, TotalsAreExactAndTellFutureAndUndatedRows) {
  add({.day = "2019-12-31", .amount = "0.10", .name = "Roe "});
  add({.day = "2020-06-01", .amount = "0.20", .name = "ROE"});
  add({.day = "2020-06-02", .amount = "-1000000.05", .candidate_id = "2"});
  add({.day = "", .amount = "0.30"});
  const Totals totals = figures_.totals("2020-06-01");
  EXPECT_EQ(totals.records, 4U);
  EXPECT_EQ(totals.sum, "-999999.45");
  EXPECT_EQ(totals.first_day, "2019-12-31");
  EXPECT_EQ(totals.last_day, "2020-06-02");
  EXPECT_EQ(totals.newest_day, "2020-06-01");
  EXPECT_EQ(totals.future, 1U);
  EXPECT_EQ(totals.undated, 1U);
  EXPECT_EQ(totals.candidates, 2U);
  EXPECT_EQ(totals.contributors, 2U);  // capital letters and blanks at the ends make no other name
}

TEST_F(ReportFigures, GroupsWithTheMostMoneyComeFirst) {
  add({.amount = "1", .kind = "loan", .house = "upper"});
  add({.amount = "2", .candidate_id = "2"});
  add({.amount = "3", .kind = "", .candidate_id = "3"});
  EXPECT_THAT(texts(figures_.by_chamber()), ElementsAre("lower: 2, 5.00, 2", "upper: 1, 1.00, 1"));
  EXPECT_THAT(texts(figures_.by_kind()), ElementsAre(": 1, 3.00, 0", "monetary: 1, 2.00, 0", "loan: 1, 1.00, 0"));
}

TEST_F(ReportFigures, WhatIsNotShownIsOneGroupWithItsSum) {
  for (int i = 1; i <= 4; ++i) {
    const std::string id = std::to_string(i);
    add({.amount = id, .candidate_id = id, .candidate = "Doe " + id, .district = id});
  }
  EXPECT_THAT(texts(figures_.top_candidates(2)),
              ElementsAre("Doe 4, green, lower 4: 1, 4.00, 0", "Doe 3, green, lower 3: 1, 3.00, 0", "*: 2, 3.00, 2"));
  EXPECT_EQ(figures_.top_candidates(4).size(), 4U);
}

TEST_F(ReportFigures, FifteenPartiesAreShown) {
  for (int i = 0; i < 17; ++i) add({.amount = std::to_string(100 - i), .party = fmt::format("party {:02}", i)});
  const auto parties = texts(figures_.by_party());
  ASSERT_EQ(parties.size(), 16U);
  EXPECT_EQ(parties[14], "party 14: 1, 86.00, 1");
  EXPECT_EQ(parties[15], "*: 2, 169.00, 2");
}

TEST_F(ReportFigures, ContributorsAreNamesWhateverTheirCapitalLetters) {
  add({.amount = "5", .name = "roe, richard"});
  add({.amount = "6", .candidate_id = "2"});
  add({.amount = "7", .name = " "});
  add({.amount = "8", .name = "Poe"});
  EXPECT_THAT(texts(figures_.top_contributors(5)), ElementsAre("Roe, Richard: 2, 11.00, 2", "Poe: 1, 8.00, 1"));
}

TEST_F(ReportFigures, YearsInOrderAndThoseWithoutADateLast) {
  add({.day = "2021-01-01"});
  add({.day = ""});
  add({.day = "1999-12-31"});
  EXPECT_THAT(texts(figures_.by_year()), ElementsAre("1999: 1, 10.00, 0", "2021: 1, 10.00, 0", ": 1, 10.00, 0"));
}

TEST_F(ReportFigures, EachAmountIsInOneClass) {
  for (const char* amount : {"-0.01", "0", "0.01", "50", "50.01", "200", "200.01", "1000", "1000.01", "5000", "5000.01",
                             "25000", "25000.01"}) {
    add({.amount = amount});
  }
  EXPECT_THAT(
      texts(figures_.by_size()),
      ElementsAre("0 below $0 (returned or corrected): 1, -0.01, 0", "1 exactly $0: 1, 0.00, 0",
                  "2 up to $50: 2, 50.01, 0", "3 more than $50, up to $200: 2, 250.01, 0",
                  "4 more than $200, up to $1,000: 2, 1200.01, 0", "5 more than $1,000, up to $5,000: 2, 6000.01, 0",
                  "6 more than $5,000, up to $25,000: 2, 30000.01, 0", "7 more than $25,000: 1, 25000.01, 0"));
}

TEST_F(ReportFigures, TheStateIsHomeByCodeOrByName) {
  for (const char* state : {"TX", " tx ", "Texas", "OK", "ok", "La", "", " "}) add({.state = state});
  EXPECT_THAT(texts(figures_.by_home("TX", "Texas")),
              ElementsAre("0 from Texas: 3, 30.00, 0", "1 from elsewhere: 3, 30.00, 0", "2 not stated: 2, 20.00, 0"));
  EXPECT_THAT(texts(figures_.other_states("TX", "Texas", 1)), ElementsAre("OK: 2, 20.00, 0", "*: 1, 10.00, 1"));
}

// The first and the last in a thousand rows may be typos: they would squeeze the chart.
TEST_F(ReportFigures, StrayMonthsAreTabledButNotDrawn) {
  add({.day = "1960-03-01"});
  add({.day = "2050-01-01"});
  gifts_.connection().run(
      "INSERT INTO gifts (contribution_date, amount) SELECT DATE '2020-02-01' + (i % 60)::INT, 1 "
      "FROM range(3000) r(i)");
  const Months months = figures_.months();
  ASSERT_EQ(months.all.size(), 4U);
  EXPECT_EQ(month_name(months.all.front().index), "1960-03");
  EXPECT_EQ(months.all.front().sum, "10.00");
  EXPECT_EQ(month_name(months.first), "2020-02");
  EXPECT_EQ(month_name(months.last), "2020-03");
}

TEST_F(ReportFigures, AFieldThatIsBlankOrUnknownIsNotFilled) {
  add({});
  gifts_.connection().run(
      "INSERT INTO gifts (contribution_id, amount, type, memo, addtl_data) VALUES "
      "('x', 0, 'unknown', '', '{}'), ('y', 1, 'entity', 'for food', '{\"a\": \"b\"}')");
  std::map<std::string, std::uint64_t> filled;
  for (const Filled& field : figures_.filled(RecordType::contribs)) filled[field.field] = field.records;
  EXPECT_EQ(filled.size(), fields_of(RecordType::contribs).size());
  EXPECT_EQ(filled.at("contribution_id"), 3U);
  EXPECT_EQ(filled.at("amount"), 3U);
  EXPECT_EQ(filled.at("type"), 1U);
  EXPECT_EQ(filled.at("memo"), 1U);
  EXPECT_EQ(filled.at("addtl_data"), 1U);
  EXPECT_EQ(filled.at("candidate.name"), 1U);
  EXPECT_EQ(filled.at("candidate.district"), 0U);
}

}  // namespace
}  // namespace sfi
