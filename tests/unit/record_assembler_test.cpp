#include "text/record_assembler.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "delimited_outcome.h"

namespace sfi {
namespace {

DelimitedOptions raw_options() {
  DelimitedOptions options;
  options.dialect.mode = QuoteMode::raw;
  return options;
}

TEST(RecordAssembler, LinesAreJoinedUntilThereAreEnoughFields) {
  DelimitedOptions options = raw_options();
  options.repair.join_lines = true;
  const Outcome outcome =
      read("id,street,amount\r\n1,12 Main\r\nApt 4,5.00\r\n2,9 Elm,6.00\r\n3,a\r\n\r\nb\r\nc,7.00\r\n", options);
  EXPECT_EQ(outcome.rows, (Texts{"1|12 Main Apt 4|5.00@2", "2|9 Elm|6.00@4", "3|a b c|7.00@5"}));
  EXPECT_EQ(outcome.repairs, (Texts{"joined_lines@2", "joined_lines@5"}));
  EXPECT_EQ(outcome.blank_lines, 0U);  // it is inside a record
}

TEST(RecordAssembler, AWholeLineIsNeverJoinedByCountAlone) {
  DelimitedOptions options = raw_options();
  options.repair.join_lines = true;
  // The tail of a last field: it is unclear to which neighbour it belongs.
  const Outcome outcome = read("id,street,memo\n1,Main,a\ntail\n2,Elm,b\n", options);
  EXPECT_EQ(outcome.rows, (Texts{"1|Main|a@2", "tail@3", "2|Elm|b@4"}));
  EXPECT_EQ(outcome.repairs, Texts{});
}

TEST(RecordAssembler, ByThePatternOfTheFirstLine) {
  DelimitedOptions options = raw_options();
  options.repair.record_start = "^\\d+,";
  const Outcome outcome = read("id,street,memo\n1,Main,a\ntail\n\n2,El\nm,b\n3,Oak,c", options);
  EXPECT_EQ(outcome.rows, (Texts{"1|Main|a tail@2", "2|El m|b@5", "3|Oak|c@7"}));
  EXPECT_EQ(outcome.repairs, (Texts{"joined_lines@2", "joined_lines@5"}));
  EXPECT_EQ(outcome.blank_lines, 1U);
}

TEST(RecordAssembler, ByThePatternOfTheLastLine) {
  DelimitedOptions options = raw_options();
  options.repair.record_end = ",(Yes|No)$";
  const Outcome outcome = read("id,memo,fixed\n1,a\nb,No\n2,c,Yes\n3,d,N\n", options);
  EXPECT_EQ(outcome.rows, (Texts{"1|a b|No@2", "2|c|Yes@4", "3|d|N@5"}));
}

TEST(RecordAssembler, ALineFeedAloneEndsNoRecordWhereLinesEndWithCrLf) {
  DelimitedOptions options;
  options.dialect.mode = QuoteMode::lenient;
  options.dialect.double_quote = options.format.double_quote = false;
  options.format.quote = '"';
  options.repair.crlf_only = true;
  const Outcome outcome = read(
      "id,name,memo\r\n"
      "0,Al,v\r\n"
      "0,Abe,w\r\n"
      "1,Ann,x\r\n"
      "2,\"Jo \"Jo\"\nDoe\",\"a \"b\"\nc\"\r\n"  // each line feed follows a quote
      "3,Bob,y\n\r\n"
      "\r\n"
      "4,\nCy\n\n,z\r\n"
      "5,Di,\n",
      options);
  EXPECT_EQ(outcome.rows, (Texts{"0|Al|v@2", "0|Abe|w@3", "1|Ann|x@4", "2|Jo \"Jo\" Doe|a \"b\" c@5", "3|Bob|y@8",
                                 "4|Cy|z@11", "5|Di|@15"}));
  EXPECT_EQ(outcome.repairs, (Texts{"joined_lines@5", "joined_lines@11"}));
  EXPECT_EQ(read("id,memo\n1,a\nb,c\r\n", options).rows, (Texts{"1|a@2", "b|c@3"})) << "lines end with LF";
}

TEST(RecordAssembler, SurplusDelimitersBelongToTheFreeText) {
  DelimitedOptions options = raw_options();
  options.repair.free_text = {"committee"};
  const Outcome outcome = read("name,committee,income,cash\nA,Friends, of A, Inc,5,6\nB,C,7,8\n", options);
  EXPECT_EQ(outcome.rows, (Texts{"A|Friends, of A, Inc|5|6@2", "B|C|7|8@3"}));
  EXPECT_EQ(outcome.repairs, (Texts{"surplus_delimiters@2"}));
}

TEST(RecordAssembler, OfSeveralFreeTextsTheOneThatLeavesTheOthersRight) {
  DelimitedOptions options = raw_options();
  options.repair.free_text = {"name", "memo"};
  options.repair.must_match = {{"amount", "^[0-9.]+$"}};
  const Outcome outcome = read("name,amount,memo\nA, Jr,5,x\nB,6,y,z\nC,7,8,9\n", options);
  // The last may be read in two ways: it stays as it is.
  EXPECT_EQ(outcome.rows, (Texts{"A, Jr|5|x@2", "B|6|y,z@3", "C|7|8|9@4"}));
  EXPECT_EQ(outcome.repairs, (Texts{"surplus_delimiters@2", "surplus_delimiters@3"}));
}

TEST(RecordAssembler, AJoinedRecordThatIsNotAsItMustBeIsRejected) {
  DelimitedOptions options = raw_options();
  options.repair.join_lines = true;
  options.repair.must_match = {{"amount", "^[0-9.]+$"}};
  const Outcome outcome = read("id,amount,memo\n1,2\n3,x\n4,5,y\n", options);
  EXPECT_EQ(outcome.rows, (Texts{"4|5|y@4"}));
  EXPECT_EQ(outcome.bad, (Texts{"ambiguous_repair@2"}));
}

TEST(RecordAssembler, RepairsAreInTheOrderOfTheFile) {
  DelimitedOptions options;
  options.dialect.mode = QuoteMode::lenient;
  options.repair.record_end = "[0-9]$";
  const Outcome outcome = read("id,memo,amount9\n1,two\nlines\",7\n4,\"LEE \"PAC\"\",8\n", options);
  EXPECT_EQ(outcome.repairs, (Texts{"joined_lines@2", "unescaped_quotes@4"}));
}

TEST(RecordAssembler, AnUnknownColumnIsNamed) {
  DelimitedOptions options = raw_options();
  options.repair.free_text = {"comittee"};
  options.repair_place = "states/zz/ingestor.toml:7";
  try {
    outcome_of("name,committee\nA,B\n", options);
    FAIL();
  } catch (const Refused& refused) {
    EXPECT_STREQ(
        refused.what(),
        "a.csv: has no column 'comittee', which the layout's 'repair' names at states/zz/ingestor.toml:7. Did you mean "
        "'committee'?");
  }
}

TEST(DelimitedReader, TheHeaderIsFoundBelowTitles) {
  DelimitedOptions options;
  options.header.kind = Header::search;
  options.header.used = {{"Date", "Day"}, {"Amount"}, {"Name"}};
  const Outcome outcome = read("\"Downloaded on 1/2/2026,\"\n\nDay,Amount,Who\n1/1/2026,5,A\n", options);
  EXPECT_EQ(outcome.rows, (Texts{"1/1/2026|5|A@4"}));
  EXPECT_THROW(outcome_of("a,b\n1,2\n", options), Refused);
}

TEST(DelimitedReader, TheTrailerStatesTheNumberOfRows) {
  DelimitedOptions options;
  options.trailer = "^Total records: ([0-9,]+)";
  EXPECT_EQ(read("a,b\n1,2\n3,4\n\nTotal records: 2\n", options).rows, (Texts{"1|2@2", "3|4@3"}));
  EXPECT_THROW(outcome_of("a,b\n1,2\nTotal records: 2\n", options), Refused);
  EXPECT_THROW(outcome_of("a,b\n1,2\n3,4\n", options), Refused);
}

}  // namespace
}  // namespace sfi
