#include "wording/shell_word.h"

#include <gtest/gtest.h>

namespace sfi {
namespace {

TEST(ShellWord, IsQuotedWhereItMustBe) {
  EXPECT_EQ(shell_word("out/state-fin.duckdb"), "out/state-fin.duckdb");
  EXPECT_EQ(shell_word(""), "''");
  EXPECT_EQ(shell_word("my gifts.duckdb"), "'my gifts.duckdb'");
  EXPECT_EQ(shell_word("$(date);it's"), R"('$(date);it'\''s')");
}

TEST(ShellWord, PathsAreTakenForNothingElse) {
  EXPECT_EQ(shell_path("state-fin.duckdb"), "state-fin.duckdb");
  EXPECT_EQ(shell_path(":memory:"), "./:memory:");
  EXPECT_EQ(shell_path("md:gifts"), "./md:gifts");
  EXPECT_EQ(shell_path("-v"), "./-v");
  EXPECT_EQ(shell_path("~x"), "'./~x'");
  EXPECT_EQ(shell_path("/data/a:b"), "/data/a:b");
}

}  // namespace
}  // namespace sfi
