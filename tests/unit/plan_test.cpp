// Plans: what verbs, conditions, joins and slots make of rows, and what is said when a file lacks a column.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plan/lookup_plan.h"
#include "plan/record_plan.h"
#include "small_definition.h"

namespace sfi {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A lookup's table: the key and the values of each row.
using LookupRows = std::vector<std::pair<std::string, std::vector<std::string>>>;

void fill(BuiltLookups& lookups, const std::string& name, std::vector<std::string> values, const LookupRows& rows) {
  auto table = std::make_shared<LookupTable>(std::move(values));
  for (const auto& [key, texts] : rows) table->put(key, {texts.begin(), texts.end()});
  lookups[name] = std::move(table);
}

// What became of a row, in words that tests compare: "use", "skip REASON" or "reject REASON FIELD 'VALUE'".
std::string told(const Verdict& verdict, const std::vector<Rule>& rules) {
  switch (verdict.kind) {
    case Verdict::Kind::use:
      return "use";
    case Verdict::Kind::skip_by_rule:
      return "skip " + rules[verdict.rule].reason;
    case Verdict::Kind::skip:
      return fmt::format("skip {}", to_string(verdict.reason));
    case Verdict::Kind::reject:
      break;
  }
  return fmt::format("reject {} {} '{}'", verdict.fault.word(), verdict.fault.field, verdict.fault.value);
}

// What a stream makes of the rows of a file; each row gives a line for each of its slots.
class StreamRun {
 public:
  StreamRun(const SmallDefinition& small, const std::string& file, const BuiltLookups& lookups = {},
            const Selection& selection = {})
      : definition_(small.parse()), file_(file) {
    RecordPlan plan = compile(lookups, selection);
    RowContext context(file_.format(), plan.rows().joins());
    context.file = "2024/rows.csv";
    for (const RowBlock& block : file_.blocks()) {
      for (const Row& row : block.rows) {
        for (std::size_t slot = 0; slot < plan.slots(); ++slot) {
          context.begin(block, row);
          Record record;
          plan.make(context, record, slot);
          const bool used = context.verdict.kind == Verdict::Kind::use;
          verdicts.push_back(told(context.verdict, definition_.streams.front().rules));
          memos.emplace_back(used ? record.text(Field::memo) : "");
          amounts.push_back(used ? record.cents(Field::amount).value : 0);
          districts.push_back(record.has_number(Field::candidate_district)
                                  ? std::optional(record.number(Field::candidate_district))
                                  : std::nullopt);
          types.emplace_back(record.text(Field::type));
          district_names.emplace_back(record.text(Field::candidate_district_name));
        }
      }
    }
    watched = plan.rows().watched();
    unread = context.unread;
    beyond_seats = context.beyond_seats;
  }

  std::vector<std::string> verdicts;
  std::vector<WatchedValue> watched;
  UnreadCounts unread;
  UnreadCount beyond_seats;
  std::vector<std::string> district_names;
  std::vector<std::string> memos;
  std::vector<std::int64_t> amounts;
  std::vector<std::optional<std::int64_t>> districts;
  std::vector<std::string> types;
  std::vector<MissingColumn> missing;

 private:
  // The plan must not need the columns any more, nor this copy of the definition.
  RecordPlan compile(const BuiltLookups& lookups, const Selection& selection) {
    const Columns columns(file_.columns());
    Definition copy = parse_definition(definition_.text, definition_.file);
    RecordPlan plan = compile_stream({copy, columns, lookups}, copy.streams.front(), selection, missing);
    copy = Definition{};
    return plan;
  }

  Definition definition_;
  SmallFile file_;
};

constexpr const char* kCodes = R"(
[codes.chamber]
H = "lower"
S = "upper"
)";
constexpr const char* kPeople = R"(
[lookup.people]
table = "rows"
key = "id"
repeated = "first"
[lookup.people.values]
name = "name"
[lookup.groups]
table = "rows"
key = ["id", "year"]
repeated = "first"
[lookup.groups.values]
town = "town"
name = "name"
)";

// The rows of kPeople's lookups, whose table has these columns too.
constexpr const char* kColumns = "id,name,year,town,a,b,c\n";

BuiltLookups people() {
  BuiltLookups lookups;
  fill(lookups, "people", {"name"}, {{"7", {"Roe, Jane"}}, {"8", {"Doe"}}});
  fill(lookups, "groups", {"town", "name"},
       {{"7\x1F"
         "2024\x1F",
         {"Troy", "Friends"}},
        {"\x1F"
         "2025\x1F",
         {"Rome", "Strangers"}}});
  return lookups;
}

// A value as the memo of one row with the columns a, b and c.
std::string memo(const std::string& value, const std::string& cells) {
  SmallDefinition small;
  small.sections = std::string(kCodes) + kPeople;
  small.rules = R"(
[[stream.gifts.rules]]
join = "giver"
steps = [{ name = "person", lookup = "people", key = "a" }]
)";
  small.more_fields = "memo = " + value;
  const StreamRun run(small, kColumns + (",,,," + cells) + "\n", people());
  EXPECT_THAT(run.missing, IsEmpty());
  return run.verdicts.front() == "use" ? run.memos.front() : run.verdicts.front();
}

struct VerbCase {
  Verb verb;
  std::string value;
  std::string cells;
  std::string wanted;
};

const std::vector<VerbCase>& verb_cases() {
  static const std::vector<VerbCase> cases{
      {Verb::column, R"("a")", "x,y,z", "x"},
      {Verb::column, R"("b")", "x,y,z", "y"},
      {Verb::column, R"("#7")", "x,y,z", "z"},
      {Verb::text, R"({ text = "fixed" })", "x,y,z", "fixed"},
      {Verb::coalesce, R"({ coalesce = ["a", "b", "c"] })", ",y,z", "y"},
      {Verb::coalesce, R"({ coalesce = ["a", "b"] })", ",,z", ""},
      {Verb::concat, R"({ concat = ["a", "b", "c"], separator = ", " })", "x,,z", "x, z"},
      {Verb::concat, R"({ concat = ["a", "b", "c"] })", "x,y,z", "xyz"},
      {Verb::codes, R"({ codes = "chamber", of = "a" })", "S,y,z", "upper"},
      {Verb::codes, R"({ codes = "chamber", of = "a" })", ",y,z", ""},
      {Verb::codes, R"({ codes = "chamber", of = "b" })", "x,Q,z", "reject unknown_code 6 'Q'"},
      {Verb::codes, R"({ codes = "chamber", of = "b" })", "x,Q,z", "reject unknown_code 6 'Q'"},
      {Verb::codes, R"({ codes = "chamber", of = "b", otherwise = "keep" })", "x,Q,z", "Q"},
      {Verb::codes, R"({ codes = "chamber", of = "b", otherwise = "blank" })", "x,Q,z", ""},
      {Verb::codes, R"({ codes = "chamber", of = "b", otherwise = "other" })", "x,Q,z", "other"},
      {Verb::codes, R"({ codes = "chamber", of = "b", otherwise = "other" })", "x,,z", ""},
      {Verb::codes, R"({ codes = "chamber", of = { concat = ["a", "b"] } })", "x,Q,z", "reject unknown_code 0 'xQ'"},
      {Verb::choose, R"({ choose = [{ when = { of = "a", is = "x" }, column = "b" }, "c"] })", "x,y,z", "y"},
      {Verb::choose, R"({ choose = [{ when = { of = "a", is = "x" }, column = "b" }, "c"] })", "q,y,z", "z"},
      {Verb::choose, R"({ choose = [{ when = { of = "a", is = "x" }, column = "b" }] })", "q,y,z", ""},
      {Verb::extract, R"({ extract = '^(\d+) ', of = "a" })", "12 Elm St,y,z", "12"},
      {Verb::extract, R"({ extract = '^(\d+) ', of = "a" })", "Elm St,y,z", ""},
      {Verb::lower, R"({ lower = "a" })", "JANE Ñ,y,z", "jane Ñ"},
      {Verb::upper, R"({ upper = "a" })", "jane ñ,y,z", "JANE ñ"},
      {Verb::normalize, R"({ normalize = "a" })", "\"O'Neil-Smith,  j.r. \",y,z", "ONEIL SMITH JR"},
      {Verb::strip_zeros, R"({ strip_zeros = "a" })", "00070,y,z", "70"},
      {Verb::strip_zeros, R"({ strip_zeros = "a" })", "000,y,z", "0"},
      {Verb::strip_zeros, R"({ strip_zeros = "a" })", ",y,z", ""},
      {Verb::number, R"({ number = "a" })", "003.0,y,z", "3"},
      {Verb::number, R"({ number = "a" })", ",y,z", ""},
      {Verb::number, R"({ number = "a" })", "3a,y,z", "reject bad_number 5 '3a'"},
      {Verb::number, R"({ number = "a", otherwise = "keep" })", "3a,y,z", "3a"},
      {Verb::number, R"({ number = "a", otherwise = "blank" })", "3a,y,z", ""},
      {Verb::date, R"({ date = "%m/%d/%Y %H:%M", of = "a" })", "3/1/2024 18:00,y,z", "2024-03-01"},
      {Verb::date, R"({ date = ["%m/%d/%Y", "excel"], of = "a" })", "45352.75,y,z", "2024-03-01"},
      {Verb::date, R"({ date = "%m/%d/%Y", of = "a" })", "13/1/2024,y,z", "reject bad_date 5 '13/1/2024'"},
      {Verb::date, R"({ date = "%Y-%m-%d", of = "a", earliest = "2000-01-01" })", "2000-01-01,,", "2000-01-01"},
      {Verb::date, R"({ date = "%Y-%m-%d", of = "a", earliest = "2000-01-01", otherwise = "blank" })", "1999-12-31,,",
       ""},
      {Verb::date, R"({ date = "%Y-%m-%d", of = "a", latest = "2030-01-01", otherwise = "blank" })", "2030-01-02,,",
       ""},
      {Verb::address, R"({ address = "street", of = "a" })", "\"1 Oak St, Dover, DE 19901\",y,z", "1 Oak St"},
      {Verb::address, R"({ address = "city", of = "a" })", "\"1 Oak St, Dover, DE 19901\",y,z", "Dover"},
      {Verb::address, R"({ address = "state", of = "a" })", "\"1 Oak St, Dover, Delaware 19901\",y,z", "DE"},
      {Verb::address, R"({ address = "zip", of = "a" })", "\"1 Oak St, Dover, DE 19901\",y,z", "19901"},
      {Verb::address, R"({ address = "city", of = "a" })", "1 Oak St,y,z", ""},
      {Verb::person_or_entity, R"({ person_or_entity = "a" })", "\"Roe, Jane\",y,z", "individual"},
      {Verb::person_or_entity, R"({ person_or_entity = "a" })", "Acme Inc,y,z", "entity"},
      {Verb::file, "{ file = true }", "x,y,z", "2024/rows.csv"},
      {Verb::from, R"({ from = "giver.name" })", "7,y,z", "Roe, Jane"},
      {Verb::from, R"({ from = "giver.name" })", "6,y,z", ""},
  };
  return cases;
}

TEST(RowPlan, EveryVerbGivesItsText) {
  for (const VerbCase& verb : verb_cases()) {
    EXPECT_EQ(memo(verb.value, verb.cells), verb.wanted) << verb.value << " of " << verb.cells;
  }
}

// Values other than texts are tested below.
TEST(RowPlan, EveryVerbIsTested) {
  std::set<std::string_view> untested;
  for (const VerbInfo& verb : all_verbs()) untested.insert(verb.name);
  for (const VerbCase& verb : verb_cases()) untested.erase(info_of(verb.verb).name);
  EXPECT_THAT(untested, ElementsAre("money", "row_hash", "sum"));
}

TEST(RowPlan, VerbsWorkInsideEachOther) {
  EXPECT_EQ(memo(R"({ upper = { coalesce = ["a", { extract = '-(.*)', of = "b" }] } })", ",x-yes,"), "YES");
}

// ---- conditions: the row is skipped when one holds

bool holds(const std::string& condition, const std::string& cells) {
  SmallDefinition small;
  small.rules = "[[stream.gifts.rules]]\nskip = \"tested\"\nwhen = " + condition + "\n";
  const StreamRun run(small, "a,b,c\n" + cells + "\n");
  EXPECT_THAT(run.missing, IsEmpty());
  return run.verdicts.front() == "skip tested";
}

TEST(RowPlan, EveryTestHoldsAndDoesNot) {
  const std::vector<std::tuple<std::string, std::string, std::string>> cases{
      {R"({ of = "a", is = "x" })", "x,y,z", "X,y,z"},
      {R"({ of = "a", is = ["x", "w"] })", "w,y,z", "v,y,z"},
      {R"({ of = "a", is_not = ["x", "w"] })", "v,y,z", "w,y,z"},
      {R"({ of = "a", is = "" })", ",y,z", "x,y,z"},
      {R"({ of = "a", is_not = "" })", "x,y,z", " ,y,z"},
      {R"({ of = "a", matches = "^LLC" })", "LLC 5,y,z", "A LLC,y,z"},
      {R"({ of = "a", is = { column = "b" } })", "x,x,z", "x,y,z"},
      {R"({ of = { lower = "a" }, is = "x" })", "X,y,z", "Y,y,z"},
      {R"({ of = "a", below = 10 })", "9,y,z", "10,y,z"},
      {R"({ of = "a", at_most = "10" })", "10.00,y,z", "10.01,y,z"},
      {R"({ of = "a", above = 0 })", "\"$1,000.00\",y,z", "($5.00),y,z"},
      {R"({ of = "a", at_least = 0 })", "0,y,z", ",y,z"},
      {R"({ of = "a", above = { column = "b" } })", "10,9,z", "9,10,z"},
      {R"({ of = { date = "%m/%d/%Y", of = "a" }, at_least = "2024-03-01" })", "03/01/2024,y,z", "02/29/2024,y,z"},
      {R"({ of = { date = "%m/%d/%Y", of = "a" }, below = { date = "%Y", of = "b" } })", "12/31/2023,2024,z",
       "1/1/2024,2024,z"},
      {R"({ all = [{ of = "a", is = "x" }, { of = "b", is = "y" }] })", "x,y,z", "x,x,z"},
      {R"({ any = [{ of = "a", is = "x" }, { of = "b", is = "y" }] })", "x,x,z", "y,x,z"},
      {R"({ of = "a", is_not = "x" })", "y,y,z", "x,y,z"},
      {R"({ not = { any = [{ of = "a", is = "x" }, { of = "b", is = "" }] } })", "y,y,z", "y,,z"},
  };
  for (const auto& [condition, when, otherwise] : cases) {
    EXPECT_TRUE(holds(condition, when)) << condition;
    EXPECT_FALSE(holds(condition, otherwise)) << condition;
  }
}

// Neither answer would be right.
TEST(RowPlan, AValueThatCannotBeComparedRejectsTheRow) {
  SmallDefinition small;
  small.rules = R"(
rules = [{ skip = "small", when = { of = "a", below = 10 } }]
)";
  const StreamRun run(small, "a,b\n9,\n,\nten,\n2024-03-01,\n");
  EXPECT_THAT(run.verdicts,
              ElementsAre("skip small", "use", "reject bad_number 1 'ten'", "reject bad_number 1 '2024-03-01'"));
}

TEST(RowPlan, ASumLeavesBlankAmountsOut) {
  SmallDefinition small;
  small.fields = R"(
    contribution_id = { text = "1" }
    contribution_date = { date = "%Y%m%d", of = { text = "20240301" } }
    amount = { sum = ["a", { money = "negative", of = "b" }] }
    kind = { text = "monetary" }
    filer.filer_id = { text = "9" })";
  const StreamRun run(small, "a,b\n1.50,\n\"1,000.00\",$0.25\n,\n1,x\n");
  EXPECT_THAT(run.amounts, ElementsAre(150, 99'975, 0, 0));
  EXPECT_THAT(run.verdicts, ElementsAre("use", "use", "reject bad_amount 0 ''", "reject bad_amount 2 'x'"));
}

TEST(RowPlan, TheFirstRuleThatDropsARowGivesTheReason) {
  SmallDefinition small;
  small.rules = R"(
[[stream.gifts.rules]]
skip = "first"
when = { of = "a", is = "x" }
[[stream.gifts.rules]]
skip = "second"
when = { of = "b", is_not = "y" }
)";
  const StreamRun run(small, "a,b\nx,z\nw,z\nw,y\n");
  EXPECT_THAT(run.verdicts, ElementsAre("skip first", "skip second", "use"));
}

TEST(RowPlan, AnUnknownCodeInARuleRejectsTheRow) {
  SmallDefinition small;
  small.sections = kCodes;
  small.rules = R"(
[[stream.gifts.rules]]
skip = "senate"
when = { of = { codes = "chamber", of = "b" }, is = "upper" }
)";
  const StreamRun run(small, "a,b\nx,S\nx,H\nx,Q\n");
  EXPECT_THAT(run.verdicts, ElementsAre("skip senate", "use", "reject unknown_code 2 'Q'"));
}

// ---- joins

SmallDefinition joining(const std::string& more) {
  SmallDefinition small;
  small.sections = kPeople;
  small.rules = R"(
[[stream.gifts.rules]]
join = "giver"
)" + more + R"(
steps = [
  { name = "person", lookup = "people", key = "a", when = { of = "c", is = "person" } },
  { name = "group", lookup = "groups", key = ["a", "b"] },
]
)";
  small.more_fields = R"(memo = { from = "giver.name" }
addtl_data.town = { from = "giver.town" })";
  return small;
}

TEST(RowPlan, LaterStepsOfAJoinAreTriedWhenEarlierOnesFindNothing) {
  const StreamRun run(joining("missing = \"no_giver\""),
                      std::string(kColumns) +
                          ",,,,7,2024,person\n"   // the first step
                          ",,,,7,2024,group\n"    // which is not for this row
                          ",,,,7,2020,person\n"   // nor needs the second one's key
                          ",,,,7,2020,group\n"    // half of a key is none
                          ",,,,,2025,person\n"    // a blank key of the first step leaves the second
                          ",,,,,,person\n"        // a blank key finds nothing
                          ",,,,9,2024,person\n",  // in neither
                      people());
  EXPECT_THAT(run.memos, ElementsAre("Roe, Jane", "Friends", "Roe, Jane", "", "Strangers", "", ""));
  EXPECT_THAT(run.verdicts, ElementsAre("use", "use", "use", "skip no_giver", "use", "skip no_giver", "skip no_giver"));
}

TEST(RowPlan, AJoinWithoutAReasonKeepsTheRow) {
  const StreamRun run(joining(""), std::string(kColumns) + ",,,,9,2024,person\n", people());
  EXPECT_THAT(run.verdicts, ElementsAre("use"));
  EXPECT_THAT(run.memos, ElementsAre(""));
}

// The amount of a skipped row is still evaluated; a join after the rule that dropped it must not show what
// the row before it had found.
TEST(RowPlan, ASkippedRowDoesNotSeeWhatTheRowBeforeItJoined) {
  SmallDefinition small;
  small.sections = kPeople;
  small.rules = R"(
[[stream.gifts.rules]]
skip = "tested"
when = { of = "b", is = "skip" }
[[stream.gifts.rules]]
join = "giver"
steps = [{ name = "person", lookup = "people", key = "a" }]
)";
  small.fields = R"(
    contribution_id = "a"
    contribution_date = { date = "%Y%m%d", of = { text = "20240301" } }
    amount = "c"
    kind = { text = "monetary" }
    filer.filer_id = { from = "giver.name" })";
  const Definition definition = small.parse();
  const SmallFile file(std::string(kColumns) + ",,,,7,,1.50\n,,,,8,skip,2.50\n");
  const Columns columns(file.columns());
  const BuiltLookups lookups = people();
  std::vector<MissingColumn> missing;
  const RecordPlan plan =
      compile_stream({definition, columns, lookups}, definition.streams.front(), Selection{}, missing);
  RowContext context(file.format(), plan.rows().joins());
  Record record;
  const RowBlock& block = file.blocks().front();
  context.begin(block, block.rows[0]);
  plan.make(context, record);
  EXPECT_EQ(record.text(Field::filer_id), "Roe, Jane");
  context.begin(block, block.rows[1]);
  plan.make(context, record);
  ASSERT_EQ(told(context.verdict, definition.streams.front().rules), "skip tested");
  EXPECT_EQ(plan.skipped_amount(context, 0), Cents(250));
  EXPECT_EQ(plan.skipped_filer(context, 0, true).id, "");
  EXPECT_EQ(told(context.verdict, definition.streams.front().rules), "skip tested");
}

TEST(RowPlan, ARuleRejects) {
  SmallDefinition small;
  small.rules = R"(rules = [
    { reject = "shifted_row", when = { of = "a", matches = "^[$]" } },
    { reject = "odd", when = { all = [{ of = "a", is = "x" }, { of = "b", is = "y" }] } },
    { skip = "memo", when = { of = "a", is = "x" } },
  ])";
  const StreamRun run(small, "a,b\n$5,\nx,y\nx,z\n1,y\n");
  EXPECT_THAT(run.verdicts, ElementsAre("reject shifted_row 1 '$5'", "reject odd 0 ''", "skip memo", "use"));
}

TEST(RowPlan, ValuesThatCannotBeReadAreCountedOnceForEachRow) {
  SmallDefinition small;
  small.sections = "[codes.side]\nA = \"left\"\n";
  small.slots = R"(
    [[stream.gifts.slot]]
    [stream.gifts.slot.set]
    amount = { text = "1" }
    [[stream.gifts.slot]]
    [stream.gifts.slot.set]
    amount = { text = "2" }
)";
  small.fields.replace(small.fields.find("{ text = \"20240301\" }"), 22, "\"day\", otherwise = \"blank\"");
  small.more_fields = R"(
    memo = { codes = "side", of = { upper = "side" }, otherwise = "right" }
    name = { codes = "side", of = { coalesce = ["side", "day"] }, otherwise = "keep" })";
  const StreamRun run(small, "side,day\na,20240102\nb,2024\n,20240103\nb,\n");
  ASSERT_EQ(run.watched.size(), 3U);
  EXPECT_EQ(run.watched[0].column, "day");
  EXPECT_EQ(run.watched[0].otherwise, "blank");
  EXPECT_EQ(run.watched[1].column, "side");
  EXPECT_EQ(run.watched[1].otherwise, "right");
  EXPECT_EQ(run.watched[2].column, "side, day");
  EXPECT_EQ(run.watched[2].otherwise, "keep");
  ASSERT_EQ(run.unread.size(), 3U);
  EXPECT_EQ(run.unread[0].values, 3U);
  EXPECT_THAT(run.unread[0].texts, ElementsAre(UnreadCount::Text{"2024", 1, "2024/rows.csv:3"}));
  EXPECT_EQ(run.unread[1].values, 3U);
  EXPECT_EQ(run.unread[1].unread, 2U);
  EXPECT_THAT(run.unread[1].texts, ElementsAre(UnreadCount::Text{"B", 2, "2024/rows.csv:3"}));
  EXPECT_EQ(run.unread[2].values, 4U);
  EXPECT_EQ(run.unread[2].unread, 4U);
}

TEST(RowPlan, StepsOfSeveralJoinsAreNumberedOneAfterAnother) {
  SmallDefinition small = joining("");
  small.rules += R"(
[[stream.gifts.rules]]
join = "again"
steps = [{ name = "person", lookup = "people", key = "a" }]
)";
  const Definition definition = small.parse();
  const Columns columns({"id", "name", "year", "town", "a", "b", "c"});
  const BuiltLookups lookups = people();
  std::vector<MissingColumn> missing;
  const RecordPlan plan =
      compile_stream({definition, columns, lookups}, definition.streams.front(), Selection{}, missing);
  EXPECT_EQ(plan.rows().joins(), 2U);
  EXPECT_EQ(plan.rows().step_count(), 3U);
  EXPECT_EQ(plan.rows().step_index(0, 1), 1U);
  EXPECT_EQ(plan.rows().step_index(1, 0), 2U);
}

// ---- records

SmallDefinition record_of_columns() {
  SmallDefinition small;
  small.fields = R"(
    contribution_id = "id"
    contribution_date = { date = ["%Y%m%d", "%m/%d/%Y"], of = "day" }
    amount = "amount"
    kind = "kind"
    filer.filer_id = { text = "9" })";
  return small;
}

TEST(RecordPlan, RowsThatCannotBeReadFaithfullyAreRejected) {
  const StreamRun run(record_of_columns(),
                      "id,day,amount,kind\n"
                      "1,20240301,\"$1,000.50\",monetary\n"
                      "1,03/01/2024,5,monetary\n"
                      "1,2024-03-01,5,monetary\n"
                      "1,20240301,five,monetary\n"
                      "1,20240301,,monetary\n"
                      "1,20240301,5,pledge\n"
                      ",20240301,5,monetary\n");
  EXPECT_THAT(run.verdicts,
              ElementsAre("use", "use", "reject bad_date 2 '2024-03-01'", "reject bad_amount 3 'five'",
                          "reject bad_amount 3 ''", "reject bad_kind 4 'pledge'", "reject blank_id 0 ''"));
  EXPECT_EQ(run.amounts[0], 100'050);
  EXPECT_EQ(run.amounts[1], 500);
}

TEST(RecordPlan, AnAmountThatIsDoubtfulOrThatNoColumnHoldsIsRejected) {
  const StreamRun run(record_of_columns(),
                      "id,day,amount,kind\n"
                      "1,20240301,999999999999.99,monetary\n"
                      "1,20240301,1000000000000.00,monetary\n"
                      "1,20240301,-1000000000000.00,monetary\n"
                      "1,20240301,\"10,00\",monetary\n");
  EXPECT_THAT(run.verdicts, ElementsAre("use", "reject bad_amount 3 '1000000000000.00'",
                                        "reject bad_amount 3 '-1000000000000.00'", "reject bad_amount 3 '10,00'"));
}

TEST(RecordPlan, ADateThatIsNoneMayBeLeftOut) {
  SmallDefinition small = record_of_columns();
  small.fields.replace(small.fields.find("of = \"day\""), 10, "of = \"day\", otherwise = \"blank\"");
  const StreamRun run(small, "id,day,amount,kind\n1,2024-03-01,5,monetary\n");
  EXPECT_THAT(run.verdicts, ElementsAre("use"));
}

TEST(RecordPlan, AnAmountCanBeTurnedAround) {
  SmallDefinition small = record_of_columns();
  small.fields.replace(small.fields.find("amount = \"amount\""), 17,
                       "amount = { money = \"negated\", of = \"amount\" }");
  const StreamRun run(small, "id,day,amount,kind\n1,20240301,5,monetary\n1,20240301,-2.25,monetary\n");
  EXPECT_THAT(run.amounts, ElementsAre(-500, 225));
}

TEST(RecordPlan, TheSignOfAnAmountMayHangOnACode) {
  SmallDefinition small = record_of_columns();
  small.fields.replace(small.fields.find("amount = \"amount\""), 17,
                       R"(amount = { choose = [
    { when = { of = "id", is = "R" }, money = "negative", of = "amount" },
    { when = { of = "id", is = "T" }, money = "negated", of = "amount" },
    "amount",
  ] })");
  const StreamRun run(small,
                      "id,day,amount,kind\n"
                      "R,20240301,$50.00,monetary\n"
                      "R,20240301,($50.00),monetary\n"
                      "T,20240301,-2.25,monetary\n"
                      "1,20240301,-7,monetary\n"
                      "R,20240301,five,monetary\n");
  EXPECT_THAT(run.amounts, ElementsAre(-5000, -5000, 225, -700, 0));
  EXPECT_EQ(run.verdicts.back(), "reject bad_amount 3 'five'");
}

TEST(RecordPlan, ADateThatCannotBeReadIsTakenFromAnotherColumn) {
  SmallDefinition small = record_of_columns();
  small.fields.replace(small.fields.find("{ date = "),
                       small.fields.find("of = \"day\" }") + 12 - small.fields.find("{ date = "),
                       R"({ coalesce = [
    { date = "%Y%m%d", of = "day", otherwise = "blank" },
    { date = "%Y", of = "id" },
  ] })");
  const StreamRun run(small, "id,day,amount,kind\n2019,20240301,5,monetary\n2019,soon,5,monetary\nx,,5,monetary\n");
  EXPECT_THAT(run.verdicts, ElementsAre("use", "use", "reject bad_date 1 'x'"));
}

TEST(RecordPlan, CaseIsIgnoredWhereTheStateSaysSo) {
  SmallDefinition small = record_of_columns();
  small.sections = "[codes.kinds]\nCASH = \"monetary\"\n";
  small.fields.replace(small.fields.find("kind = \"kind\""), 13, "kind = { codes = \"kinds\", of = \"kind\" }");
  small.rules = R"(rules = [
  { skip = "listed", when = { of = "id", is = "no" } },
  { skip = "matched", when = { of = "id", matches = "^test" } },
  { skip = "compared", when = { of = "id", is = { column = "day" } } },
])";
  const std::string rows = "id,day,amount,kind\nNO,20240301,5,CASH\nTest 1,20240301,5,CASH\nA,20240301,5,cash\n";
  EXPECT_THAT(StreamRun(small, rows).verdicts, ElementsAre("use", "use", "reject unknown_code 4 'cash'"));
  small.state = "ignore_case = true";
  EXPECT_THAT(StreamRun(small, rows).verdicts, ElementsAre("skip listed", "skip matched", "use"));
}

TEST(RecordPlan, KindsAndDaysAreSelected) {
  Selection selection;  // monetary only
  selection.since = Day(std::chrono::year(2024) / 3 / 1);
  selection.until = Day(std::chrono::year(2024) / 3 / 31);
  const StreamRun run(record_of_columns(),
                      "id,day,amount,kind\n"
                      "1,20240229,5,monetary\n"
                      "1,20240301,5,monetary\n"
                      "1,20240331,5,monetary\n"
                      "1,20240401,5,monetary\n"
                      "1,,5,monetary\n"
                      "1,20240301,5,loan\n",
                      {}, selection);
  EXPECT_THAT(run.verdicts,
              ElementsAre("skip before_since", "use", "use", "skip after_until", "skip no_date", "skip kind_loan"));
}

TEST(RecordPlan, WithoutASelectionOfDaysARowNeedsNoDate) {
  const StreamRun run(record_of_columns(), "id,day,amount,kind\n1,,5,monetary\n");
  EXPECT_THAT(run.verdicts, ElementsAre("use"));
}

// What a row that is dropped by its kind has in other fields is not looked at.
TEST(RecordPlan, KindComesBeforeFieldsThatMayBeBad) {
  const StreamRun run(record_of_columns(), "id,day,amount,kind\n1,20240301,five,refund\n");
  EXPECT_THAT(run.verdicts, ElementsAre("skip kind_refund"));
}

TEST(RecordPlan, ADistrictIsANumberWhereItIsNothingElse) {
  SmallDefinition small;
  small.more_fields = "candidate.district = \"a\"";
  const StreamRun run(small, "a,b\n12,\n012,\n12th,\n71s,\n2N,\n12A,\n7s7,\n-3,\n,\n000,\n");
  EXPECT_THAT(run.districts,
              ElementsAre(12, 12, 12, 71, 2, std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt));
  EXPECT_THAT(run.district_names, ElementsAre("12", "012", "12th", "71s", "2N", "12A", "7s7", "-3", "", ""));
}

TEST(RecordPlan, DistrictsAboveTheNumberOfSeatsAreCounted) {
  SmallDefinition small;
  small.sections = "[chambers]\nlower = { name = \"House\", seats = 100 }\nupper = { name = \"Senate\", seats = 50 }\n";
  small.more_fields = "candidate.district = \"a\"\ncandidate.house = \"b\"";
  const StreamRun run(small, "a,b\n50,upper\n51,upper\n51,lower\n101,lower\n51,upper\n999,\n");
  EXPECT_THAT(run.verdicts, testing::Each("use"));
  EXPECT_EQ(run.beyond_seats.unread, 3U);
  EXPECT_THAT(run.beyond_seats.texts, ElementsAre(UnreadCount::Text{"Senate 51", 2, "2024/rows.csv:3"},
                                                  UnreadCount::Text{"House 101", 1, "2024/rows.csv:5"}));
}

TEST(RecordPlan, ABlankTypeIsUnknown) {
  SmallDefinition small;
  small.more_fields = "type = \"a\"";
  const StreamRun run(small, "a,b\nentity,\n,x\n");
  EXPECT_THAT(run.types, ElementsAre("entity", "unknown"));
}

TEST(RecordPlan, ARowHoldsARecordForEachSlot) {
  SmallDefinition small;
  small.more_fields = "memo = { text = \"the stream's\" }";
  small.slots = R"(
[[stream.gifts.slot]]
set = { amount = "a" }
[[stream.gifts.slot]]
unused = { of = "b", matches = "^[0.]*$" }
set = { amount = "b", memo = { text = "the slot's" } }
)";
  const StreamRun run(small, "a,b\n1,2\n3,0.00\n");
  EXPECT_THAT(run.verdicts, ElementsAre("use", "use", "use", "skip unused_slot"));
  EXPECT_THAT(run.amounts, ElementsAre(100, 200, 300, 0));
  EXPECT_THAT(run.memos, ElementsAre("the stream's", "the slot's", "the stream's", ""));
}

TEST(RecordPlan, AColumnThatEverySlotReplacesIsNotNeeded) {
  SmallDefinition small;
  small.more_fields = "memo = \"gone\"";
  small.slots = "[[stream.gifts.slot]]\nset = { memo = \"a\" }\n";
  const StreamRun run(small, "a,b\nx,y\n");
  EXPECT_THAT(run.missing, IsEmpty());
  EXPECT_THAT(run.memos, ElementsAre("x"));
}

TEST(RecordPlan, AHashOfTheRowIsItsId) {
  SmallDefinition small;
  small.fields.replace(small.fields.find("{ text = \"1\" }"), 14, "{ row_hash = true }");
  const Definition definition = small.parse();
  const SmallFile file("a,b\nx,y\nx,y\nx,z\n");
  const Columns columns(file.columns());
  std::vector<MissingColumn> missing;
  const RecordPlan plan = compile_stream({definition, columns, {}}, definition.streams.front(), Selection{}, missing);
  EXPECT_TRUE(plan.has_row_hash());
  RowContext context(file.format(), 0);
  Record record;
  std::vector<std::string> ids;
  for (const Row& row : file.blocks().front().rows) {
    context.begin(file.blocks().front(), row);
    plan.make(context, record);
    ids.emplace_back(record.text(Field::contribution_id));
  }
  EXPECT_EQ(ids[0].size(), 32U);
  EXPECT_EQ(ids[0], ids[1]);
  EXPECT_NE(ids[0], ids[2]);
}

// ---- columns

// "NAME" for a missing column, "NAME twice" for an ambiguous one.
std::vector<std::string> missing_of(const SmallDefinition& small, const std::string& header) {
  std::vector<std::string> result;
  for (const MissingColumn& column : StreamRun(small, header + "\n1\n").missing) {
    result.push_back(column.column + (column.repeated ? " twice" : ""));
  }
  return result;
}

TEST(PlanColumns, EveryMissingOneIsNamedOnce) {
  SmallDefinition small;
  small.more_fields = R"(memo = { concat = ["amount", "city", "amount"] }
candidate.name = { choose = [{ when = { of = "office", is = "x" }, column = "city" }] })";
  EXPECT_THAT(missing_of(small, "amuont,town"), ElementsAre("amount", "city", "office"));
  EXPECT_THAT(missing_of(small, "Office,AMOUNT,City"), IsEmpty());
}

TEST(PlanColumns, AColumnThatComesTwiceMustBeNumbered) {
  SmallDefinition small;
  small.more_fields = "memo = \"a\"";
  EXPECT_THAT(missing_of(small, "a,a"), ElementsAre("a twice"));
  small.more_fields = "memo = \"a#2\"";
  EXPECT_THAT(missing_of(small, "a,a"), IsEmpty());
  EXPECT_THAT(StreamRun(small, "a,a\nx,y\n").memos, ElementsAre("y"));
}

TEST(PlanColumns, AliasesAreOtherNamesOfAColumn) {
  SmallDefinition small;
  small.table = "aliases = { memo = [\"note\", \"remark\"] }";
  small.more_fields = "memo = \"memo\"";
  EXPECT_THAT(StreamRun(small, "a,remark\nx,y\n").memos, ElementsAre("y"));
  EXPECT_THAT(StreamRun(small, "note,remark\nx,y\n").memos, ElementsAre("x"));
  EXPECT_THAT(StreamRun(small, "remark,memo\nx,y\n").memos, ElementsAre("y"));
  EXPECT_THAT(missing_of(small, "remark,remark"), ElementsAre("remark twice"));
}

TEST(PlanColumns, OptionalOnesAreBlankWhenTheyAreNotThere) {
  SmallDefinition small;
  small.table = "optional = [\"note\"]";
  small.more_fields = "memo = \"note\"";
  const StreamRun run(small, "a,b\nx,y\n");
  EXPECT_THAT(run.missing, IsEmpty());
  EXPECT_THAT(run.memos, ElementsAre(""));
}

// ---- lookups

struct FilledRow {
  std::string verdict;
  std::string key;
  std::vector<std::string> values;
  std::int64_t rank;
  bool operator==(const FilledRow&) const = default;
};

std::vector<FilledRow> rows_of_lookup(const std::string& lookup, const std::string& text) {
  SmallDefinition small;
  small.sections = std::string(kCodes) + "[lookup.tested]\ntable = \"rows\"\n" + lookup;
  const Definition definition = small.parse();
  const SmallFile file(text);
  const Columns columns(file.columns());
  std::vector<MissingColumn> missing;
  const LookupPlan plan = compile_lookup({definition, columns, {}}, definition.lookups.front(), missing);
  EXPECT_THAT(missing, IsEmpty());
  RowContext context(file.format(), plan.rows().joins());
  LookupRow filled;
  std::vector<FilledRow> rows;
  for (const Row& row : file.blocks().front().rows) {
    context.begin(file.blocks().front(), row);
    plan.make(context, filled);
    rows.push_back({told(context.verdict, definition.lookups.front().rules),
                    std::string(filled.key),
                    {filled.values.begin(), filled.values.end()},
                    filled.rank});
  }
  return rows;
}

TEST(LookupPlan, ARowGivesItsKeyAndValues) {
  const auto rows = rows_of_lookup(R"(
key = ["id", "year"]
repeated = "last"
[lookup.tested.values]
chamber = { codes = "chamber", of = "office" }
name = { upper = "name" }
[[lookup.tested.rules]]
skip = "old"
when = { of = "year", is = "1999" }
)",
                                   "id,year,office,name\n7,2024,S,Roe\n7,1999,S,Roe\n,,H,Doe\n8,,Q,Poe\n");
  constexpr std::int64_t kNone = RowPlan::kNoRank;
  EXPECT_THAT(rows, ElementsAre(FilledRow{"use",
                                          "7\x1F"
                                          "2024\x1F",
                                          {"upper", "ROE"},
                                          kNone},                               //
                                FilledRow{"skip old", "", {}, kNone},           //
                                FilledRow{"use", "", {"lower", "DOE"}, kNone},  //
                                FilledRow{"reject unknown_code 3 'Q'", "8\x1F\x1F", {"", "POE"}, kNone}));
}

TEST(LookupPlan, ADateOrANumberRanksARow) {
  const auto newest =
      rows_of_lookup("key = \"id\"\nrepeated = \"newest\"\nnewest_by = { date = \"%Y%m%d\", of = \"by\" }\n",
                     "id,by\n7,19700102\n7,\n7,today\n");
  EXPECT_EQ(newest[0].rank, 86'400);
  EXPECT_EQ(newest[1].rank, RowPlan::kNoRank);
  EXPECT_EQ(newest[2].verdict, "reject bad_date 2 'today'");
  const auto highest =
      rows_of_lookup("key = \"id\"\nrepeated = \"highest\"\nhighest_by = \"by\"\n", "id,by\n7,3\n7,\n7,three\n");
  EXPECT_EQ(highest[0].rank, 300);
  EXPECT_EQ(highest[1].rank, RowPlan::kNoRank);
  EXPECT_EQ(highest[2].verdict, "reject bad_amount 2 'three'");
}

}  // namespace
}  // namespace sfi
