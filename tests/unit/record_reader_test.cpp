#include "export/record_reader.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "small_contributions.h"

namespace sfi {
namespace {

using std::chrono::year;

class RecordReaderTest : public testing::Test {
 protected:
  RecordReader gifts() { return {gifts_.connection(), RecordType::contribs, "SELECT * FROM gifts"}; }
  void insert(const std::string& columns, const std::string& values) {
    gifts_.connection().run(fmt::format("INSERT INTO gifts ({}) VALUES {}", columns, values));
  }

  SmallContributions gifts_;
};

TEST_F(RecordReaderTest, NoRows) {
  RecordReader reader = gifts();
  EXPECT_FALSE(reader.next());
  EXPECT_FALSE(reader.next());
}

TEST_F(RecordReaderTest, EveryKindOfValue) {
  insert("contribution_id, contribution_date, amount, memo, candidate, addtl_data, source",
         "('1', '1969-12-31', -0.05, 'a text longer than twelve bytes: Peña', {'candidate_id': '7', 'name': 'Doe', "
         "'party': '', 'house': NULL, 'district': 12, 'district_name': '12', 'status': NULL}, '{\"a\": \"b\"}', "
         "{'file': 'a.csv', 'line': 5000000000})");
  RecordReader reader = gifts();
  ASSERT_TRUE(reader.next());
  const Record& record = reader.record();
  EXPECT_EQ(record.text(Field::contribution_id), "1");
  EXPECT_EQ(record.day(Field::contribution_date), Day(year(1969) / 12 / 31));
  EXPECT_EQ(record.cents(Field::amount), Cents(-5));
  EXPECT_EQ(record.text(Field::memo), "a text longer than twelve bytes: Peña");
  EXPECT_EQ(record.text(Field::candidate_id), "7");
  EXPECT_EQ(record.text(Field::candidate_house), "");
  EXPECT_EQ(record.number(Field::candidate_district), 12);
  EXPECT_EQ(record.text(Field::source_file), "a.csv");
  EXPECT_EQ(record.number(Field::source_line), 5'000'000'000);
  EXPECT_EQ(reader.extra(), R"({"a": "b"})");
  EXPECT_FALSE(reader.next());
}

TEST_F(RecordReaderTest, TheLargestAmountsAreExact) {
  insert("amount", "(999999999999.99), (-999999999999.99)");
  RecordReader reader = gifts();
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.record().cents(Field::amount), kMostCents);
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.record().cents(Field::amount), -kMostCents);
}

// Of the row before nothing is left, and a STRUCT that is NULL has no members.
TEST_F(RecordReaderTest, NullIsUnknown) {
  gifts_.add({});
  gifts_.connection().run("UPDATE gifts SET addtl_data = '{\"a\": \"b\"}', source = {'file': 'a.csv', 'line': 1}");
  insert("contribution_id", "('2')");
  RecordReader reader = gifts();
  ASSERT_TRUE(reader.next());
  EXPECT_TRUE(reader.record().has_number(Field::amount));
  EXPECT_FALSE(reader.record().has_number(Field::candidate_district));
  ASSERT_TRUE(reader.next());
  for (const FieldInfo& field : fields_of(RecordType::contribs)) {
    EXPECT_FALSE(reader.record().has_number(field.field)) << field.path;
    EXPECT_EQ(reader.record().text(field.field), field.field == Field::contribution_id ? "2" : "") << field.path;
  }
  EXPECT_EQ(reader.extra(), "{}");
}

TEST_F(RecordReaderTest, MomentsAreWholeSecondsAlsoBefore1970) {
  DuckdbConnection& connection = gifts_.connection();
  connection.run(create_table_sql("filings", RecordType::reports) +
                 ";INSERT INTO filings (received_date) VALUES ('2020-01-15 12:30:59.999'), ('1969-12-31 23:59:59.5')");
  RecordReader reader(connection, RecordType::reports, "SELECT * FROM filings");
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.record().moment(Field::received_date),
            Day(year(2020) / 1 / 15) + std::chrono::hours(12) + std::chrono::minutes(30) + std::chrono::seconds(59));
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.record().moment(Field::received_date), Moment(std::chrono::seconds(-1)));
}

// A chunk of DuckDB's has 2048 rows.
TEST_F(RecordReaderTest, RowsOfManyChunks) {
  gifts_.connection().run(
      "INSERT INTO gifts (contribution_id, amount) SELECT i::VARCHAR, i / 100.0 FROM range(5000) r(i)");
  RecordReader reader = gifts();
  std::int64_t rows = 0;
  for (; reader.next(); ++rows) {
    ASSERT_EQ(reader.record().text(Field::contribution_id), std::to_string(rows));
    ASSERT_EQ(reader.record().cents(Field::amount), Cents(rows));
  }
  EXPECT_EQ(rows, 5000);
}

TEST_F(RecordReaderTest, AWrongStatementIsAnError) {
  EXPECT_THROW(RecordReader(gifts_.connection(), RecordType::contribs, "SELECT * FROM none"), RunFailed);
}

}  // namespace
}  // namespace sfi
