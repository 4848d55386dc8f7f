#include "pipeline/twin_gifts.h"

#include <gtest/gtest.h>

namespace sfi {
namespace {

class Gifts : public testing::Test {
 protected:
  void note(const std::string& report, std::int64_t cents, const std::string& name = "Ash", int day = 1,
            const std::string& filer = "F1") {
    Record record;
    record.add_extra("report_id", report);
    record.set_text(Field::filer_id, filer);
    record.set_text(Field::name, name);
    record.set_text(Field::kind, "monetary");
    record.set_day(Field::contribution_date, Day(std::chrono::days(day)));
    record.set_cents(Field::amount, Cents(cents));
    marks.note(record);
  }
  void end_block() {
    twins.add(marks);
    marks.clear();
  }

  GiftMarks marks;
  TwinGifts twins;
};

TEST_F(Gifts, TheSameInAnotherReportOfTheFiler) {
  note("R1", 2500);
  note("R1", 100, "Bay");
  note("R2", 2500);
  note("R2", 200, "Bay");
  end_block();
  note("R3", 100, "Bay");
  end_block();
  EXPECT_EQ(twins.all().gifts, 2U);
  EXPECT_EQ(twins.all().cents, Cents(2600));
  const auto largest = twins.largest();
  ASSERT_TRUE(largest);
  EXPECT_EQ(largest->report, "R1");
  EXPECT_EQ(largest->later_report, "R2");
  EXPECT_EQ(largest->twins.cents, Cents(2500));
  EXPECT_FALSE(twins.is_sample());
}

TEST_F(Gifts, EqualGiftsOfOneReportAreNone) {
  note("R1", 2500);
  note("R2", 100, "Bay");
  note("R1", 2500);
  end_block();
  note("R1", 2500);
  end_block();
  EXPECT_EQ(twins.all().gifts, 0U);
  EXPECT_FALSE(twins.largest());
}

TEST_F(Gifts, AnotherDayAmountNameOrFilerIsAnotherGift) {
  note("R1", 2500);
  note("R2", 2501);
  note("R3", 2500, "Ash, Ann");
  note("R4", 2500, "Ash", 2);
  note("R5", 2500, "Ash", 1, "F2");
  note("", 2500);
  note("R6", 0);
  note("R7", 0);
  end_block();
  EXPECT_EQ(twins.all().gifts, 0U);
}

TEST_F(Gifts, OfTooManySomeAreStillFound) {
  for (int i = 0; i < 1'200'000; ++i) note("R1", i + 1);
  end_block();
  EXPECT_TRUE(twins.is_sample());
  for (int i = 0; i < 10'000; ++i) note("R2", i + 1);
  end_block();
  EXPECT_GT(twins.all().gifts, 4000U);
  EXPECT_LT(twins.all().gifts, 6000U);
}

}  // namespace
}  // namespace sfi
