// Lookups from rows: which row of a repeated key counts, which rows cannot be read, what the account says.
#include "ingestor/lookup_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "small_definition.h"

namespace sfi {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

Part part_of(const std::string& name, const std::string& text) {
  const auto shared = std::make_shared<const std::string>(text);
  Part part;
  part.name = name;
  part.label = "input/zz/" + name;
  part.opener = [shared](std::size_t, ByteMeter*) {
    return std::make_unique<DelimitedReader>(std::make_unique<MemorySource>(*shared), DelimitedOptions{}, "rows.csv");
  };
  return part;
}

// A lookup `people` of the columns id, name and by; `keys` are more keys of its section.
class Build {
 public:
  Build(const std::string& keys, const std::vector<std::string>& files, const std::string& layout = "",
        const std::string& key = R"("id")") {
    SmallDefinition small;
    small.layout = layout;
    small.sections = R"(
[codes.chamber]
H = "lower"
[lookup.people]
table = "rows"
key = )" + key + "\n" +
                     (keys.find("repeated") == std::string::npos ? "repeated = \"error\"\n" : "") + keys + R"(
[lookup.people.values]
name = "name"
)";
    const Definition definition = small.parse();
    std::vector<Part> parts;
    for (const std::string& file : files) parts.push_back(part_of(fmt::format("{}.csv", parts.size() + 1), file));
    StateProgress progress("zz");
    Rejects rejects;
    table = build_lookup(definition, definition.lookups.front(), parts, {}, progress, rejects, account);
  }

  // Each key that finds something, with its name.
  std::map<std::string, std::string> found() const {
    std::map<std::string, std::string> result;
    for (std::uint32_t row = 0; row < table->size(); ++row) {
      const std::string key(table->key(row));
      if (const auto at = table->find(key)) result[key] = table->value(*at, 0);
    }
    return result;
  }

  LookupAccount account;
  std::shared_ptr<const LookupTable> table;
};

// The name that key 7 ends up with.
std::string chosen(const std::string& keys, const std::string& rows) {
  return Build(keys, {"id,name,by\n" + rows}).found()["7"];
}

std::string refusal(const std::string& keys, const std::vector<std::string>& files) {
  try {
    Build(keys, files);
  } catch (const Refused& refused) {
    return std::string(refused.what()) + "\n" + refused.advice();
  }
  return "not refused";
}

TEST(LookupBuilder, EveryKeyFindsItsValues) {
  const Build built("", {"id,name,by\n7,Roe,1\n8,Doe,2\n,Poe,3\n"});
  EXPECT_THAT(built.found(), ElementsAre(Pair("7", "Roe"), Pair("8", "Doe")));
  EXPECT_FALSE(built.table->find("9"));
  EXPECT_FALSE(built.table->find(""));
  EXPECT_THAT(built.table->value_names(), ElementsAre("name"));
  EXPECT_EQ(built.account.rows, 3U);
  EXPECT_EQ(built.account.kept, 2U);  // a blank key puts in nothing
  EXPECT_EQ(built.account.keys, 2U);
  EXPECT_EQ(built.account.unreadable, 0U);
}

TEST(LookupBuilder, ARepeatedKeyIsRefusedUnlessTheDefinitionSaysWhichRowCounts) {
  const std::string text = refusal("", {"id,name,by\n7,Roe,1\n8,Doe,2\n7,Roe,1\n"});
  EXPECT_THAT(text, HasSubstr("input/zz/1.csv:4: the key '7'"));
  EXPECT_THAT(text, HasSubstr("lookup 'people'"));
  EXPECT_THAT(text, HasSubstr("states/zz/ingestor.toml:"));
}

TEST(LookupBuilder, ARepeatedKeyIsNoticedInAnotherFileToo) {
  EXPECT_THAT(refusal("", {"id,name,by\n7,Roe,1\n", "id,name,by\n7,Roe,1\n"}), HasSubstr("input/zz/2.csv:2:"));
}

TEST(LookupBuilder, FirstAndLastGoByTheOrderOfTheRows) {
  EXPECT_EQ(chosen("repeated = \"first\"", "7,Roe,1\n7,Doe,2\n7,Poe,3\n"), "Roe");
  EXPECT_EQ(chosen("repeated = \"last\"", "7,Roe,1\n7,Doe,2\n7,Poe,3\n"), "Poe");
  const Build across("repeated = \"last\"", {"id,name,by\n7,Roe,1\n", "id,name,by\n7,Doe,1\n"});
  EXPECT_THAT(across.found(), ElementsAre(Pair("7", "Doe")));
}

TEST(LookupBuilder, TheNewestRowCountsAndOfEqualOnesTheLater) {
  const std::string newest = "repeated = \"newest\"\nnewest_by = { date = \"%Y%m%d\", of = \"by\" }";
  EXPECT_EQ(chosen(newest, "7,Roe,20240101\n7,Doe,20240301\n7,Poe,20240201\n"), "Doe");
  EXPECT_EQ(chosen(newest, "7,Roe,20240301\n7,Doe,20240301\n"), "Doe");
  EXPECT_EQ(chosen(newest, "7,Roe,19600101\n7,Doe,19590101\n"), "Roe");
  EXPECT_EQ(chosen(newest, "7,Roe,20240301\n7,Doe,\n"), "Roe");  // without a date: older than all others
  EXPECT_EQ(chosen(newest, "7,Roe,\n7,Doe,\n"), "Doe");
}

TEST(LookupBuilder, TheHighestRowCountsAndOfEqualOnesTheLater) {
  const std::string highest = "repeated = \"highest\"\nhighest_by = \"by\"";
  EXPECT_EQ(chosen(highest, "7,Roe,0\n7,Doe,10\n7,Poe,9\n"), "Doe");
  EXPECT_EQ(chosen(highest, "7,Roe,2\n7,Doe,2\n"), "Doe");
  EXPECT_EQ(chosen(highest, "7,Roe,-1\n7,Doe,-2\n"), "Roe");
  EXPECT_EQ(chosen(highest, "7,Roe,1\n7,Doe,\n"), "Roe");
}

TEST(LookupBuilder, TheMostFrequentValuesCountAndOfEqualOnesTheLater) {
  const std::string most = "repeated = \"most_frequent\"";
  EXPECT_EQ(chosen(most, "7,Roe,1\n7,Doe,2\n7,Roe,3\n7,Poe,4\n"), "Roe");
  EXPECT_EQ(chosen(most, "7,Roe,1\n7,Doe,2\n7,Doe,3\n7,Roe,4\n"), "Roe");
  EXPECT_EQ(chosen(most, "7,Roe,1\n7,Roe,2\n7,Doe,3\n7,Doe,4\n"), "Doe");
  const Build built(most, {"id,name,by\n7,Roe,1\n8,Roe,1\n7,Roe,1\n8,Doe,1\n", "id,name,by\n8,Doe,2\n7,Doe,1\n"});
  EXPECT_THAT(built.found(), ElementsAre(Pair("7", "Roe"), Pair("8", "Doe")));
  EXPECT_EQ(built.account.ties, 0U);
}

TEST(LookupBuilder, TiesAreCountedWhereTheValuesDiffer) {
  const std::string rows =
      "id,name,by\n7,Roe,2\n7,Roe,2\n8,Roe,2\n8,Doe,2\n9,Roe,1\n9,Doe,1\n9,Poe,3\n10,Roe,2\n10,Poe,2\n10,Doe,1\n";
  const std::string highest = "repeated = \"highest\"\nhighest_by = \"by\"\n";
  const Build later(highest, {rows});
  EXPECT_EQ(later.account.ties, 2U);
  EXPECT_EQ(later.account.first_tie, "input/zz/1.csv:5, key '8'");
  EXPECT_THAT(later.found(), ElementsAre(Pair("10", "Poe"), Pair("7", "Roe"), Pair("8", "Doe"), Pair("9", "Poe")));
  const Build unlinked(highest + "ties = \"unlinked\"", {rows});
  EXPECT_THAT(unlinked.found(), ElementsAre(Pair("7", "Roe"), Pair("9", "Poe")));
  const std::string text = refusal(highest + "ties = \"error\"", {rows});
  EXPECT_THAT(text,
              HasSubstr("Lookup 'people': 2 keys have several rows to choose from, with different values; the first "
                        "is at input/zz/1.csv:5, key '8'."));
  EXPECT_THAT(text, HasSubstr("states/zz/ingestor.toml:"));
  EXPECT_EQ(Build("repeated = \"most_frequent\"", {"id,name,by\n7,Roe,1\n7,Doe,1\n7,Roe,1\n7,Doe,1\n"}).account.ties,
            1U);
  EXPECT_EQ(Build("repeated = \"most_frequent\"", {"id,name,by\n7,Roe,1\n7,Doe,1\n7,Roe,1\n"}).account.ties, 0U);
}

TEST(LookupBuilder, AKeyWithDifferentValuesFindsNothingWhenItIsUnlinked) {
  const Build built("repeated = \"unlinked\"", {"id,name,by\n7,Roe,1\n8,Doe,1\n7,Roe,2\n8,Poe,2\n8,Doe,3\n9,Loe,1\n"});
  EXPECT_THAT(built.found(), ElementsAre(Pair("7", "Roe"), Pair("9", "Loe")));
}

TEST(LookupBuilder, KeysOfSeveralValuesAreKeptApart) {
  const Build built("", {"id,name,by\n7,Roe,12\n71,Doe,2\n,Poe,2\n7,Loe,\n,Moe,\n"}, "", R"(["id", "by"])");
  EXPECT_THAT(built.found(), ElementsAre(Pair("\x1F"
                                              "2\x1F",
                                              "Poe"),
                                         Pair("7\x1F\x1F", "Loe"),
                                         Pair("7\x1F"
                                              "12\x1F",
                                              "Roe"),
                                         Pair("71\x1F"
                                              "2\x1F",
                                              "Doe")));
  EXPECT_EQ(built.account.kept, 4U);
}

TEST(LookupBuilder, RulesDropRows) {
  const Build built(R"(repeated = "first"
[[lookup.people.rules]]
skip = "old"
when = { of = "by", is = "1" }
)",
                    {"id,name,by\n7,Roe,1\n7,Doe,2\n8,Poe,1\n"});
  EXPECT_THAT(built.found(), ElementsAre(Pair("7", "Doe")));
  EXPECT_EQ(built.account.rows, 3U);
  EXPECT_EQ(built.account.kept, 1U);
}

std::string hundred_rows_and(const std::string& more) {
  std::string text = "id,name,by\n";
  for (int i = 100; i < 200; ++i) text += fmt::format("{},Roe,H\n", i);
  return text + more;
}

constexpr const char* kOnlyCodes = R"(
[[lookup.people.rules]]
skip = "upper"
when = { of = { codes = "chamber", of = "by" }, is_not = "lower" }
)";

TEST(LookupBuilder, OneRowInAHundredMayBeUnreadable) {
  const Build built(kOnlyCodes, {hundred_rows_and("7,Doe,Q\n")});
  EXPECT_EQ(built.account.rows, 101U);
  EXPECT_EQ(built.account.unreadable, 1U);
  EXPECT_THAT(built.account.unreadable_rows, ElementsAre("input/zz/1.csv:102: unknown_code 'Q'"));
  EXPECT_FALSE(built.table->find("7"));
  EXPECT_TRUE(built.table->find("100"));
}

TEST(LookupBuilder, MoreThanThatAreRefused) {
  const std::string text = refusal(kOnlyCodes, {hundred_rows_and("7,Doe,Q\n8,Doe,R\n")});
  EXPECT_THAT(text, HasSubstr("'people': 2 of 102 rows"));
  EXPECT_THAT(text, HasSubstr("input/zz/1.csv:102: unknown_code 'Q'"));
}

TEST(LookupBuilder, ARowWithTooFewFieldsIsUnreadable) {
  const Build built("", {hundred_rows_and("7,Doe\n")});
  EXPECT_EQ(built.account.unreadable, 1U);
  EXPECT_THAT(built.account.unreadable_rows, ElementsAre("input/zz/1.csv:102: field_count"));
  EXPECT_FALSE(built.table->find("7"));
  EXPECT_EQ(Build("", {hundred_rows_and("7,Doe\n")}, "pad_short_rows = true").found()["7"], "Doe");
}

TEST(LookupBuilder, VersionsThatAreMissingBelowTheHighestAreNoted) {
  const std::string highest = "repeated = \"highest\"\nhighest_by = \"by\"";
  const auto gaps = [&](const std::string& rows) {
    const Build built(highest, {"id,name,by\n" + rows});
    return fmt::format("{} {}", built.account.gaps, built.account.first_gap);
  };
  EXPECT_EQ(gaps("7,Roe,0\n7,Roe,1\n7,Roe,2\n"), "0 ");
  EXPECT_EQ(gaps("7,Roe,1\n7,Roe,2\n"), "0 ");            // counted from 1
  EXPECT_EQ(gaps("8,Roe,1\n7,Roe,3\n7,Roe,0\n"), "1 7");  // 1 and 2 are missing
  EXPECT_EQ(gaps("9,Roe,5\n7,Roe,4\n"), "2 9");           // the first of two
  EXPECT_EQ(gaps("7,Roe,2023\n7,Roe,2024\n"), "0 ");      // years
  EXPECT_EQ(gaps("7,Roe,\n7,Roe,\n"), "0 ");              // no versions at all
}

TEST(LookupBuilder, GapsAreNotLookedForUnderOtherPolicies) {
  EXPECT_EQ(Build("repeated = \"last\"", {"id,name,by\n7,Roe,5\n"}).account.gaps, 0U);
}

TEST(LookupBuilder, RowsAreCountedForEachPart) {
  const Build built("", {"id,name,by\n7,Roe,1\n", "id,name,by\n8,Roe,1\n9,Roe,1\n"});
  EXPECT_THAT(built.account.rows_of_parts, ElementsAre(1, 2));
  EXPECT_THAT(built.account.notes, IsEmpty());
}

// Each file has an order of columns of its own.
TEST(LookupBuilder, EveryFileIsBoundByItself) {
  const Build built("", {"id,name,by\n7,Roe,1\n", "by,name,id\n1,Doe,8\n"});
  EXPECT_THAT(built.found(), ElementsAre(Pair("7", "Roe"), Pair("8", "Doe")));
}

TEST(LookupBuilder, ALookupJoinsThoseAboveIt) {
  SmallDefinition small;
  small.sections = R"(
[lookup.people]
table = "rows"
key = "id"
repeated = "error"
[lookup.people.values]
name = "name"
[lookup.groups]
table = "rows"
key = "name"
repeated = "error"
rules = [{ join = "chair", lookup = "people", key = "by", missing = "no_chair" }]
[lookup.groups.values]
chair = { from = "chair.name" }
)";
  const Definition definition = small.parse();
  StateProgress progress("zz");
  const std::vector<Part> parts{part_of("1.csv", "id,name,by\n7,Roe,\n8,Friends,7\n9,Others,6\n")};
  BuiltLookups lookups;
  for (const Lookup& lookup : definition.lookups) {
    Rejects rejects;
    LookupAccount account;
    lookups[lookup.name] = build_lookup(definition, lookup, parts, lookups, progress, rejects, account);
  }
  const LookupTable& groups = *lookups.at("groups");
  EXPECT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups.value(*groups.find("Friends"), 0), "Roe");
}

}  // namespace
}  // namespace sfi
