#include "reason/reason.h"

#include <gtest/gtest.h>

#include <set>

#include "reason/row_fault.h"
#include "record/schema.h"

namespace sfi {
namespace {

TEST(Reasons, EachHasAWordOfItsOwnAndAMeaning) {
  std::set<std::string_view> words;
  for (const ReasonInfo& reason : all_reasons()) {
    EXPECT_TRUE(words.insert(reason.word).second) << reason.word;
    EXPECT_FALSE(reason.meaning.empty()) << reason.word;
    EXPECT_FALSE(reason.meaning.ends_with('.')) << reason.word;
    EXPECT_EQ(&info_of(reason.reason), &reason);
  }
  EXPECT_EQ(words.size(), kReasonCount);
}

TEST(Reasons, KindsAreInTheOrderOfKind) {
  for (std::size_t i = 0; i < kKindCount; ++i) {
    const auto reason = static_cast<Reason>(index_of(Reason::kind_monetary) + i);
    EXPECT_EQ(to_string(reason), "kind_" + std::string(to_string(static_cast<Kind>(i))));
    EXPECT_EQ(info_of(reason).of, ReasonClass::skip);
  }
}

TEST(RowFaults, EachSaysWhatIsWrong) {
  EXPECT_EQ(RowFault::field_count(5, 4).detail(), "5 fields where the header has 4");
  EXPECT_EQ(RowFault::stray_quote(17).detail(), "at byte 17 of the line");
  EXPECT_EQ(RowFault::row_too_long().detail(), "");
  EXPECT_EQ(RowFault::nul_byte().detail(), "");
  EXPECT_EQ(RowFault::formula_error(3).field, 3U);
  EXPECT_EQ(RowFault::bad_amount(2, "12,5,0").detail(), "12,5,0");
  EXPECT_EQ(RowFault::bad_date(2, std::string(500, 'x')).detail(), std::string(200, 'x'));
}

}  // namespace
}  // namespace sfi
