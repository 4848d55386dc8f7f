#include "input/missing_years.h"

#include <gmock/gmock.h>

namespace sfi {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(MissingYears, AreThoseBetweenTwoFiles) {
  EXPECT_THAT(missing_years({"2023_Data.csv.zip", "2019_Data.csv.zip", "more/2021_Data.csv"}, 2000),
              ElementsAre(2020, 2022));
  EXPECT_THAT(missing_years({"CON_2020.csv", "CON_2021.csv"}, 2020), IsEmpty());
}

TEST(MissingYears, AreShownAsRanges) {
  EXPECT_EQ(year_ranges({2009, 2010, 2011, 2015, 2017, 2018}), "2009 to 2011, 2015, 2017, 2018");
  EXPECT_EQ(year_ranges({}), "");
}

TEST(MissingYears, OnlyYearsThatTheAgencyHas) {
  EXPECT_THAT(missing_years({"old 1996.csv", "CON_2020.csv"}, 2020), IsEmpty());
  EXPECT_THAT(missing_years({"contributions.csv", "part 20201.csv"}, 2000), IsEmpty());
}

}  // namespace
}  // namespace sfi
