#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "account/summary_text.h"

namespace sfi {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

StateSummary texas() {
  StateSummary state;
  state.state = "tx";
  state.name = "Texas";
  state.status = "promoted";
  TypeSummary& contribs = state.types[RecordType::contribs];
  contribs.account.read = 1'234'567;
  contribs.account.accepted = 1'200'000;
  contribs.account.skipped = {{"kind_loan", 34'000}, {"no_candidate", 500}};
  contribs.account.rejected = {{"bad_amount", 67}};
  contribs.account.cents = Cents(9'876'543'210);
  contribs.account.days.first = Day();
  contribs.account.days.last = Day(std::chrono::days(18'262));
  contribs.account.links = {{"own_account", 1'000, 1'100'000, Cents(9'000'000'000)},
                            {"committee", 1, 100'000, Cents(876'543'210)},
                            {"roster", 0, 0, Cents()}};
  contribs.account.joins = {{"gifts", "candidate", 1'200'000, 0, 0, Cents()},
                            {"gifts", "report", 1'199'988, 10, 2, Cents(40'000)}};
  contribs.indexed = 1'200'000;
  contribs.previous_count = 1'250'000;
  contribs.target = "tx_contribs_20261124t071213000042_dev";
  contribs.alias = "tx_contribs_dev";
  state.inputs = {{"TEC_CF_CSV.zip", 132'748'383, "00", "3 parts read", 1'234'567}};
  state.seconds = {{"check", 0.021}, {"lookups", 1.5}, {"contribs", 12.0}};
  state.next_step = "duckdb state-fin.duckdb 'SELECT ...'";
  return state;
}

TEST(SummaryText, ATableWithItsNumbersBelowEachOther) {
  EXPECT_EQ(summary_text(texas(), false),
            "Texas (tx): promoted in 13.5 s\n"
            "  contribs               rows          amount\n"
            "    read            1,234,567\n"
            "    accepted        1,200,000  $98,765,432.10\n"
            "    skipped            34,500\n"
            "      kind_loan        34,000\n"
            "      no_candidate        500\n"
            "    rejected               67\n"
            "      bad_amount           67\n"
            "    linked by\n"
            "      own_account   1,100,000  $90,000,000.00  1,000 filers\n"
            "      committee       100,000   $8,765,432.10  1 filer\n"
            "    not found by\n"
            "      report               10         $400.00  1,199,988 found, in stream gifts\n"
            "    duplicates              0\n"
            "    previous run    1,250,000\n"
            "    change            -50,000                  -4.0 %\n"
            "    dates           1970-01-01 to 2020-01-01\n"
            "    served as       tx_contribs_dev\n"
            "    stored in       tx_contribs_20261124t071213000042_dev\n"
            "  inputs                 rows            size\n"
            "    TEC_CF_CSV.zip  1,234,567          132 MB  3 parts read\n"
            "  seconds  check 0.02, lookups 1.50, contribs 12.00\n"
            "  next: duckdb state-fin.duckdb 'SELECT ...'\n");
}

TEST(SummaryText, SkippedMoneyRepairsNotesAndExamples) {
  StateSummary state;
  state.state = "oh";
  state.name = "Ohio";
  state.status = "checked";
  TypeAccount& account = state.types[RecordType::contribs].account;
  account.read = 4;
  account.skipped = {{"blank_line", 1}, {"no_candidate", 3}};
  account.skipped_money = {{"no_candidate", {Cents(-150), 1}}};
  account.repaired = {{"joined_lines", 7}, {"nul_stripped", 2}};
  account.repair_examples["joined_lines"].add("a.csv:17 (2)");
  account.repair_examples["joined_lines"].add("a.csv:90 (1)");
  state.types[RecordType::reports].account.accepted = 1;
  state.reject_examples["bad_date"].add("a.csv:5: column 'date': 2019-02-30");
  state.notes = {"the first", "the second"};
  EXPECT_EQ(summary_text(state, false),
            "Ohio (oh): checked in 0.00 s\n"
            "  contribs          rows  amount\n"
            "    read               4\n"
            "    accepted           0   $0.00\n"
            "    skipped            4\n"
            "      blank_line       1\n"
            "      no_candidate     3  -$1.50\n"
            "    rejected           0\n"
            "    repaired\n"
            "      joined_lines     7          at a.csv:17 (2), a.csv:90 (1)\n"
            "      nul_stripped     2\n"
            "  reports           rows\n"
            "    read               0\n"
            "    accepted           1\n"
            "    skipped            0\n"
            "    rejected           0\n"
            "  bad_date at a.csv:5: column 'date': 2019-02-30\n"
            "  note: the first\n"
            "  note: the second\n");
}

TEST(SummaryText, RefundsThatAreLeftOutAreShownBesideTheSum) {
  StateSummary state = texas();
  EXPECT_THAT(summary_text(state, false), Not(HasSubstr("refunds")));
  TypeAccount& account = state.types[RecordType::contribs].account;
  account.skipped["kind_refund"] = 3;
  account.skipped_money["kind_refund"] = {Cents(12'050), 0};
  EXPECT_THAT(summary_text(state, false),
              HasSubstr("    accepted            1,200,000  $98,765,432.10\n"
                        "      not less refunds          3         $120.50  see --kinds\n"));
}

TEST(SummaryText, ColourOnlyWhenAskedForAndOnlyInTheHeadline) {
  StateSummary state = texas();
  EXPECT_THAT(summary_text(state, false), Not(HasSubstr("\x1b")));
  const std::string text = summary_text(state, true);
  EXPECT_TRUE(text.starts_with("\x1b[1;32mTexas (tx): promoted\x1b[0m in 13.5 s\n")) << text;
  EXPECT_THAT(text.substr(text.find('\n')), Not(HasSubstr("\x1b")));
  state.status = "refused";
  EXPECT_THAT(summary_text(state, true), HasSubstr("\x1b[1;31m"));
  state.status = "checked";
  EXPECT_THAT(summary_text(state, true), HasSubstr("\x1b[1;33m"));
}

TEST(SummaryText, AChangeFromNothingHasNoPercentage) {
  StateSummary state = texas();
  state.types[RecordType::contribs].previous_count = 0;
  EXPECT_THAT(summary_text(state, false), HasSubstr("    change          +1,200,000\n"));
}

TEST(SummaryText, NothingIsComparedAfterALimit) {
  StateSummary state = texas();
  state.is_partial = true;
  EXPECT_THAT(summary_text(state, false), Not(HasSubstr("previous run")));
}

TEST(SummaryText, ARunThatNeverBegan) {
  StateSummary state;
  state.state = "tx";
  state.name = "Texas";
  state.status = "refused";
  EXPECT_EQ(summary_text(state, false), "Texas (tx): refused in 0.00 s\n");
}

TEST(SummaryText, ManyFilesAreOnlyCounted) {
  StateSummary state = texas();
  state.inputs.resize(1000, state.inputs.front());
  const std::string text = summary_text(state, false);
  EXPECT_THAT(text, HasSubstr("    ... and 990 more\n"));
}

TEST(SummaryText, StagesAreFoldedInto80Columns) {
  StateSummary state = texas();
  for (const char* stage : {"reports", "verify", "fingerprint", "promote"}) state.seconds.emplace_back(stage, 1234.5);
  EXPECT_THAT(summary_text(state, false),
              HasSubstr("  seconds  check 0.02, lookups 1.50, contribs 12.00, reports 1234.50,\n"
                        "           verify 1234.50, fingerprint 1234.50, promote 1234.50\n"));
}

TEST(SummaryOfAll, NamesWhatNeedsALook) {
  StateSummary refused = texas();
  refused.state = "ca";
  refused.status = "refused";
  StateSummary failed = texas();
  failed.state = "oh";
  failed.status = "failed";
  StateSummary second = texas();
  second.state = "mi";
  EXPECT_EQ(summary_of_all({texas(), refused, second, failed}),
            "state status         contribs             amount   reports     skipped rejected\n"
            "tx    promoted      1,200,000     $98,765,432.10                34,500       67\n"
            "ca    refused\n"
            "mi    promoted      1,200,000     $98,765,432.10                34,500       67\n"
            "oh    failed\n"
            "all states: 2,400,000 contribs, $197,530,864.20\n"
            "4 states: 2 promoted, 1 refused (ca), 1 failed (oh)\n");
}

TEST(SummaryOfAll, NothingWasLoaded) {
  StateSummary refused = texas();
  refused.status = "refused";
  EXPECT_EQ(summary_of_all({refused, refused}), "2 states: 2 refused (tx, tx)\n");
}

}  // namespace
}  // namespace sfi
