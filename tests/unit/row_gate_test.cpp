// The gate that every row goes through before a rule looks at it.
#include "plan/row_gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "small_definition.h"

namespace sfi {
namespace {

using testing::ElementsAre;

// The fault of each row of a file with the columns a, b and c: its reason and detail, or "admitted".
std::vector<std::string> faults(const std::string& layout, const std::string& rows) {
  const Definition definition = SmallDefinition{.layout = layout}.parse();
  const SmallFile file("a,b,c\n" + rows);
  const RowGate gate(definition.layouts.front(), 3);
  FieldFormat format = file.format();
  format.strip_nul = definition.layouts.front().strip_nul;
  RowContext context(format, 0);
  std::vector<std::string> faults;
  for (const RowBlock& block : file.blocks()) {
    for (const Row& row : block.rows) {
      context.begin(block, row);
      const bool admitted = gate.admits(context);
      EXPECT_EQ(admitted, !context.is_rejected());
      const RowFault& fault = context.verdict.fault;
      faults.push_back(admitted ? "admitted" : fmt::format("{} {}", to_string(fault.reason), fault.detail()));
    }
  }
  return faults;
}

TEST(RowGate, WantsAsManyFieldsAsTheHeaderHas) {
  EXPECT_THAT(faults("", "1,2,3\n1,2\n1,2,3,\n"), ElementsAre("admitted", "field_count 2 fields where the header has 3",
                                                              "field_count 4 fields where the header has 3"));
}

TEST(RowGate, PadsShortRowsOnlyWhereTheLayoutSaysSo) {
  EXPECT_THAT(faults("pad_short_rows = true", "1,2\n1,2,3,\n"),
              ElementsAre("admitted", "field_count 4 fields where the header has 3"));
}

TEST(RowGate, DropsSurplusFieldsOnlyWhenAllAreBlank) {
  EXPECT_THAT(faults("drop_blank_extra = true", "1,2,3,, \n1,2,3,,x\n1,2,3,\"\"\n1,2\n"),
              ElementsAre("admitted", "field_count 5 fields where the header has 3", "admitted",
                          "field_count 2 fields where the header has 3"));
}

TEST(RowGate, RejectsTheRowWithTheNulByteAndNoOther) {
  const std::string rows("1,2,3\n1,\0,3\n1,2,3\n", 18);
  EXPECT_THAT(faults("", rows), ElementsAre("admitted", "nul_byte ", "admitted"));
  EXPECT_THAT(faults("strip_nul = true", rows), ElementsAre("admitted", "admitted", "admitted"));
}

TEST(RowGate, CallsTheNumberOfFieldsFirst) {
  EXPECT_THAT(faults("", std::string("1,\0\n", 4)), ElementsAre("field_count 2 fields where the header has 3"));
}

}  // namespace
}  // namespace sfi
