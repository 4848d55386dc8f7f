#include "text/party_code.h"

#include <gtest/gtest.h>

namespace sfi {
namespace {

void expect(std::string_view code, std::initializer_list<std::string_view> parties) {
  for (const std::string_view party : parties) EXPECT_EQ(party_code(party), code) << party;
}

TEST(PartyCode, MeansTheSameInAllStates) {
  expect("dem", {"Democratic", "DEMOCRAT", "dem", "D", "Democratic Party", "Democratic-Farmer-Labor", "D.F.L.",
                 "democratic-npl"});
  expect("rep", {"Republican", "REP", "r", "Republican Party", "GOP", "RPM"});
  expect("lib", {"Libertarian", "LBT", "Libertarian Party"});
  expect("gre", {"Green", "GRE", "Green-Rainbow", "Pacific Green"});
  expect("ind", {"Independent", "IND", "I"});
  expect("np", {"Nonpartisan", "Non-Partisan", "No Party Affiliation", "NPA", "unaffiliated", "Unenrolled", "None"});
  expect("oth", {"Constitution", "Working Families", "Independent American Party", "Other"});
}

TEST(PartyCode, AnIndependentPartyIsAParty) {
  expect("oth", {"Independent Party", "INDEPENDENCE PARTY", "American Independent"});
}

TEST(PartyCode, TheOneMajorPartyAmongSeveral) {
  expect("dem", {"Progressive/Democratic", "Democrat, Working Families", "D;WF"});
  expect("rep", {"Republican & Conservative"});
  expect("oth", {"Democratic/Republican", "Working Families, Progressive"});
}

TEST(PartyCode, ABlankOrUnknownPartyHasNone) {
  expect("", {"", " ", "-", "Unknown", "N/A", "write-in", "WRI"});
}

TEST(PartyCode, ALongTextIsAnotherParty) {
  EXPECT_EQ(party_code(std::string(60'000, 'd')), "oth");
}

}  // namespace
}  // namespace sfi
