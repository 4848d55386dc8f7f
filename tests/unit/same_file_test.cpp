// Files that are there twice.
#include "input/same_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace sfi {
namespace {

namespace fs = std::filesystem;

class Copies : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder); }
  void TearDown() override { fs::remove_all(folder); }
  fs::path give(const std::string& name, const std::string& text) const {
    std::ofstream(folder / name, std::ios::binary) << text;
    return folder / name;
  }
  const fs::path folder = fs::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(Copies, AreNamedWithTheFileTheyAreCopiesOf) {
  EXPECT_EQ(copies_among({give("m.csv", "id\r1\r"), give("n.csv", "id\r1\r")}).size(), 1U);
  const auto found = copies_among({give("a.csv", "id\n1\n"), give("a (1).csv", "id\n1\n"), give("b.csv", "id\n2\n")});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0], testing::EndsWith("a.csv: has the same content as " + (folder / "a (1).csv").string() +
                                          ".\n    It would be counted twice: remove one of them."));
}

TEST_F(Copies, AreNotFilesWithAHeaderAlone) {
  EXPECT_THAT(copies_among({give("a.csv", "id,day\n"), give("b.csv", "id,day\n")}), testing::IsEmpty());
  EXPECT_THAT(copies_among({give("c.csv", ""), give("d.csv", "")}), testing::IsEmpty());
}

TEST_F(Copies, IsNotAFileThatTwoInputsName) {
  const fs::path file = give("a.csv", "id\n1\n");
  EXPECT_THAT(copies_among({file, file}), testing::IsEmpty());
}

}  // namespace
}  // namespace sfi
