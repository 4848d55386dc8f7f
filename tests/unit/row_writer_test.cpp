#include "export/row_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/error.h"
#include "record/document.h"

namespace sfi {
namespace {

using std::chrono::year;
using ::testing::EndsWith;
using ::testing::IsEmpty;
using ::testing::StartsWith;

using MakeWriter = std::unique_ptr<RowWriter> (*)(RecordType, OutputFile&);

// A file under a name of this test's own, with what a writer has put into it.
class RowWriterTest : public testing::Test {
 protected:
  RowWriterTest()
      : path_(std::filesystem::path(testing::TempDir()) /
              (std::string("row_writer_") + testing::UnitTest::GetInstance()->current_test_info()->name())) {}
  ~RowWriterTest() override { std::filesystem::remove(path_); }

  struct Row {
    Record record;
    std::string extra = "{}";
  };
  std::string written(MakeWriter make, RecordType type, const std::vector<Row>& rows) {
    OutputFile file(path_.string());
    const auto writer = make(type, file);
    for (const Row& row : rows) writer->write(row.record, row.extra);
    writer->finish();
    notes_ = writer->notes();
    file.commit();
    std::ostringstream text;
    text << std::ifstream(path_, std::ios::binary).rdbuf();
    return text.str();
  }

  std::string csv(const std::vector<Row>& rows) { return written(make_csv_writer, RecordType::contribs, rows); }
  std::string ndjson(const std::vector<Row>& rows) { return written(make_ndjson_writer, RecordType::contribs, rows); }

  // The lines of a CSV behind its header.
  static std::string lines(const std::string& csv) { return csv.substr(csv.find("\r\n") + 2); }

  std::filesystem::path path_;
  std::vector<std::string> notes_;
};

Record gift(std::string_view name) {
  Record record;
  record.set_text(Field::contribution_id, "1");
  record.set_text(Field::name, name);
  return record;
}

TEST_F(RowWriterTest, CsvHasAHeaderWithThePathsAlsoWithoutARow) {
  for (const RecordType type : kRecordTypes) {
    std::string header;
    for (const FieldInfo& field : fields_of(type)) header += (header.empty() ? "" : ",") + std::string(field.path);
    EXPECT_EQ(written(make_csv_writer, type, {}), header + "\r\n");
  }
}

TEST_F(RowWriterTest, CsvWritesEachKindOfValue) {
  Record record = gift("Roe");
  record.set_text(Field::jurisdiction, "tx");
  record.set_day(Field::contribution_date, Day(year(1969) / 12 / 31));
  record.set_cents(Field::amount, Cents(-5));
  record.set_number(Field::candidate_district, -12);
  record.set_number(Field::source_line, 2);
  EXPECT_EQ(lines(csv({{record, R"({"a":"b"})"}})),
            "1,tx,1969-12-31,-0.05,,,,Roe,,,,,,,,,,,,,,,,,,-12,,,\"{\"\"a\"\":\"\"b\"\"}\",,2\r\n");

  Record report;
  report.set_text(Field::report_id, "9");
  report.set_moment(Field::received_date, Day(year(2020) / 1 / 15) + std::chrono::seconds(86399));
  report.set_cents(Field::ending_balance_amount, Cents(9'999'999'999'999'999));
  EXPECT_EQ(lines(written(make_csv_writer, RecordType::reports, {{report}})),
            "9,,,2020-01-15T23:59:59,,,,,99999999999999.99,,,,,,,,,,,,,\r\n");
}

TEST_F(RowWriterTest, CsvLeavesEmptyWhatIsUnknown) {
  const std::string none(fields_of(RecordType::contribs).size() - 2, ',');
  EXPECT_EQ(lines(csv({{Record(), ""}})), none + ",\r\n");
}

TEST_F(RowWriterTest, CsvQuotesOnlyWhatNeedsIt) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"Roe, R.", "\"Roe, R.\""},       {"\"Bob\" Roe", "\"\"\"Bob\"\" Roe\""}, {"two\nlines", "\"two\nlines\""},
      {"two\rlines", "\"two\rlines\""}, {"Peña; O'Roe\t", "Peña; O'Roe\t"},     {" blank ", " blank "}};
  for (const auto& [text, cell] : cases) EXPECT_THAT(lines(csv({{gift(text)}})), StartsWith("1,,,,,,," + cell + ","));
}

TEST_F(RowWriterTest, CsvNotesTextsThatASpreadsheetWouldCompute) {
  csv({{gift("Roe = Doe")}, {gift("")}});
  EXPECT_THAT(notes_, IsEmpty());
  csv({{gift("=1+1")}});
  ASSERT_EQ(notes_.size(), 1U);
  EXPECT_THAT(notes_[0], StartsWith("1 text that begins with =, +, - or @ in the source was left unchanged"));
  EXPECT_THAT(lines(csv({{gift("=1+1")}, {gift("+1")}, {gift("-")}, {gift("@x")}, {gift("\tx")}})),
              StartsWith("1,,,,,,,=1+1,"));
  EXPECT_THAT(notes_[0], StartsWith("5 texts that begin with =, +, - or @ in the source were left unchanged"));
}

// More than is written at once.
TEST_F(RowWriterTest, RowsKeepTheirOrderWhateverTheirNumber) {
  const std::string memo(300, 'x');
  std::vector<std::string> ids;
  std::vector<Row> rows;
  for (int i = 0; i < 10'000; ++i) ids.push_back(std::to_string(i));
  for (const std::string& id : ids) {
    rows.push_back({gift(memo)});
    rows.back().record.set_text(Field::contribution_id, id);
  }
  std::istringstream text(lines(csv(rows)));
  std::string line;
  for (const std::string& id : ids) {
    ASSERT_TRUE(std::getline(text, line));
    ASSERT_THAT(line, StartsWith(id + ","));
  }
  EXPECT_FALSE(std::getline(text, line));
  const std::string documents = ndjson(rows);
  EXPECT_EQ(std::ranges::count(documents, '\n'), 10'000);
  EXPECT_THAT(documents, StartsWith(R"({"contribution_id":"0",)"));
  EXPECT_THAT(documents, EndsWith("}\n"));
}

TEST_F(RowWriterTest, NdjsonIsTheDocumentOfTheSink) {
  Record record = gift("Roe \"R\"");
  record.set_cents(Field::amount, Cents(250));
  Record whole = record;
  whole.add_extra("form", "COH");
  whole.add_extra("ñ", "a \"quote\"\n");
  Buffer expected;
  append_document(expected, RecordType::contribs, whole);
  expected.push_back('\n');
  append_document(expected, RecordType::contribs, record);
  expected.push_back('\n');
  EXPECT_EQ(ndjson({{record, R"({"form":"COH","ñ":"a \"quote\"\n"})"}, {record}}), expected.view());
}

TEST_F(RowWriterTest, NdjsonRefusesExtraThatIsNoObject) {
  for (const char* extra : {"[]", "{", "\"a\"", ""}) EXPECT_THROW(ndjson({{gift("Roe"), extra}}), RunFailed) << extra;
  EXPECT_FALSE(std::filesystem::exists(path_));
}

}  // namespace
}  // namespace sfi
