#include "database/spill_folder.h"

#include <gtest/gtest.h>

#include <fstream>

namespace sfi {
namespace {

namespace fs = std::filesystem;

TEST(SpillFolder, BesideADatabaseIsPrivateAndEmpty) {
  const fs::path database = fs::path(testing::TempDir()) / "spill_folder_test.duckdb";
  const fs::path folder = SpillFolder::path_beside(database);
  fs::create_directories(folder);
  std::ofstream(folder / "duckdb_temp_storage_DEFAULT-0.tmp") << "donors";
  {
    const SpillFolder spill(database);
    EXPECT_EQ(spill.path(), folder);
    EXPECT_EQ(fs::status(folder).permissions(), fs::perms::owner_all);
    EXPECT_TRUE(fs::is_empty(folder));
    std::ofstream(folder / "duckdb_temp_storage_DEFAULT-0.tmp") << "donors";
  }
  EXPECT_FALSE(fs::exists(folder));
}

}  // namespace
}  // namespace sfi
