#include <gtest/gtest.h>

#include <memory>
#include <numeric>
#include <random>
#include <string>

#include "base/error.h"
#include "sink/duckdb/count_ids.h"
#include "sink/duckdb/table_writer.h"

namespace sfi {
namespace {

class DuckdbTable : public testing::Test {
 protected:
  DuckdbTable() { connection_.run("CREATE TABLE t (n BIGINT NOT NULL)"); }

  // A chunk of that many numbers, which continue where the last one ended.
  void append(TableWriter& writer, idx_t rows) {
    duckdb_logical_type type = duckdb_create_logical_type(DUCKDB_TYPE_BIGINT);
    duckdb_data_chunk chunk = duckdb_create_data_chunk(&type, 1);
    auto* values = static_cast<std::int64_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, 0)));
    std::iota(values, values + rows, next_);
    next_ += static_cast<std::int64_t>(rows);
    duckdb_data_chunk_set_size(chunk, rows);
    writer.append(chunk);
    duckdb_destroy_data_chunk(&chunk);
    duckdb_destroy_logical_type(&type);
  }

  std::string value(const std::string& sql) { return connection_.value(sql).value_or("NULL"); }

  DuckdbConnection connection_{std::make_shared<const DuckdbDatabase>("", 200'000'000, 1)};
  std::int64_t next_ = 0;
};

TEST_F(DuckdbTable, rows_keep_their_order_whatever_the_sizes_of_the_chunks) {
  TableWriter writer(connection_.handle(), "t", "file.duckdb");
  std::minstd_rand random(7);
  for (const idx_t size : {1U, 2047U, 2048U, 2048U}) append(writer, size);
  while (next_ < 300'000) append(writer, 1 + random() % 2048);
  writer.flush();
  EXPECT_EQ(writer.rows(), static_cast<std::uint64_t>(next_));
  EXPECT_EQ(value("SELECT count(*) FROM t"), std::to_string(next_));
  EXPECT_EQ(value("SELECT count(*) FROM t WHERE n <> rowid"), "0");
}

TEST_F(DuckdbTable, rows_can_follow_after_a_flush) {
  TableWriter writer(connection_.handle(), "t", "file.duckdb");
  writer.flush();
  append(writer, 2000);
  writer.flush();
  EXPECT_EQ(value("SELECT count(*) FROM t"), "2000");
  append(writer, 500);
  writer.flush();
  EXPECT_EQ(value("SELECT max(n) FROM t WHERE n = rowid"), "2499");
}

TEST_F(DuckdbTable, a_table_that_is_not_there_is_told) {
  EXPECT_THROW(TableWriter(connection_.handle(), "none", "file.duckdb"), RunFailed);
}

TEST_F(DuckdbTable, what_goes_wrong_in_the_other_thread_is_told) {
  TableWriter writer(connection_.handle(), "t", "file.duckdb");
  connection_.run("DROP TABLE t");
  try {
    while (next_ < 100'000) append(writer, 2048);
    FAIL() << "nothing was told";
  } catch (const RunFailed& error) {
    EXPECT_NE(std::string(error.what()).find("file.duckdb: DuckDB says: Failed to append: "), std::string::npos)
        << error.what();
  }
}

// Ten million are expected, so that the table is read in several shares.
constexpr std::uint64_t kManyExpected = 10'000'000;

TEST_F(DuckdbTable, different_ids_are_counted) {
  connection_.run("CREATE TABLE ids AS SELECT 'id' || range AS id FROM range(50000)");
  for (const std::uint64_t expected : {std::uint64_t{50'000}, kManyExpected}) {
    const auto count = count_ids(connection_, "ids", "id", expected);
    EXPECT_EQ(count.records, 50'000);
    EXPECT_EQ(count.distinct, 50'000);
    EXPECT_TRUE(count.repeated_ids.empty());
  }
}

TEST_F(DuckdbTable, repeated_ids_are_named) {
  connection_.run(
      "CREATE TABLE ids AS SELECT 'id' || range AS id FROM range(50000) "
      "UNION ALL SELECT 'id' || range * 7000 FROM range(8) UNION ALL SELECT 'id7000'");
  for (const std::uint64_t expected : {std::uint64_t{50'000}, kManyExpected}) {
    const auto count = count_ids(connection_, "ids", "id", expected);
    EXPECT_EQ(count.records, 50'009);
    EXPECT_EQ(count.distinct, 50'000);
    EXPECT_EQ(count.repeated_ids, (std::vector<std::string>{"id0", "id14000", "id21000", "id28000", "id35000"}));
  }
}

}  // namespace
}  // namespace sfi
