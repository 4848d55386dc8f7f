#include "export/export_query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <type_traits>

#include "base/error.h"
#include "small_contributions.h"

namespace sfi {
namespace {

using std::chrono::year;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A filter with one condition.
template <typename T>
ExportFilter only(T ExportFilter::* member, std::type_identity_t<T> value) {
  ExportFilter filter;
  filter.*member = std::move(value);
  return filter;
}

class ExportQueryTest : public testing::Test {
 protected:
  static ExportQuery query(const ExportFilter& filter) { return {RecordType::contribs, {"gifts"}, filter}; }

  // The ids of what is exported, in its order.
  std::vector<std::string> ids(const ExportFilter& filter) {
    std::vector<std::string> ids;
    for (const auto& row : gifts_.connection().rows(query(filter).rows_sql())) ids.push_back(row[0].value_or("NULL"));
    return ids;
  }

  void check(const std::string& where) { query(only(&ExportFilter::where, where)).check(gifts_.connection()); }

  SmallContributions gifts_;
};

TEST_F(ExportQueryTest, WithoutAFilterAllRowsByDateAndIdThoseWithoutADateLast) {
  for (const char* day : {"", "2020-02-01", "2019-12-31", "2020-02-01"}) gifts_.add({.day = day});
  EXPECT_THAT(ids({}), ElementsAre("3", "2", "4", "1"));
}

TEST_F(ExportQueryTest, EveryFieldIsAColumnOfItsType) {
  gifts_.add({});
  gifts_.connection().run("CREATE TABLE result AS " + query({}).rows_sql());
  const auto described = [&](const std::string& table) {
    return gifts_.connection().rows(fmt::format("SELECT column_name, column_type FROM (DESCRIBE {})", table));
  };
  EXPECT_EQ(described("result"), described("gifts"));
}

TEST_F(ExportQueryTest, SeveralTablesAreOneAnswerAndColumnsThatAnOldOneLacksAreUnknown) {
  gifts_.add({});
  gifts_.connection().run("CREATE TABLE old AS SELECT 'a' AS contribution_id, DATE '2019-01-01' AS contribution_date");
  const ExportQuery both(RecordType::contribs, {"gifts", "old"}, {});
  const auto rows = gifts_.connection().rows(both.rows_sql());
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0][0], "a");
  EXPECT_EQ(rows[0][3], std::nullopt);  // amount
  EXPECT_EQ(rows[1][3], "10.00");
}

TEST_F(ExportQueryTest, ChambersAreAlternatives) {
  for (const char* house : {"lower", "upper", "unicameral", ""}) gifts_.add({.house = house});
  EXPECT_THAT(ids(only(&ExportFilter::chambers, {"upper"})), ElementsAre("2"));
  EXPECT_THAT(ids(only(&ExportFilter::chambers, {"upper", "unicameral"})), ElementsAre("2", "3"));
}

TEST_F(ExportQueryTest, ADistrictIsANumberOrANameInAnyCase) {
  gifts_.add({.district = "17th Suffolk"});
  gifts_.add({.district = "12"});
  gifts_.add({.district = "012"});
  gifts_.connection().run(
      "UPDATE gifts SET candidate = struct_update(candidate, district := 12::BIGINT) WHERE contribution_id = '3'");
  EXPECT_THAT(ids(only(&ExportFilter::districts, {"17TH SUFFOLK"})), ElementsAre("1"));
  EXPECT_THAT(ids(only(&ExportFilter::districts, {"12"})), ElementsAre("2", "3"));
  EXPECT_THAT(ids(only(&ExportFilter::districts, {"012"})), ElementsAre("3"));
  EXPECT_THAT(ids(only(&ExportFilter::districts, {"1"})), IsEmpty());
  EXPECT_THAT(ids(only(&ExportFilter::districts, {"99999999999999999999"})),
              IsEmpty());  // no number that DuckDB could compare
}

TEST_F(ExportQueryTest, ACandidateIsAnIdOrAPartOfANameWithoutAccents) {
  gifts_.add({.candidate_id = "7", .candidate = "Peña, José"});
  gifts_.add({.candidate_id = "77", .candidate = "O'Doe, Jane"});
  EXPECT_THAT(ids(only(&ExportFilter::candidates, {"7"})), ElementsAre("1"));
  EXPECT_THAT(ids(only(&ExportFilter::candidates, {"pena"})), ElementsAre("1"));
  EXPECT_THAT(ids(only(&ExportFilter::candidates, {"PEÑA"})), ElementsAre("1"));
  EXPECT_THAT(ids(only(&ExportFilter::candidates, {"o'doe"})), ElementsAre("2"));
  EXPECT_THAT(ids(only(&ExportFilter::candidates, {"jose", "jane"})), ElementsAre("1", "2"));
  EXPECT_THAT(ids(only(&ExportFilter::candidates, {"%"})), IsEmpty());  // a text, and no pattern
}

TEST_F(ExportQueryTest, DaysAreInclusiveAndRowsWithoutADateDoNotFit) {
  for (const char* day : {"2019-12-31", "2020-01-01", "2020-01-02", ""}) gifts_.add({.day = day});
  EXPECT_THAT(ids(only(&ExportFilter::since, Day(year(2020) / 1 / 1))), ElementsAre("2", "3"));
  EXPECT_THAT(ids(only(&ExportFilter::until, Day(year(2020) / 1 / 1))), ElementsAre("1", "2"));
  ExportFilter one_day;
  one_day.since = one_day.until = Day(year(2020) / 1 / 1);
  EXPECT_THAT(ids(one_day), ElementsAre("2"));
}

TEST_F(ExportQueryTest, ReportsGoByTheMomentOfReceipt) {
  gifts_.connection().run(create_table_sql("filings", RecordType::reports) +
                          ";INSERT INTO filings (report_id, received_date) VALUES ('late', '2020-01-01 23:59:59'), "
                          "('early', '2020-01-01 08:00:00'), ('next', '2020-01-02 00:00:00')");
  const ExportQuery until(RecordType::reports, {"filings"}, only(&ExportFilter::until, Day(year(2020) / 1 / 1)));
  const auto rows = gifts_.connection().rows(until.rows_sql());
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0][0], "early");
  EXPECT_EQ(rows[1][0], "late");
  EXPECT_EQ(gifts_.connection().rows(until.totals_sql())[0],
            (std::vector<std::optional<std::string>>{"2", std::nullopt, "2020-01-01", "2020-01-01"}));
}

TEST_F(ExportQueryTest, AllConditionsMustHold) {
  gifts_.add({.amount = "5", .house = "upper"});
  gifts_.add({.amount = "1000", .house = "upper"});
  gifts_.add({.amount = "1000"});
  ExportFilter filter = only(&ExportFilter::chambers, {"upper"});
  filter.where = "amount >= 1000";
  EXPECT_THAT(ids(filter), ElementsAre("2"));
  // An alternative in the user's condition is no alternative to the others; a comment ends with it.
  filter.where = "amount >= 1000 OR true -- all";
  EXPECT_THAT(ids(filter), ElementsAre("1", "2"));
}

TEST_F(ExportQueryTest, TotalsAreExact) {
  gifts_.add({.day = "2020-01-02", .amount = "0.10"});
  gifts_.add({.day = "2019-01-02", .amount = "0.20"});
  gifts_.add({.day = "", .amount = "-1000000.01"});
  gifts_.add({.amount = "5", .house = "upper"});
  const auto totals = gifts_.connection().rows(query(only(&ExportFilter::chambers, {"lower"})).totals_sql());
  ASSERT_EQ(totals.size(), 1U);
  EXPECT_EQ(totals[0], (std::vector<std::optional<std::string>>{"3", "-999999.71", "2019-01-02", "2020-01-02"}));
}

TEST_F(ExportQueryTest, CandidatesAreListedOnceByName) {
  for (const char* name : {"Roe", "Doe", "Roe", "Poe"}) gifts_.add({.candidate_id = name, .candidate = name});
  const auto found = gifts_.connection().rows(query({}).candidates_sql(2));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0][1], "Doe");
  EXPECT_EQ(found[1][1], "Poe");
}

TEST_F(ExportQueryTest, AConditionOnTheColumnsIsTaken) {
  for (const char* where : {"", "amount >= 1000", "candidate.house = 'upper' OR name LIKE '%)%' -- why not",
                            "contribution_id IN (SELECT max(contribution_id) FROM gifts)"}) {
    EXPECT_NO_THROW(check(where)) << where;
  }
}

TEST_F(ExportQueryTest, AConditionWithAMistakeIsRefusedWithTheColumns) {
  try {
    check("amonut > 1");
    FAIL() << "taken";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("--where is not a valid condition"), HasSubstr("amonut")));
    EXPECT_THAT(error.what(), Not(HasSubstr("LINE 1")));
    EXPECT_THAT(error.advice(), AllOf(HasSubstr("contribution_id, "), HasSubstr("candidate.district_name")));
  }
}

// What would close our brackets, to go on with a statement of its own, or is no truth value.
TEST_F(ExportQueryTest, WhatIsNotOneConditionIsRefused) {
  for (const char* where : {"true) FROM gifts; DROP TABLE gifts; SELECT (true", "true) OR (true", "true] OR [true",
                            "true, false", "amount", "'yes'", "true; DROP TABLE gifts", "/* open"}) {
    EXPECT_THROW(check(where), UsageError) << where;
  }
  EXPECT_EQ(gifts_.connection().value("SELECT count(*) FROM gifts"), "0");
}

}  // namespace
}  // namespace sfi
