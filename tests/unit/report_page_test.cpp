#include "report/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/run_sections.h"
#include "small_contributions.h"

namespace sfi {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// A cell's text and the following texts of its row, without the markup in between.
std::string row(const std::string& page, const std::string& first) {
  const std::size_t begin = page.find(">" + first);
  if (begin == std::string::npos) return "no row '" + first + "'";
  std::string text;
  bool in_tag = false;
  for (const char c : page.substr(begin + 1, page.find("</tr>", begin) - begin - 1)) {
    if (c == '<') {
      in_tag = true;
      if (!text.empty() && text.back() != '|') text += '|';
    } else if (c == '>') {
      in_tag = false;
    } else if (!in_tag) {
      text += c;
    }
  }
  return text;
}

StateSummary account() {
  StateSummary state;
  TypeAccount& contribs = state.types[RecordType::contribs].account;
  contribs.read = 1'000;
  contribs.accepted = 500;
  contribs.skipped = {{"blank_line", 100}, {"no_candidate", 300}};
  contribs.skipped_money = {{"no_candidate", {Cents(-123'456), 7}}};
  contribs.rejected = {{"bad_amount", 100}};
  contribs.repaired = {{"joined_lines", 5}};
  contribs.links = {{"own_account", 3, 500, Cents(1'000'050)}};
  contribs.unlinked = UnlinkedAccount{3, {300, {Cents(-123'456), 7}}, {}, {}};
  contribs.unlinked->top = {{"77", "Fund <A>", {200, {Cents(-100'000), 4}}}, {"", "", {10, {Cents(-456), 1}}}};
  TypeAccount& reports = state.types[RecordType::reports].account;
  reports.read = 9;
  reports.accepted = 8;
  state.inputs = {{"a&b.zip", 1'234, "0f", "2 parts read", 1'000}};
  return state;
}

TEST(AccountSection, SaysWhetherTheRowsAddUp) {
  const std::string text = account_section(account());
  EXPECT_EQ(row(text, "contributions"), "contributions|1,000|500|400|100|yes|");
  EXPECT_EQ(row(text, "reports"), "reports|9|8|0|0|NO|");
}

TEST(LeftOutSection, HasEveryReasonWithItsShareAndItsMoney) {
  const std::string text = left_out_section(account());
  EXPECT_EQ(row(text, "no_candidate"), "no_candidate|300|30.0 %|-$1,234.56|7|");
  EXPECT_EQ(row(text, "blank_line"), "blank_line|100|10.0 %|–|–|");
  EXPECT_EQ(row(text, "bad_amount"), "bad_amount|100|10.0 %|");
  EXPECT_EQ(row(text, "joined_lines"), "joined_lines|5|0.5 %|");
  EXPECT_THAT(text, AllOf(HasSubstr("No row of reports was skipped."), HasSubstr("No row of reports was rejected."),
                          Not(HasSubstr("Repairs of reports"))));
}

TEST(LeftOutSection, MoneyIsNoColumnWhereARunOfAnOlderVersionHasNone) {
  StateSummary state = account();
  state.types[RecordType::contribs].account.skipped_money.clear();
  const std::string text = left_out_section(state);
  EXPECT_EQ(row(text, "no_candidate"), "no_candidate|300|30.0 %|");
  EXPECT_THAT(text, Not(HasSubstr("without amount")));
}

TEST(LinksSection, HasEachStepOrSaysThatNoneWasNeeded) {
  EXPECT_EQ(row(links_section(account()), "own_account"), "own_account|3|500|$10,000.50|");
  EXPECT_THAT(links_section({}), HasSubstr("no links are needed"));
}

TEST(UnreadSection, NamesTheColumnsOrSaysThatThereAreNone) {
  StateSummary state = account();
  EXPECT_THAT(unread_section(state), HasSubstr("No such value is recorded."));
  state.unread = {
      {"stream.gifts", "Type", WatchedValue::Kind::code, "other", 3400, 12, {{"X<Z", 12, "a.csv:17"}}, "", 0}};
  EXPECT_EQ(row(unread_section(state), "Type"),
            "Type|stream.gifts|12|3,400|read as other: &#39;X&lt;Z&#39; 12 rows (a.csv:17)|");
}

TEST(UnlinkedSection, FilersAndAllOthersAddUp) {
  UnlinkedAccount unlinked = *account().types[RecordType::contribs].account.unlinked;
  const std::string text = unlinked_section(unlinked);
  EXPECT_THAT(text, HasSubstr("300 rows of 3 filers, -$1,234.56, were left out"));
  EXPECT_EQ(row(text, "Fund &lt;A&gt;"), "Fund &lt;A&gt;|77|200|-$1,000.00|4|");
  EXPECT_EQ(row(text, "(not named in the row)"), "(not named in the row)|10|-$4.56|1|");
  EXPECT_EQ(row(text, "all others"), "all others|90|-$230.00|2|");

  unlinked.beyond.rows = 1;
  EXPECT_THAT(unlinked_section(unlinked), HasSubstr("300 rows of more than 3 filers"));
  unlinked.all = unlinked.top[0].sum;
  unlinked.top = {{"77", "", unlinked.all}};
  EXPECT_EQ(row(unlinked_section(unlinked), "(no name)"), "(no name)|77|200|-$1,000.00|4|");
  EXPECT_THAT(unlinked_section(unlinked), Not(HasSubstr("all others")));
  EXPECT_THAT(unlinked_section({}), HasSubstr("No row was left out for lack of a candidate."));
}

TEST(FilesSection, NamesThemAndTheirHashes) {
  EXPECT_EQ(row(files_section(account()), "a&amp;b.zip"), "a&amp;b.zip|1,234|1,000|0f|");
  EXPECT_EQ(files_in_words(account()), "<a href=\"#files\">1 file</a>");
  EXPECT_EQ(files_in_words({}), "<a href=\"#files\">0 files</a>");
}

class ReportPage : public testing::Test {
 protected:
  ReportPage() {
    definition_.code = "tx";
    definition_.state_name = "Texas";
    definition_.about.agency = "Ethics & Co";
    definition_.about.coverage = "From <2000> on";
    definition_.hash = "abc";
    definition_.about.notes = {"No <loans>"};
    definition_.chambers = {{"lower", "House", 150}};
  }
  std::string page() { return report_page(gifts_.connection(), definition_, loaded_); }

  SmallContributions gifts_;
  Definition definition_;
  LoadedRun loaded_{{.state = "tx",
                     .env = "dev",
                     .started = "1",
                     .finished = "2020-06-01 07:12:19",
                     .program_version = "9.9.9",
                     .definition_hash = "abc",
                     .tables = {{RecordType::contribs, {"gifts"}}}},
                    account()};
};

TEST_F(ReportPage, FiguresOfTheTable) {
  gifts_.add({.amount = "1250.50"});
  gifts_.add({.day = "2020-02-29", .amount = "749.50", .state = "OK", .candidate_id = "2", .house = "upper"});
  const std::string text = page();
  EXPECT_THAT(text, HasSubstr("<title>Texas: contributions to the legislature</title>"));
  EXPECT_THAT(text, HasSubstr("<dt>Data as of</dt><dd>2020-02-29</dd>"));
  EXPECT_THAT(text, HasSubstr("<dt>Loaded (UTC)</dt><dd>2020-06-01 07:12</dd>"));
  EXPECT_THAT(text, HasSubstr("<dt>Contributions</dt><dd>2</dd>"));
  EXPECT_THAT(text, HasSubstr("<dt>Sum</dt><dd>$2,000.00</dd>"));
  EXPECT_EQ(row(text, "House"), "House|lower|150|");
  EXPECT_EQ(row(text, "lower<svg"), "lower|1|$1,250.50|62.5 %|1|");
  EXPECT_EQ(row(text, "from Texas"), "from Texas|1|$1,250.50|62.5 %|");
  EXPECT_EQ(row(text, "OK<svg"), "OK|1|$749.50|37.5 %|");
  EXPECT_THAT(text, HasSubstr("Contributions loaded: 2020-01-05 to 2020-02-29. Without a date: 0."));
  EXPECT_THAT(text, Not(HasSubstr("a different version of the definition")));
}

TEST_F(ReportPage, NoTextOfDataOrDefinitionBecomesMarkup) {
  const std::string markup = "</title><script>alert('x')</script>";
  gifts_.add({.kind = markup, .name = markup, .state = markup, .candidate = markup, .party = markup, .house = markup});
  definition_.state_name = definition_.about.agency = definition_.about.coverage = markup;
  definition_.about.notes = {markup};
  definition_.chambers = {{markup, markup, 1}};
  PromotedRun& run = loaded_.run;
  run.state = run.env = run.started = run.finished = run.program_version = run.definition_hash = markup;
  TypeAccount& account = loaded_.account.types[RecordType::contribs].account;
  account.skipped = account.rejected = account.repaired = {{markup, 1}};
  account.links = {{markup, 1, 1, Cents(1)}};
  account.unlinked->top = {{markup, markup, {}}};
  loaded_.account.inputs = {{markup, 1, markup, markup, 1}};
  EXPECT_THROW(page(), std::exception);  // "finished" is not a time: DuckDB must say so
  run.finished = "2020-06-01 07:12:19";
  const std::string text = page();
  EXPECT_THAT(text, Not(HasSubstr("<script")));
  EXPECT_THAT(text, HasSubstr("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
}

TEST_F(ReportPage, DatesInTheFutureAreNamed) {
  gifts_.add({.day = "2020-06-02"});
  EXPECT_THAT(page(), AllOf(HasSubstr("dated after the day of loading"), HasSubstr("<dt>Data as of</dt><dd>–</dd>")));
}

TEST_F(ReportPage, ARunWithoutAcceptedRowsStillHasItsAccount) {
  const std::string text = page();
  EXPECT_THAT(text, AllOf(HasSubstr("No contribution was accepted."), HasSubstr("<section id=\"account\""),
                          HasSubstr("<section id=\"unlinked\""), Not(HasSubstr("<section id=\"sizes\"")),
                          Not(HasSubstr("<section id=\"fields\""))));
}

TEST_F(ReportPage, ARunOfReportsOnly) {
  loaded_.run.tables.clear();
  loaded_.account.types.erase(RecordType::contribs);
  EXPECT_THAT(page(), AllOf(HasSubstr("This run has no contributions."), Not(HasSubstr("<section id=\"unlinked\""))));
}

TEST_F(ReportPage, AnotherDefinitionThanThatOfTheRunIsSaid) {
  loaded_.run.definition_hash = "other";
  EXPECT_THAT(page(), HasSubstr("a different version of the definition"));
}

}  // namespace
}  // namespace sfi
