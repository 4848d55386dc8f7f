#include "database/duckdb_error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace sfi {
namespace {

using testing::HasSubstr;

constexpr const char* kMemory =
    "Out of Memory Error: failed to pin block of size 256.0 KiB (7.9 MiB/8.0 MiB used)\n\nPossible solutions:\n"
    "* Reducing the number of threads (SET threads=X)\n\nSee also https://duckdb.org/docs/x";
constexpr const char* kDisk =
    "FATAL Error: Failed to create checkpoint because of error: Could not write file \"x\": No space left on device\n\n"
    "Stack Trace:\n\n/usr/lib/libduckdb.so(_ZN6duckdb9Exception+0x56) [0x7f88]\n";

std::string advice_on(const char* reason) {
  try {
    throw_duckdb_error("x.duckdb", reason);
  } catch (const RunFailed& failed) {
    EXPECT_THAT(failed.what(), HasSubstr("x.duckdb: DuckDB says: "));
    return failed.advice();
  }
}

TEST(DuckdbError, HasNoAdviceThatNobodyCanFollow) {
  EXPECT_EQ(duckdb_words(kMemory), "Out of Memory Error: failed to pin block of size 256.0 KiB (7.9 MiB/8.0 MiB used)");
  EXPECT_EQ(duckdb_words("Parser Error: syntax error at end of input"), "Parser Error: syntax error at end of input");
}

TEST(DuckdbError, HasNoStackTrace) {
  EXPECT_THAT(duckdb_words(kDisk), testing::EndsWith("No space left on device"));
}

TEST(DuckdbError, NamesTheCause) {
  EXPECT_THAT(advice_on(kMemory), HasSubstr("--memory"));
  EXPECT_THAT(advice_on("Failed to append: could not allocate block of size 256.0 KiB"), HasSubstr("--memory"));
  EXPECT_THAT(advice_on(kDisk), HasSubstr("disk is full"));
  EXPECT_EQ(advice_on("Catalog Error: no such table"), "");
}

}  // namespace
}  // namespace sfi
