#include "account/summary_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace sfi {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Day day(int since_1970) {
  return Day(std::chrono::days(since_1970));
}

Examples examples(std::initializer_list<const char*> texts) {
  Examples list;
  for (const char* text : texts) list.add(text);
  return list;
}

TypeSummary contributions() {
  TypeSummary type;
  TypeAccount& account = type.account;
  account.read = std::numeric_limits<std::uint64_t>::max();
  account.accepted = 11;
  account.skipped = {{"blank_line", 3}, {"no_candidate", 4}, {"", 1}};
  account.skipped_money = {{"no_candidate", {Cents(-12'345), 2}}, {"", {Cents(), 1}}};
  account.rejected = {{"bad_amount", 5}};
  account.repaired = {{"joined_lines", 6}};
  account.repair_examples = {{"joined_lines", examples({"a \"quoted\" file.csv:17 (2)", "b\\c.csv:9 (1)"})}};
  account.joins = {{"gifts", "filing", 32, 33, 34, Cents(-35)}, {"loans", "", 0, 0, 0, Cents()}};
  account.cents = Cents(std::numeric_limits<std::int64_t>::min());
  account.days = {day(-25'567), day(18'262)};
  account.filled = {{"amount", 8}, {"candidate.party", 5}};
  account.words = {{"kind", {{"loan", 1}, {"monetary", 7}}}};
  account.links = {{"own account", 1, 2, Cents(-3)}, {"committee", 4, 5, Cents(6)}};
  account.unlinked = UnlinkedAccount{7, {8, {Cents(-9), 10}}, {11, {Cents(12), 13}}, {}};
  account.unlinked->top = {{"00\"7", "Peña & <Söhne>, \xE6\x97\xA5\xE6\x9C\xAC", {14, {Cents(-15), 16}}},
                           {"", std::string("line\nend, tab\t and nul \0 byte", 29), {17, {Cents(18), 19}}},
                           {"", "", {20, {Cents(), 20}}}};
  type.indexed = 21;
  type.duplicates = 22;
  type.previous_count = 0;
  type.target = "tx_contribs_20261124t071213000042_dev";
  type.alias = "tx_contribs_dev";
  return type;
}

// Every member that the JSON has is set, or left out where it may be.
StateSummary texas() {
  StateSummary state;
  state.state = "tx";
  state.status = "promoted";
  state.types[RecordType::contribs] = contributions();
  state.types[RecordType::reports].account.read = 23;
  state.unread = {
      {"stream.gifts", "Type", WatchedValue::Kind::code, "other", 26, 27, {{"X \"Y\"", 28, "a.csv:29"}}, "", 0},
      {"lookup.filers", "A, B", WatchedValue::Kind::date, "blank", 30, 31, {}, "", 0}};
  state.inputs = {{"TEC CF/Ñandú.zip", 24, "0a1b", "3 parts read", 25}, {"", 0, "", "", 0}};
  state.seconds = {{"verify", 0.001}, {"check", 12.345}, {"contribs", 1234.5}, {"reports", 0}};
  return state;
}

StateSummary failed() {
  StateSummary state;
  state.state = "mi";
  state.status = "failed";
  state.error = "C:\\data: \"disk\"\nfull";
  return state;
}

TEST(SummaryJson, WhatIsWrittenIsReadAgain) {
  const std::vector<StateSummary> written{texas(), failed()};
  const auto read = read_summary_json(summary_json(written));
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 2U);
  EXPECT_TRUE((*read)[0] == written[0]);
  EXPECT_TRUE((*read)[1] == written[1]);
  EXPECT_EQ(summary_json(*read), summary_json(written));
}

TEST(SummaryJson, WhatIsUnknownIsNull) {
  StateSummary state = texas();
  TypeSummary& type = state.types[RecordType::contribs];
  type.indexed.reset();
  type.previous_count.reset();
  type.account.days = {};
  const std::string json = summary_json({state});
  EXPECT_THAT(json, HasSubstr("\"indexed\": null,"));
  EXPECT_THAT(json, HasSubstr("\"first_date\": null,"));
  EXPECT_TRUE(read_summary_json(json)->front() == state);
}

// A message may name a path, and a path may have any bytes.
TEST(SummaryJson, IsValidUtf8WhateverATextHolds) {
  StateSummary state;
  state.error = "caf\xE9/\xC3\xA9.zip: cut \xE6\x97";
  EXPECT_EQ(read_summary_json(summary_json({state}))->front().error,
            "caf\xEF\xBF\xBD/\xC3\xA9.zip: cut \xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(SummaryJson, MoneyOfSkippedRowsIsThereForContributionsOnly) {
  StateSummary state;
  state.types[RecordType::reports].account.skipped_money = {{"superseded", {Cents(), 5}}};
  EXPECT_THAT(summary_json({state}), Not(HasSubstr("skipped_money")));
}

TEST(SummaryJson, LinksAreThoseOfReportsWhereThereAreNoContributions) {
  StateSummary state;
  state.types[RecordType::reports].account.links = {{"committee", 1, 2, Cents(3)}};
  const auto read = read_summary_json(summary_json({state}));
  EXPECT_EQ(read->front().links(), state.types[RecordType::reports].account.links);
  EXPECT_TRUE(failed().links().empty());
}

// As the program wrote it before it had skipped_money, unlinked_filers and repair_examples.
TEST(SummaryJson, AnAccountOfAnOlderVersionIsRead) {
  const auto read = read_summary_json(R"({"schema_version": 1, "program": "state-fin-ingest 0.0.9", "states": [
      {"state": "tx", "status": "promoted",
       "types": {"contribs": {"read": 9, "accepted": 6, "skipped": {"superseded": 2}, "rejected": {"bad_date": 1}}},
       "links": {"committee": {"filers": 1, "rows": 6}}}]})");
  ASSERT_TRUE(read);
  const StateSummary& state = read->front();
  const TypeSummary& type = state.types.at(RecordType::contribs);
  EXPECT_EQ(type.account.skipped.at("superseded"), 2U);
  EXPECT_TRUE(type.account.adds_up());
  EXPECT_TRUE(type.account.skipped_money.empty());
  EXPECT_FALSE(type.account.unlinked);
  EXPECT_FALSE(type.indexed);
  EXPECT_FALSE(type.account.days.first);
  EXPECT_EQ(state.links().front().rows, 6U);
  EXPECT_TRUE(state.inputs.empty());
}

// A later version may write more than this one knows.
TEST(SummaryJson, UnknownMembersAndTypesAreLeftOut) {
  const auto read = read_summary_json(R"({"schema_version": 1, "states": [{"state": "tx", "mood": [1],
      "types": {"expenditures": {"read": 3}, "reports": {"read": 4, "mood": {}}}}]})");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->front().types.size(), 1U);
  EXPECT_EQ(read->front().types.at(RecordType::reports).account.read, 4U);
}

TEST(SummaryJson, MembersOfAnotherTypeAreReadAsEmpty) {
  const auto read = read_summary_json(R"({"schema_version": 1, "states": [{"state": 5, "inputs": {}, "seconds": [1],
      "links": 7, "types": {"reports": null, "contribs": {"read": -1, "skipped": [2], "rejected": {"x": "many"},
      "first_date": "31 February", "indexed": "none", "amount_cents": 1.5, "unlinked_filers": []}}}, 17]})");
  ASSERT_TRUE(read);
  StateSummary wanted;
  wanted.types[RecordType::contribs].account.rejected = {{"x", 0}};
  EXPECT_TRUE(read->front() == wanted);
  EXPECT_TRUE(read->back() == StateSummary{});
}

TEST(SummaryJson, WhatIsNoAccountIsNotRead) {
  for (const char* json : {"", "{", "[]", "null", "{}", R"({"schema_version": 1})", R"({"states": {}})",
                           R"({"schema_version": 2, "states": []})"}) {
    EXPECT_FALSE(read_summary_json(json)) << json;
  }
}

}  // namespace
}  // namespace sfi
