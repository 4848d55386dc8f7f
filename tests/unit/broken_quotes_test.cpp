#include "text/broken_quotes.h"

#include <gtest/gtest.h>

#include <string>

#include "delimited_outcome.h"

namespace sfi {
namespace {

DelimitedOptions options_of(QuoteMode mode, const std::string& record_start = {}, const std::string& record_end = {}) {
  DelimitedOptions options;
  options.dialect.mode = mode;
  options.format.quote = '"';
  options.repair.record_start = record_start;
  options.repair.record_end = record_end;
  return options;
}

const std::string kHeader = "id,date,amount,name,code\n";
// Quotes within the value are not doubled, so that it looks as if it went on; the next record's closes it.
const std::string kBroken = "1,01/02/2024,5,\"PAC \"LEE PAC\"\",9\n";
const std::string kNext = "2,01/03/2024,6,\"Vale, Ada\",9\n";
const std::string kLast = "3,01/04/2024,7,Ewan,9\n";

TEST(BrokenQuotes, ARecordThatBeginsEndsTheValueOfTheOneBefore) {
  for (const char* end : {"", ",\\d$"}) {
    const Outcome outcome = read(kHeader + kBroken + kNext + kLast, options_of(QuoteMode::lenient, "^\\d+,", end));
    EXPECT_EQ(outcome.rows,
              (Texts{"1|01/02/2024|5|PAC \"LEE PAC\"|9@2", "2|01/03/2024|6|Vale, Ada|9@3", "3|01/04/2024|7|Ewan|9@4"}));
    EXPECT_EQ(outcome.repairs, Texts{"unescaped_quotes@2"});
    EXPECT_EQ(outcome.bad, Texts{});
  }
  const Outcome outcome = read(kHeader + kBroken + kNext + kLast, options_of(QuoteMode::lenient, "", ",\\d$"));
  EXPECT_EQ(outcome.rows.size(), 3U);
  EXPECT_EQ(outcome.repairs, Texts{"unescaped_quotes@2"});
}

TEST(BrokenQuotes, SeveralInARowAndTheLastOfTheFile) {
  const Outcome outcome = read(kHeader + kBroken + kBroken + kNext + kBroken, options_of(QuoteMode::lenient, "^\\d+,"));
  EXPECT_EQ(outcome.rows, (Texts{"1|01/02/2024|5|PAC \"LEE PAC\"|9@2", "1|01/02/2024|5|PAC \"LEE PAC\"|9@3",
                                 "2|01/03/2024|6|Vale, Ada|9@4", "1|01/02/2024|5|PAC \"LEE PAC\"|9@5"}));
  EXPECT_EQ(outcome.repairs, (Texts{"unescaped_quotes@2", "unescaped_quotes@3", "unescaped_quotes@5"}));
}

TEST(BrokenQuotes, AlsoWhenTheLastLineIsBadAndHasNoEnd) {
  const std::string run_together = "id,a,b\n1,\"Va\n7,\",\"\"\n3,\"t\"x,y";
  for (const char* end : {"", "\n"}) {
    const Outcome outcome = read(run_together + end, options_of(QuoteMode::rfc, "^\\d+,"));
    EXPECT_EQ(outcome.rows, Texts{});
    EXPECT_EQ(outcome.bad, (Texts{"unclosed_quote@2", "unclosed_quote@3", "stray_quote@4"}));
  }
}

TEST(BrokenQuotes, LinesWithinAValueStay) {
  const Outcome outcome = read(
      kHeader + "1,01/02/2024,5,\"PAC \"LEE\nPAC\"\",9\n" + kNext + "3,01/04/2024,7,\"two\n\nlines\",9\r\n" + kLast,
      options_of(QuoteMode::lenient, "^\\d+,"));
  EXPECT_EQ(outcome.rows, (Texts{"1|01/02/2024|5|PAC \"LEE\nPAC\"|9@2", "2|01/03/2024|6|Vale, Ada|9@4",
                                 "3|01/04/2024|7|two\n\nlines|9@5", "3|01/04/2024|7|Ewan|9@8"}));
  EXPECT_EQ(outcome.repairs, Texts{"unescaped_quotes@2"});
  EXPECT_EQ(outcome.blank_lines, 0U);
}

TEST(BrokenQuotes, ARecordThatCannotBeReadIsOneReject) {
  // A quote that is never closed: to which field the rest belongs is not known.
  const std::string open = "1,01/02/2024,5,\"PAC, LEE,9\nsecond line\n";
  Outcome outcome = read(kHeader + open + kNext + kLast, options_of(QuoteMode::lenient, "^\\d+,"));
  EXPECT_EQ(outcome.rows, (Texts{"2|01/03/2024|6|Vale, Ada|9@4", "3|01/04/2024|7|Ewan|9@5"}));
  EXPECT_EQ(outcome.bad, Texts{"unclosed_quote@2"});
  EXPECT_EQ(outcome.repairs, Texts{});
  // In rfc mode quotes are doubled or wrong.
  outcome =
      read(kHeader + "1,01/02/2024,5,\"BUD,9\n2,01/03/2024,6,ROE\",9\n" + kLast, options_of(QuoteMode::rfc, "^\\d+,"));
  EXPECT_EQ(outcome.rows, (Texts{"2|01/03/2024|6|ROE\"|9@3", "3|01/04/2024|7|Ewan|9@4"}));
  EXPECT_EQ(outcome.bad, Texts{"unclosed_quote@2"});
}

TEST(BrokenQuotes, DoubledQuotesBeforeADelimiterAreNoEnd) {
  const Outcome outcome =
      read(kHeader + "1,01/02/2024,5,\"Smith \"\"Bud\"\", Joe\",9\n" + kNext, options_of(QuoteMode::lenient, "^\\d+,"));
  EXPECT_EQ(outcome.rows, (Texts{"1|01/02/2024|5|Smith \"Bud\", Joe|9@2", "2|01/03/2024|6|Vale, Ada|9@3"}));
  EXPECT_EQ(outcome.repairs, Texts{});
}

TEST(BrokenQuotes, ByTheNumberOfFieldsAloneTheyAreRejects) {
  // The last line alone shows it: its quotes are in pairs, so that none of them closes a value.
  const std::string open = "1,01/02/2024,5,\"PAC, LEE, 9\n";
  Outcome outcome = read(kHeader + open + "2,01/03/2024,6,\"Vale\",9\n" + kLast, options_of(QuoteMode::lenient));
  EXPECT_EQ(outcome.bad, (Texts{"record_in_quotes@2", "record_in_quotes@3"}));
  EXPECT_EQ(outcome.rows, Texts{"3|01/04/2024|7|Ewan|9@4"});
  outcome = read(kHeader + kBroken + kNext + kLast, options_of(QuoteMode::lenient));
  EXPECT_EQ(outcome.bad, (Texts{"record_in_quotes@2", "record_in_quotes@3"}));
  EXPECT_EQ(outcome.rows, Texts{"3|01/04/2024|7|Ewan|9@4"});
}

TEST(BrokenQuotes, TextsOfSeveralLinesAreRead) {
  for (const QuoteMode mode : {QuoteMode::lenient, QuoteMode::rfc}) {
    const Outcome outcome = read(kHeader +
                                     "\"first\nof\",b,c,d,e\n"
                                     "1,01/02/2024,5,\"Thanks to A, B, C, D and E\nto F, G, H, I and J\",9\n"
                                     "2,01/02/2024,5,Ann,\"a\nb\"\n",
                                 options_of(mode));
    EXPECT_EQ(outcome.rows.size(), 3U);
    EXPECT_EQ(outcome.bad, Texts{});
  }
}

}  // namespace
}  // namespace sfi
