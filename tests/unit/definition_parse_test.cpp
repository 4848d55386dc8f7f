// Reading definitions: what a good one gives, and what is said about every kind of mistake.
#include "definition/parse.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "definition/parse_context.h"

namespace sfi {
namespace {

constexpr const char* kFile = "states/tx/ingestor.toml";

// A small definition with something of everything; the tests below spoil it, each in one place.
constexpr const char* kGood = R"toml([state]
language = 1
code = "tx"
name = "Texas"
agency = "Ethics Commission"

[chambers]
lower = { name = "House", seats = 150 }

[input.archive]
path = "data.zip"

[layout.csv]
mode = "rfc"
delimiter = ","
encoding = "utf-8"

[table.filers]
input = "archive"
members = 'filers\.csv'
layout = "csv"

[table.gifts]
input = "archive"
layout = "csv"

[codes.chamber]
REP = "lower"
SEN = "upper"

[codes.schedule]
A = "monetary"
B = "in_kind"

[lookup.candidates]
table = "filers"
key = "id"
repeated = "newest"
newest_by = { date = "%Y%m%d", of = "since" }
rules = [
  { skip = "other_office", when = { of = "office", is_not = ["REP", "SEN"] } },
]

[lookup.candidates.values]
id = "id"
chamber = { codes = "chamber", of = "office" }

[lookup.committees]
table = "filers"
key = ["id", "year"]
repeated = "last"
rules = [
  { join = "candidate", lookup = "candidates", key = "supports" },
]

[lookup.committees.values]
chamber = { from = "candidate.chamber" }

[stream.gifts]
record = "contribs"
table = "gifts"
rules = [
  { join = "candidate", missing = "no_candidate", steps = [{ name = "account", lookup = "candidates", key = "filer" }] },
  { join = "committee", lookup = "committees", key = ["filer", "year"] },
]

[stream.gifts.set]
contribution_id = "gift"
contribution_date = { date = "%Y%m%d", of = "day" }
amount = "amount"
kind = { codes = "schedule", of = "form" }
type = { text = "individual" }
filer.filer_id = "filer"
candidate.house = { from = "candidate.chamber" }
filer.name = "filerName"
)toml";

std::vector<std::string> mistakes_of(const std::string& text, const std::string& file = kFile) {
  try {
    parse_definition(text, file);
  } catch (const DefinitionError& error) {
    return error.mistakes;
  }
  return {};
}

void replace(std::string& text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
}

// The good definition with one part exchanged.
std::string with(const std::string& from, const std::string& to) {
  std::string text = kGood;
  replace(text, from, to);
  return text;
}

// Replaces `from` with `to`, in which "§" marks the place of the expected mistake.
struct Case {
  const char* from;
  const char* to;
  const char* message;
};

// The whole expected message, at the place of "§", which is removed from `text`.
std::string expected_at_mark(std::string& text, const std::string& message) {
  const std::string mark = "§";
  const std::size_t at = text.find(mark);
  if (at == std::string::npos) return std::string(kFile) + ": " + message;
  text.erase(at, mark.size());
  const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
  const auto lines = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  return std::string(kFile) + ":" + std::to_string(lines + 1) + ":" + std::to_string(at - begin + 1) + ": " + message +
         "\n  " + text.substr(begin, text.find('\n', begin) - begin) + "\n  " + std::string(at - begin, ' ') + "^";
}

void expect_mistakes(const std::vector<Case>& cases) {
  for (const Case& wrong : cases) {
    std::string text = with(wrong.from, wrong.to);
    const std::string expected = expected_at_mark(text, wrong.message);
    EXPECT_EQ(mistakes_of(text), std::vector<std::string>{expected}) << wrong.to;
  }
}

const Stream& gifts(const Definition& definition) {
  return definition.streams.front();
}

// The expression of the small definition's field `name`, written as `value`.
Expression field(const std::string& name, const std::string& value) {
  Definition definition = parse_definition(with("filer.name = \"filerName\"\n", name + " = " + value + "\n"), kFile);
  return std::move(definition.streams.front().fields.back().expression);
}

Condition condition(const std::string& text) {
  Definition definition = parse_definition(with("{ of = \"office\", is_not = [\"REP\", \"SEN\"] }", text), kFile);
  return std::move(*definition.lookups.front().rules.front().when);
}

std::string texas() {
  std::ifstream file(SFI_SOURCE_DIR "/states/tx/ingestor.toml", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// ---- good definitions ------------------------------------------------------------------------

TEST(DefinitionParse, ReadsTheDefinitionOfTexas) {
  const Definition texan = parse_definition(texas(), kFile);
  EXPECT_EQ(texan.code, "tx");
  EXPECT_EQ(texan.state_name, "Texas");
  EXPECT_EQ(texan.chambers.size(), 2U);
  EXPECT_EQ(texan.chambers[0].seats, 150);
  EXPECT_EQ(texan.about.notes.size(), 4U);
  EXPECT_EQ(find_named(texan.inputs, "archive")->path, "TEC_CF_CSV.zip or *.csv or */*.csv");
  EXPECT_EQ(texan.tables.size(), 5U);
  EXPECT_EQ(texan.table("contributions").optional, std::vector<std::string>{"contributorLawFirmName"});
  EXPECT_EQ(texan.code_table("schedule").codes.at("t-ctr"), "other");
  EXPECT_EQ(find_named(texan.lookups, "candidates")->repeated, Lookup::Repeated::newest);
  EXPECT_EQ(find_named(texan.lookups, "committees")->rules.size(), 4U);
  ASSERT_EQ(texan.streams.size(), 3U);
  EXPECT_EQ(texan.streams[0].rules[0].steps.size(), 2U);
  EXPECT_EQ(texan.streams[2].record, RecordType::reports);
}

TEST(DefinitionParse, KeepsTheOrderOfTheFile) {
  const Definition texan = parse_definition(texas(), kFile);
  const char* const tables[] = {"filers", "spacs", "contributions", "early_contributions", "covers"};
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(texan.tables[i].name, tables[i]);
  EXPECT_EQ(texan.lookups[0].values[3].name, "lower_district");

  const Definition small = parse_definition(kGood, kFile);
  const char* const fields[] = {"contribution_id", "contribution_date", "amount",    "kind", "type",
                                "filer.filer_id",  "candidate.house",   "filer.name"};
  ASSERT_EQ(gifts(small).fields.size(), 8U);
  for (std::size_t i = 0; i < 8; ++i) EXPECT_EQ(gifts(small).fields[i].name, fields[i]);
}

TEST(DefinitionParse, KeepsPlacesAndText) {
  const Definition small = parse_definition(kGood, kFile);
  EXPECT_EQ(small.file, kFile);
  EXPECT_EQ(small.text, kGood);
  EXPECT_EQ(small.hash.size(), 32U);
  EXPECT_EQ(small.hash.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_NE(small.hash, parse_definition(std::string(kGood) + "\n", kFile).hash);
  const Origin origin = gifts(small).fields.front().expression.origin;
  EXPECT_EQ(located(small, origin, "Here."),
            "states/tx/ingestor.toml:68:19: Here.\n"
            "  contribution_id = \"gift\"\n"
            "                    ^");
  EXPECT_EQ(located(small, {}, "Somewhere."), "states/tx/ingestor.toml: Somewhere.");
}

TEST(DefinitionParse, SectionsMayStandInAnyOrder) {
  std::string text = kGood;
  const std::size_t stream = text.find("[stream.gifts]");
  const std::string moved = text.substr(stream);
  text.erase(stream);
  EXPECT_EQ(mistakes_of(moved + text), std::vector<std::string>{});
}

TEST(DefinitionParse, UsesTheDefaults) {
  const Definition small = parse_definition(with("mode = \"rfc\"\ndelimiter = \",\"\n", ""), kFile);
  const Layout& layout = small.layouts.front();
  EXPECT_EQ(layout.dialect.mode, QuoteMode::rfc);
  EXPECT_EQ(layout.dialect.delimiter, ',');
  EXPECT_EQ(layout.dialect.quote, '"');
  EXPECT_TRUE(layout.dialect.double_quote);
  EXPECT_EQ(layout.header, Header::present);
  EXPECT_TRUE(layout.trim);
  EXPECT_FALSE(layout.pad_short_rows);
  EXPECT_FALSE(layout.strip_nul);
  EXPECT_EQ(layout.fallback_encoding, Encoding::windows1252);
  EXPECT_TRUE(small.inputs.front().required);
  EXPECT_TRUE(small.tables.front().required);
  EXPECT_FALSE(small.tables.front().allow_empty);
}

TEST(DefinitionParse, ReadsLayoutsAndTables) {
  const std::string text = with("mode = \"rfc\"\ndelimiter = \",\"\nencoding = \"utf-8\"\n",
                                "mode = \"lenient\"\ndelimiter = \"\\t\"\nquote_char = \"'\"\ndouble_quote = false\n"
                                "header = false\ntrim = false\npad_short_rows = true\nstrip_nul = true\n"
                                "encoding = \"latin-1\"\nfallback_encoding = \"cp437\"\n");
  std::string whole = text;
  replace(whole, "members = 'filers\\.csv'\n",
          "columns = [\"id\", \"office\"]\noptional = \"office\"\nrequired = false\n"
          "allow_empty = true\naliases = { id = [\"ident\", \"number\"], office = \"post\" }\n");
  replace(whole, "[table.gifts]\n", "[table.gifts]\ncolumns = [\"gift\"]\n");
  const Definition definition = parse_definition(whole, kFile);
  const Layout& layout = definition.layouts.front();
  EXPECT_EQ(layout.dialect.mode, QuoteMode::lenient);
  EXPECT_EQ(layout.dialect.delimiter, '\t');
  EXPECT_EQ(layout.dialect.quote, '\'');
  EXPECT_FALSE(layout.dialect.double_quote || layout.trim);
  EXPECT_EQ(layout.header, Header::absent);
  EXPECT_TRUE(layout.pad_short_rows && layout.strip_nul);
  EXPECT_EQ(layout.encoding, Encoding::latin1);
  EXPECT_EQ(layout.fallback_encoding, Encoding::cp437);
  const Table& table = definition.tables.front();
  EXPECT_EQ(table.columns, (std::vector<std::vector<std::string>>{{"id", "office"}}));
  EXPECT_EQ(table.optional, std::vector<std::string>{"office"});
  EXPECT_EQ(table.aliases.at("id"), (std::vector<std::string>{"ident", "number"}));
  EXPECT_EQ(table.aliases.at("office"), std::vector<std::string>{"post"});
  EXPECT_FALSE(table.required);
  EXPECT_TRUE(table.allow_empty);
}

TEST(DefinitionParse, ReadsEveryVerb) {
  using enum Verb;
  EXPECT_EQ(field("memo", R"("x")").verb, column);
  EXPECT_EQ(field("memo", R"("x")").name, "x");
  EXPECT_EQ(field("memo", R"({ text = "x" })").text, "x");
  EXPECT_EQ(field("memo", R"({ coalesce = ["x", { text = "y" }] })").operands.size(), 2U);
  const Expression concatenated = field("memo", R"({ concat = ["x", "y"], separator = ", " })");
  EXPECT_EQ(concatenated.verb, concat);
  EXPECT_EQ(concatenated.text, ", ");
  const Expression coded = field("memo", R"({ codes = "schedule", of = "x", otherwise = "keep" })");
  EXPECT_EQ(coded.name, "schedule");
  EXPECT_EQ(coded.otherwise, Expression::Otherwise::keep);
  const Expression other = field("memo", R"({ codes = "schedule", of = "x", otherwise = "misc" })");
  EXPECT_EQ(other.otherwise, Expression::Otherwise::meaning);
  EXPECT_EQ(other.meaning, "misc");
  const Expression cutting = field("memo", R"({ extract = '(\d+)', of = { upper = "x" } })");
  EXPECT_EQ(cutting.text, R"((\d+))");
  EXPECT_EQ(cutting.operands.front().verb, upper);
  EXPECT_EQ(field("memo", R"({ lower = "x" })").verb, lower);
  const Expression joined = field("memo", R"({ from = "candidate.id" })");
  EXPECT_EQ(joined.name + "." + joined.text, "candidate.id");
  const Expression chosen = field("memo", R"({ choose = [{ when = { of = "x", is = "" }, column = "y" }, "z"] })");
  ASSERT_EQ(chosen.conditions.size(), 2U);
  EXPECT_NE(chosen.conditions[0], nullptr);
  EXPECT_EQ(chosen.conditions[1], nullptr);
  EXPECT_EQ(chosen.operands[1].name, "z");
}

TEST(DefinitionParse, KnowsTheMembersOfAddtlData) {
  const std::string text = with("filer.name = \"filerName\"\n",
                                "addtl_data.form = \"form\"\naddtl_data.\"Report No.\" = \"report\"\n"
                                "[[stream.gifts.slot]]\n[stream.gifts.slot.set]\n"
                                "addtl_data.form = \"form2\"\naddtl_data.cycle = \"cycle2\"\n");
  EXPECT_EQ(parse_definition(text, kFile).addtl_members(), (std::vector<std::string>{"Report No.", "cycle", "form"}));
  EXPECT_TRUE(parse_definition(kGood, kFile).addtl_members().empty());
}

TEST(DefinitionParse, AmountsAndDatesAlwaysHaveTheirVerb) {
  const Definition small = parse_definition(kGood, kFile);
  const Expression& bare = gifts(small).fields[2].expression;
  EXPECT_EQ(bare.verb, Verb::money);
  EXPECT_EQ(bare.operands.front().name, "amount");
  EXPECT_EQ(bare.sign, Expression::Sign::as_filed);
  const Expression& date = gifts(small).fields[1].expression;
  EXPECT_EQ(date.verb, Verb::date);
  EXPECT_EQ(date.formats, std::vector<std::string>{"%Y%m%d"});

  const Definition turned = parse_definition(
      with("amount = \"amount\"", "amount = { money = \"negated\", of = { coalesce = [\"a\", \"b\"] } }"), kFile);
  const Expression& money = gifts(turned).fields[2].expression;
  EXPECT_EQ(money.verb, Verb::money);
  EXPECT_EQ(money.sign, Expression::Sign::negated);
  EXPECT_EQ(money.operands.front().verb, Verb::coalesce);
}

TEST(DefinitionParse, RowHashIsAnId) {
  const Definition definition =
      parse_definition(with("contribution_id = \"gift\"", "contribution_id = { row_hash = true }"), kFile);
  EXPECT_EQ(gifts(definition).fields.front().expression.verb, Verb::row_hash);
}

TEST(DefinitionParse, ReadsEveryTest) {
  using Wanted = Condition::Test;
  EXPECT_EQ(condition(R"({ of = "x", is = "a" })").texts, std::vector<std::string>{"a"});
  EXPECT_TRUE(condition(R"({ of = "x", is_not = ["a", "b"] })").negate);
  EXPECT_EQ(condition(R"({ of = "x", is = "" })").texts, std::vector<std::string>{""});
  EXPECT_FALSE(condition(R"({ of = "x", is = "" })").negate);
  EXPECT_TRUE(condition(R"({ of = "x", is_not = "" })").negate);
  EXPECT_EQ(condition(R"({ of = { lower = "x" }, matches = '^a' })").test, Wanted::matches);
  const Condition both = condition(R"({ all = [{ of = "x", is = "a" }, { of = "y", is = "b" }] })");
  EXPECT_EQ(both.test, Wanted::all);
  EXPECT_EQ(both.children.size(), 2U);
  EXPECT_EQ(condition(R"({ any = [{ of = "x", is = "a" }] })").test, Wanted::any);
  EXPECT_TRUE(condition(R"({ not = { of = "x", is = "a" } })").negate);
  EXPECT_FALSE(condition(R"({ not = { of = "x", is_not = "a" } })").negate);
  const Condition same = condition(R"({ of = "x", is_not = { column = "y" } })");
  EXPECT_EQ(same.test, Wanted::same_as);
  EXPECT_TRUE(same.negate);
  EXPECT_EQ(same.other->name, "y");
}

TEST(DefinitionParse, ChoosesAmongAmountsAndDates) {
  const Definition amounts = parse_definition(
      with("amount = \"amount\"",
           "amount = { choose = [{ when = { of = \"form\", is = \"B\" }, money = \"negative\", of = \"a\" }, \"b\"] }"),
      kFile);
  const Expression& amount = gifts(amounts).fields[2].expression;
  EXPECT_EQ(amount.verb, Verb::choose);
  EXPECT_EQ(amount.operands[0].sign, Expression::Sign::negative);
  EXPECT_EQ(amount.operands[1].verb, Verb::money);
  const Definition dates = parse_definition(with("{ date = \"%Y%m%d\", of = \"day\" }",
                                                 "{ coalesce = [{ date = \"%Y%m%d\", of = \"day\", otherwise = "
                                                 "\"blank\" }, { date = \"%Y\", of = \"year\" }] }"),
                                            kFile);
  EXPECT_EQ(gifts(dates).fields[1].expression.operands[1].formats, std::vector<std::string>{"%Y"});
}

// A table can have its file and its layout in its own section.
TEST(DefinitionParse, ATableCanBeAllInOne) {
  std::string text = with("[table.gifts]\ninput = \"archive\"\nlayout = \"csv\"\n",
                          "[table.gifts]\npath = \"gifts.txt\"\nhow = \"Ask.\"\nrequired = false\n"
                          "layout = { delimiter = \"|\", pad_short_rows = true }\n");
  const Definition definition = parse_definition(text, kFile);
  ASSERT_EQ(definition.inputs.size(), 2U);
  EXPECT_EQ(definition.inputs[1].name, "gifts");
  EXPECT_EQ(definition.inputs[1].patterns, std::vector<std::string>{"gifts.txt"});
  EXPECT_FALSE(definition.inputs[1].required);
  EXPECT_EQ(layout_of(definition, "gifts").dialect.delimiter, '|');
  EXPECT_TRUE(layout_of(definition, "gifts").pad_short_rows);
}

TEST(DefinitionParse, WithoutALayoutATableIsRfc4180OrTheDefault) {
  const std::string bare =
      with("[table.gifts]\ninput = \"archive\"\nlayout = \"csv\"\n", "[table.gifts]\ninput = \"archive\"\n");
  EXPECT_EQ(layout_of(parse_definition(bare, kFile), "gifts").dialect.mode, QuoteMode::rfc);
  const Definition own = parse_definition(bare + "[layout.default]\ndelimiter = \";\"\n", kFile);
  EXPECT_EQ(layout_of(own, "gifts").dialect.delimiter, ';');
}

TEST(DefinitionParse, SharedPartsComeFirstAndOwnFieldsCount) {
  std::string text = with("[stream.gifts]\n", "[stream.gifts]\nuse = \"who\"\n");
  replace(text, "[stream.gifts]\n",
          "[shared.who]\nrules = [{ skip = \"memo\", when = { of = \"memo\", is = \"X\" } }]\n"
          "[shared.who.set]\nfiler.name = \"another\"\nmemo = \"note\"\n[stream.gifts]\n");
  const Definition definition = parse_definition(text, kFile);
  const Stream& stream = gifts(definition);
  EXPECT_EQ(stream.rules.front().reason, "memo");
  EXPECT_EQ(stream.rules.size(), 3U);
  const auto named = [&](const std::string& name) { return find_named(stream.fields, name)->expression.name; };
  EXPECT_EQ(named("filer.name"), "filerName");
  EXPECT_EQ(named("memo"), "note");
}

TEST(DefinitionParse, CaseIsIgnoredWhereTheStateSaysSo) {
  EXPECT_FALSE(parse_definition(kGood, kFile).ignore_case);
  EXPECT_TRUE(parse_definition(with("language = 1\n", "language = 1\nignore_case = true\n"), kFile).ignore_case);
}

TEST(DefinitionParse, DistrictTakesTextAndMayHaveANameOfItsOwn) {
  EXPECT_EQ(field("candidate.district", "\"seat\"\ncandidate.district_name = \"county\"").name, "county");
}

TEST(DefinitionParse, FindsPartsByName) {
  const Definition small = parse_definition(kGood, kFile);
  EXPECT_EQ(small.layout("csv").name, "csv");
  EXPECT_THROW(small.table("nobody"), RunFailed);
}

// ---- mistakes --------------------------------------------------------------------------------

TEST(DefinitionMistakes, NameTheLineAndPointAtTheColumn) {
  EXPECT_EQ(mistakes_of(with("members = ", "membres = ")),
            std::vector<std::string>{"states/tx/ingestor.toml:20:1: Unknown key 'membres' in [table.filers]. "
                                     "Did you mean 'members'?\n"
                                     "  membres = 'filers\\.csv'\n"
                                     "  ^"});
  EXPECT_EQ(mistakes_of(with("key = \"filer\" }]", "key = \"filer\", wenn = 1 }]")),
            std::vector<std::string>{
                "states/tx/ingestor.toml:63:118: Unknown key 'wenn' in this step. "
                "Did you mean 'when'?\n"
                "    { join = \"candidate\", missing = \"no_candidate\", steps = [{ name = \"account\", lookup = "
                "\"candidates\", key = \"filer\", wenn = 1 }] },\n  " +
                std::string(117, ' ') + "^"});
}

TEST(DefinitionMistakes, CountCharactersAndKeepTabsBeforeTheCaret) {
  const std::vector<std::string> found =
      mistakes_of(with("lower = { name = \"House\", seats = 150 }", "\tlower = { name = \"Hoüse\", seats = \"x\" }\r"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0],
            "states/tx/ingestor.toml:8:36: 'seats' must be a whole number, without quotes, "
            "not a text.\n"
            "  \tlower = { name = \"Hoüse\", seats = \"x\" }\n"
            "  \t                                  ^");
}

TEST(DefinitionMistakes, AreAllListedInTheOrderOfTheFile) {
  std::string text = kGood;
  replace(text, "filer.name = ", "filer.nam = ");
  replace(text, "lookup = \"candidates\", key = \"filer\"", "lookup = \"candidate\", key = \"filer\"");
  replace(text, "mode = \"rfc\"", "mode = \"rcf\"");
  replace(text, "name = \"Texas\"\n", "");
  const std::vector<std::string> found = mistakes_of(text);
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0], "states/tx/ingestor.toml:1:1: 'name' is missing in [state].\n  [state]\n  ^");
  EXPECT_TRUE(found[1].starts_with("states/tx/ingestor.toml:13:8: 'mode' must be rfc, raw or"));
  EXPECT_TRUE(
      found[2].starts_with("states/tx/ingestor.toml:62:89: There is no lookup 'candidate'. "
                           "Did you mean 'candidates'?"));
  EXPECT_TRUE(
      found[3].starts_with("states/tx/ingestor.toml:74:7: Records of 'contribs' have no "
                           "field 'filer.nam'. Did you mean 'filer.name'?"));
  try {
    parse_definition(text, kFile);
    FAIL();
  } catch (const DefinitionError& error) {
    EXPECT_EQ(error.code(), ExitCode::refused);
    EXPECT_EQ(std::string(error.what()),
              "The definition has 4 mistakes:\n" + found[0] + "\n" + found[1] + "\n" + found[2] + "\n" + found[3]);
    EXPECT_NE(error.advice().find("docs/definition-reference.md"), std::string::npos);
  }
}

TEST(DefinitionMistakes, AreNamedOnceWhenFoundTwice) {
  const std::string stream = std::string(kGood).substr(std::string(kGood).find("[stream.gifts]"));
  std::string second = stream;
  for (const char* part : {"[stream.gifts]", "[stream.gifts.set]"}) {
    std::string renamed = part;
    replace(renamed, "gifts", "more");
    replace(second, part, renamed);
  }
  std::string text = std::string(kGood) + second;
  EXPECT_EQ(mistakes_of(text), std::vector<std::string>{});
  replace(text, "A = \"monetary\"", "A = \"money\"");
  EXPECT_EQ(mistakes_of(text).size(), 1U);
}

TEST(DefinitionMistakes, Syntax) {
  expect_mistakes({
      {"mode = \"rfc\"", "mode = §rfc", "This is not TOML: Error while parsing value: could not determine value type."},
      {"layout = \"csv\"", "layout = \"csv\"\nlayout = §\"csv\"",
       "This is not TOML: Error while parsing key-value pair: cannot redefine existing string "
       "'layout'."},
  });
}

TEST(DefinitionMistakes, State) {
  expect_mistakes({
      {"code = \"tx\"", "code = §\"TX\"", "'code' must be the state's two letters in lower case, not 'TX'."},
      {"code = \"tx\"", "code = §\"ny\"",
       "'code' is 'ny', but the definition is in the folder 'tx'; they must be the same."},
      {"[state]\nlanguage = 1\ncode = \"tx\"\n", "§[state]\nlanguage = 1\n", "'code' is missing in [state]."},
      {"[state]\nlanguage = 1\n", "§[state]\n",
       "[state] needs 'language = 1'. A definition without it was written before version 1 of the language: "
       "docs/definition-reference.md lists what to change."},
      {"language = 1", "language = §2",
       "This program reads language 1: for a newer one, install a newer version of the program."},
      {"name = \"Texas\"", "name = §\"\"", "'name' must not be empty."},
      {"name = \"Texas\"", "name = §5", "'name' must be a text in quotes, not a number."},
      {"name = \"Texas\"", "name = §[\"Texas\"]", "'name' must be a text in quotes, not a list."},
      {"agency = \"Ethics Commission\"", "agency = \"E\"\nnotes = [\"a\", §1.5]",
       "'notes' must hold texts in quotes, not a number with decimals."},
      {"agency = \"Ethics Commission\"", "agency = \"E\"\nnotes = §2020-01-01",
       "'notes' must be a list of texts, not a date or time."},
      {"[state]\nlanguage = 1\ncode = \"tx\"\nname = \"Texas\"\nagency = \"Ethics Commission\"\n", "",
       "The section [state] is missing."},
      {"lower = {", "§lowr = {", "Unknown key 'lowr' in [chambers]. Did you mean 'lower'?"},
      {"seats = 150", "seats = §0", "'seats' must be more than 0."},
      {"{ name = \"House\", seats = 150 }", "§{ name = \"House\" }", "'seats' is missing in the chamber 'lower'."},
  });
  EXPECT_EQ(mistakes_of(kGood, "ingestor.toml"), std::vector<std::string>{});
  EXPECT_EQ(mistakes_of(kGood, "my/tx/ingestor.toml"), std::vector<std::string>{});
  EXPECT_EQ(mistakes_of(kGood, "my/ca/ingestor.toml").size(), 1U);
}

// What else is wrong by the rules of another version is not said.
TEST(DefinitionMistakes, AnotherLanguageIsTheOnlyMistake) {
  std::string text = with("language = 1\n", "");
  replace(text, "mode = ", "modus = ");
  ASSERT_EQ(mistakes_of(text).size(), 1U);
  EXPECT_NE(mistakes_of(text)[0].find("needs 'language = 1'"), std::string::npos);
}

TEST(DefinitionMistakes, Sections) {
  expect_mistakes({
      {"[chambers]", "[§chamber]",
       "Unknown key 'chamber' in the definition. Did you mean "
       "'chambers'?"},
      {"[input.archive]\n", "[input]\narchive.path = \"data.zip\"\n§",
       "'path' must be in a named section: write [input.NAME] above it."},
  });
  std::string text = kGood;
  text.erase(text.find("[stream.gifts]"));
  EXPECT_EQ(mistakes_of(text), std::vector<std::string>{"states/tx/ingestor.toml: No [stream.NAME] is defined, so "
                                                        "nothing would be loaded."});
}

TEST(DefinitionMistakes, Inputs) {
  expect_mistakes({
      {"path = \"data.zip\"", "path = §\"../data.zip\"",
       "'path' must be in the state's own input folder: a file name or a relative path without "
       "'..', not '../data.zip'."},
      {"path = \"data.zip\"", "path = §\"/data.zip\"",
       "'path' must be in the state's own input folder: a file name or a relative path without "
       "'..', not '/data.zip'."},
      {"path = \"data.zip\"", "path = \"data.zip\"\nrequired = §\"no\"",
       "'required' must be true or false, without quotes, not a text."},
      {"path = \"data.zip\"", "path = \"data.zip\"\n§ulr = \"\"",
       "Unknown key 'ulr' in [input.archive]. Did you mean 'url'?"},
  });
}

TEST(DefinitionMistakes, Layouts) {
  expect_mistakes({
      {"mode = \"rfc\"", "mode = §\"strict\"", "'mode' must be rfc, raw or lenient, not 'strict'."},
      {"delimiter = \",\"", "delimiter = §\"tab\"",
       "'delimiter' must be a single character such as \",\", \"|\" or \"\\t\"."},
      {"delimiter = \",\"", "delimiter = §'\"'", "'delimiter' and 'quote_char' must differ."},
      {"delimiter = \",\"", "delimiter = \",\"\nescape_char = §\",\"",
       "'escape_char' must differ from 'quote_char' and 'delimiter'."},
      {"delimiter = \",\"", "delimiter = \",\"\nescape_char = '\\'\ndouble_quote = §true",
       "With 'escape_char' quotes are not doubled: remove one of the two."},
      {"delimiter = \",\"", "delimiter = \" \"\nskip_initial_space = §true",
       "With 'skip_initial_space' neither 'delimiter' nor 'quote_char' can be a space."},
      {"delimiter = \",\"", "delimiter = \",\"\nskip_lines = §0",
       "'skip_lines' must be a whole number from 1 to 1000."},
      {"encoding = \"utf-8\"", "encoding = §\"latin-9\"",
       "'encoding' must be utf-8, latin-1, windows-1252, mac-roman, cp437, utf-16le or utf-16be, "
       "not 'latin-9'. Did you mean 'latin-1'?"},
      {"encoding = \"utf-8\"", "fallback_encoding = §\"utf-8\"",
       "'fallback_encoding' must be a single-byte encoding such as windows-1252."},
      {"encoding = \"utf-8\"", "§quotechar = \"'\"",
       "Unknown key 'quotechar' in [layout.csv]. Did you mean 'quote_char'?"},
  });
}

TEST(DefinitionMistakes, Tables) {
  expect_mistakes({
      {"input = \"archive\"", "input = §\"archiv\"", "There is no input 'archiv'. Did you mean 'archive'?"},
      {"layout = \"csv\"", "layout = §\"fixed\"", "There is no layout 'fixed'."},
      {"members = 'filers\\.csv'", "members = §'filers('", "Invalid pattern 'filers(': missing ): filers(."},
      {"members = 'filers\\.csv'", "columns = §[\"id\"]",
       "The layout 'csv' has a header row, which names the columns: remove 'columns', or set header "
       "= false or \"detect\" in the layout."},
      {"members = 'filers\\.csv'", "aliases = { id = [§1] }", "'id' must hold texts in quotes, not a number."},
      {"[table.filers]\ninput = \"archive\"\n", "§[table.filers]\n",
       "[table.filers] needs 'path', the file that it is read from, or 'input', the name of a section [input.NAME]."},
  });
  std::string headless = with("mode = \"rfc\"", "mode = \"rfc\"\nheader = false");
  replace(headless, "[table.gifts]\n", "[table.gifts]\ncolumns = [\"gift\"]\n");
  replace(headless, "[table.filers]", "§[table.filers]");
  const std::string expected =
      expected_at_mark(headless,
                       "The layout 'csv' can lack a header row, so [table.filers] needs 'columns' with the "
                       "names of all columns.");
  EXPECT_EQ(mistakes_of(headless), std::vector<std::string>{expected});
}

TEST(DefinitionMistakes, Codes) {
  expect_mistakes({
      {"REP = \"lower\"", "REP = \"lower\"\nX = §7", "The meaning of code 'X' must be a text in quotes, not a number."},
      {"REP = \"lower\"", "REP = \"lower\"\n§X.1 = \"lower\"",
       "A code that contains a dot needs quotes: \"A.1\" = \"...\"."},
  });
}

TEST(DefinitionMistakes, FixedWords) {
  expect_mistakes({
      {"A = \"monetary\"", "A = §\"money\"", "'kind' must be monetary, in_kind, loan, refund or other, not 'money'."},
      {"A = \"monetary\"", "A = §\"inkind\"",
       "'kind' must be monetary, in_kind, loan, refund or other, not 'inkind'. Did you mean "
       "'in_kind'?"},
      {"kind = { codes = \"schedule\", of = \"form\" }", "kind = { coalesce = [\"form\", §{ text = \"gift\" }] }",
       "'kind' must be monetary, in_kind, loan, refund or other, not 'gift'."},
      {"{ text = \"individual\" }", "§{ text = \"person\" }",
       "'type' must be individual, entity or unknown, not 'person'."},
      // Through the lookup that the stream joins.
      {"REP = \"lower\"", "REP = §\"House\"", "'candidate.house' must be lower, upper or unicameral, not 'House'."},
  });
}

TEST(DefinitionMistakes, Expressions) {
  expect_mistakes({
      {"\"filerName\"", "§{ }",
       "This value has no verb; it needs column, text, coalesce, concat, codes, choose, extract, "
       "lower, upper, normalize, strip_zeros, number, address, person_or_entity, file, from, date, money, sum or "
       "row_hash."},
      {"\"filerName\"", "{ §coalese = [\"a\"] }", "Unknown verb 'coalese'. Did you mean 'coalesce'?"},
      {"\"filerName\"", "{ lower = \"a\", §upper = \"a\" }",
       "A value has one verb, but this has both 'lower' and 'upper'."},
      {"\"filerName\"", "{ lower = \"a\", §of = \"a\" }", "Unknown key 'of' in a value with 'lower'."},
      {"\"filerName\"", "§12",
       "A value is the name of a column in quotes or a table such as { text = \"x\" }, not a "
       "number."},
      {"\"filerName\"", "§\"\"", "A column name must not be empty; write { text = \"\" } for a blank value."},
      {"\"filerName\"", "{ coalesce = §\"a\" }", "'coalesce' must be a list of values, not a text."},
      {"\"filerName\"", "{ concat = §[] }", "'concat' must be a list of values, not an empty list."},
      {"\"filerName\"", "§{ codes = \"schedule\" }", "'of' is missing in a value with 'codes'."},
      {"\"filerName\"", "{ codes = §\"schedul\", of = \"a\" }",
       "There is no code table 'schedul'. Did you mean 'schedule'?"},
      {"\"filerName\"", "{ codes = \"schedule\", of = \"a\", otherwise = §\"kept\" }",
       "'otherwise' must be \"reject\", \"blank\", \"keep\" or the meaning of unlisted codes in quotes, not 'kept'. "
       "Did you mean 'keep'?"},
      {"\"filerName\"", "{ codes = \"schedule\", of = \"a\", otherwise = §\"\" }",
       "'otherwise' must be \"reject\", \"blank\", \"keep\" or the meaning of unlisted codes in quotes, not ''."},
      {"\"filerName\"", "{ codes = \"schedule\", of = \"a\", otherwise = §1 }",
       "'otherwise' must be \"reject\", \"blank\", \"keep\" or the meaning of unlisted codes in quotes, not a number."},
      {"\"filerName\"", "{ extract = §'\\d+', of = \"a\" }",
       "The pattern must have one pair of parentheses around the part to keep, but has 0; write "
       "(?:...) for those that only group."},
      {"\"filerName\"", "{ extract = §'([)', of = \"a\" }", "Invalid pattern '([)': missing ]: [)."},
      {"\"filerName\"", "{ choose = §\"a\" }",
       "'choose' must be a list of values such as [{ when = ..., text = \"x\" }, \"Column\"]."},
      {"\"filerName\"", "{ choose = [§\"a\", { when = { of = \"b\", is = \"c\" }, column = \"d\" }] }",
       "A value without 'when' is always chosen and so must be the last of 'choose'."},
      {"\"filerName\"", "{ choose = [§{ when = { of = \"b\", is = \"c\" } }] }",
       "This value has no verb; it needs column, text, coalesce, concat, codes, choose, extract, "
       "lower, upper, normalize, strip_zeros, number, address, person_or_entity, file, from, date, money, sum or "
       "row_hash."},
      {"\"filerName\"", "{ §row_hash = true }",
       "'row_hash' is only allowed as the whole value of contribution_id or report_id."},
      {"\"gift\"", "{ row_hash = §false }", "'row_hash' can only be true."},
  });
}

TEST(DefinitionMistakes, Joins) {
  expect_mistakes({
      {"\"filerName\"", "{ from = §\"candidat.id\" }",
       "There is no join above with the name 'candidat'. Did you mean 'candidate'?"},
      {"\"filerName\"", "{ from = §\"candidate.chambre\" }",
       "The join 'candidate' gives no value 'chambre'. Did you mean 'chamber'?"},
      {"\"filerName\"", "{ from = §\"candidate\" }",
       "'from' names a join and one of its values: write from = \"candidate.VALUE\"."},
      // A rule sees the joins above it, not its own.
      {"key = \"filer\" }]", "key = { from = §\"candidate.id\" } }]",
       "There is no join above with the name 'candidate'."},
  });
}

TEST(DefinitionMistakes, DatesAndAmounts) {
  expect_mistakes({
      {"{ date = \"%Y%m%d\", of = \"day\" }", "§\"day\"",
       "'contribution_date' is a date: write { date = \"%m/%d/%Y\", of = \"day\" } with the format in the file, or a "
       "list of formats."},
      {"{ date = \"%Y%m%d\", of = \"day\" }", "§{ upper = \"day\" }",
       "'contribution_date' is a date: write { date = \"%m/%d/%Y\", of = ... } with the format in the file, or a "
       "list of formats."},
      {"{ date = \"%Y%m%d\", of = \"day\" }", "{ coalesce = [§\"day\"] }",
       "Each value here is a date: write { date = \"%m/%d/%Y\", of = \"day\" } with the format in the file, or a "
       "list of formats."},
      {"{ date = \"%Y%m%d\", of = \"day\" }", "§{ date = \"%Y%m%d\" }", "'of' is missing in a value with 'date'."},
      {"{ date = \"%Y%m%d\", of = \"day\" }", "{ date = §[], of = \"day\" }", "'date' must name at least one format."},
      {"\"filerName\"", "{ date = \"%Y\", of = \"a\", earliest = §\"1/1/1995\" }",
       "'earliest' is a day such as \"1995-01-01\", not '1/1/1995'."},
      {"\"filerName\"", "{ §sum = [\"a\", \"b\"] }", "'sum' is only allowed directly under an amount field."},
      {"\"filerName\"", "{ §money = \"negated\", of = \"a\" }",
       "'money' is only allowed directly under an amount field."},
      {"amount = \"amount\"", "amount = { upper = { §money = \"negated\", of = \"a\" } }",
       "'money' is only allowed directly under an amount field."},
      {"amount = \"amount\"", "amount = { money = §\"minus\", of = \"a\" }",
       "'money' must be negated or negative, not 'minus'."},
  });
  const std::vector<std::string> found =
      mistakes_of(with("{ date = \"%Y%m%d\", of = \"day\" }", "{ date = \"%Q\", of = \"day\" }"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found[0].starts_with("states/tx/ingestor.toml:69:30: ")) << found[0];
}

TEST(DefinitionMistakes, Conditions) {
  const char* const good = "{ of = \"office\", is_not = [\"REP\", \"SEN\"] }";
  expect_mistakes({
      {good, "§\"office\"", "A condition is a table such as { of = \"x\", is = \"y\" }, not a text."},
      {good, "§{ of = \"office\" }",
       "This condition has no test; it needs is, is_not, matches, below, at_most, above, at_least, all, any or not."},
      {good, "{ of = \"office\", §match = \"x\" }", "Unknown key 'match' in this condition. Did you mean 'matches'?"},
      {good, "{ of = \"office\", is = \"a\", §matches = \"b\" }",
       "A condition has one test, but this has both 'is' and 'matches'; write { all = [{ ... }, "
       "{ ... }] } for several."},
      {good, "§{ is = \"a\" }", "'of' is missing in this condition."},
      {good, "{ of = \"a\", is = §[] }", "'is' must name at least one text."},
      {good, "{ of = \"a\", is = { text = §1 } }", "'text' must be a text in quotes, not a number."},
      {good, "{ of = \"a\", above = §\"x\" }",
       "'above' needs a number, a day such as \"2024-03-01\" or another value, not 'x'."},
      {good, "{ of = §\"a\", at_least = \"2024-03-01\" }",
       "To compare the column 'a' with a day, write its format: of = { date = \"%m/%d/%Y\", of = \"a\" }."},
      {good, "{ of = \"a\", matches = §'*' }", "Invalid pattern '*': no argument for repetition operator: *."},
      {good, "{ all = §{ of = \"a\", is = \"b\" } }",
       "'all' must be a list of conditions such as [{ of = \"x\", is = \"y\" }]."},
      {good, "{ any = [§\"a\"] }", "A condition is a table such as { of = \"x\", is = \"y\" }, not a text."},
      {good, "{ §of = \"a\", not = { of = \"a\", is = \"b\" } }", "Unknown key 'of' in this condition."},
  });
}

TEST(DefinitionMistakes, Rules) {
  const char* const skip = "skip = \"other_office\"";
  expect_mistakes({
      {skip, "skip = §\"Other office\"",
       "A reason consists of lower-case letters, digits and '_', such as 'other_office', not 'Other "
       "office'."},
      {"{ skip = \"other_office\", when = { of = \"office\", is_not = [\"REP\", \"SEN\"] } }", "§{ skip = \"x\" }",
       "'when' is missing in this rule."},
      {"{ skip = \"other_office\", when", "§{ when", "A rule needs 'skip', 'join' or 'reject'."},
      {"{ skip = \"other_office\", when", "§{ skip = \"x\", join = \"x\", when",
       "A rule has one of 'skip', 'join' and 'reject'; write two rules."},
      {"rules = [\n  { skip = \"other_office\", when = { of = \"office\", is_not = [\"REP\", \"SEN\"] } },\n]",
       "rules = §5", "'rules' must be a list such as [{ skip = \"memo\", when = ... }], not a number."},
      {"missing = \"no_candidate\"", "missing = §\"no-candidate\"",
       "A reason consists of lower-case letters, digits and '_', such as 'other_office', not "
       "'no-candidate'."},
      {"missing = \"no_candidate\"", "§mising = \"no_candidate\"",
       "Unknown key 'mising' in this rule. Did you mean 'missing'?"},
      {"missing = \"no_candidate\"", "unlinked = §true",
       "'unlinked' needs 'missing', a reason for rows that no step matches: without it they are not dropped."},
      {"skip = \"other_office\"", "unlinked = §true, skip = \"other_office\"",
       "'unlinked' lists filers of contributions without a candidate: it is only allowed in a stream of "
       "contributions."},
      {"missing = \"no_candidate\"", "missing = \"no_candidate\", unlinked = §\"yes\"",
       "'unlinked' must be true or false, without quotes, not a text."},
      {"steps = [{ name = \"account\", lookup = \"candidates\", key = \"filer\" }]", "steps = §[]",
       "'steps' must be a list such as [{ name = \"account\", lookup = \"candidates\", key = "
       "\"filer\" }]."},
      {"lookup = \"candidates\", key = \"filer\" }]",
       "lookup = \"candidates\", key = \"filer\" }, { name = §\"account\", lookup = \"candidates\", key = \"b\" }]",
       "This join already has a step 'account'; rename this one."},
      {"lookup = \"candidates\", key = \"filer\" }]", "lookup = \"candidates\", key = §[\"filer\", \"year\"] }]",
       "The lookup 'candidates' has a key of 1 value, but this step has 2."},
      {"{ join = \"committee\", lookup", "{ join = §\"candidate\", lookup",
       "This section already has a join 'candidate'; rename this one."},
      {"lookup = \"candidates\", key = \"supports\"", "lookup = §\"committees\", key = [\"a\", \"b\"]",
       "Move the lookup 'committees' above the one that joins it."},
  });
}

TEST(DefinitionMistakes, AKeyOfTooManyValues) {
  const std::vector<std::string> found = mistakes_of(
      with("key = [\"id\", \"year\"]", "key = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\"]"));
  ASSERT_EQ(found.size(), 2U);  // the other is about the step that gives two
  EXPECT_TRUE(found[0].starts_with("states/tx/ingestor.toml:50:7: A key can have at most 8 values.")) << found[0];
}

TEST(DefinitionMistakes, Lookups) {
  expect_mistakes({
      {"table = \"filers\"\nkey = \"id\"", "table = §\"filer\"\nkey = \"id\"",
       "There is no table 'filer'. Did you mean 'filers'?"},
      {"[lookup.committees]\ntable = \"filers\"\nkey = [\"id\", \"year\"]\n",
       "§[lookup.committees]\ntable = \"filers\"\n", "'key' is missing in [lookup.committees]."},
      {"key = [\"id\", \"year\"]", "key = §[]", "'key' must not be an empty list."},
      {"repeated = \"newest\"", "repeated = §\"latest\"",
       "'repeated' must be first, last, newest, highest, most_frequent, unlinked or error, not 'latest'. Did you "
       "mean 'last'?"},
      {"repeated = \"newest\"\nnewest_by = { date = \"%Y%m%d\", of = \"since\" }\n", "repeated = §\"newest\"\n",
       "repeated = \"newest\" needs 'newest_by', the date that decides."},
      {"repeated = \"newest\"\nnewest_by = ", "repeated = \"last\"\nnewest_by = §",
       "'newest_by' is only allowed with repeated = \"newest\"."},
      {"repeated = \"newest\"\nnewest_by = { date = \"%Y%m%d\", of = \"since\" }\n",
       "repeated = \"last\"\nties = §\"error\"\n",
       "'ties' is only allowed with repeated = \"newest\", \"highest\" or \"most_frequent\"."},
      {"repeated = \"newest\"", "repeated = \"newest\"\nties = §\"first\"",
       "'ties' must be later, unlinked or error, not 'first'."},
      {"{ date = \"%Y%m%d\", of = \"since\" }", "§\"since\"",
       "'newest_by' is a date: write { date = \"%m/%d/%Y\", of = \"since\" } with the format in the file, or a "
       "list of formats."},
      {"repeated = \"newest\"\nnewest_by = { date = \"%Y%m%d\", of = \"since\" }\n", "repeated = §\"highest\"\n",
       "repeated = \"highest\" and 'highest_by', the number that decides, go together."},
      {"repeated = \"newest\"\nnewest_by = { date = \"%Y%m%d\", of = \"since\" }\n",
       "repeated = \"last\"\nhighest_by = §\"version\"\n",
       "repeated = \"highest\" and 'highest_by', the number that decides, go together."},
  });
}

TEST(DefinitionParse, ListsSectionsThatNothingUses) {
  EXPECT_EQ(parse_definition(kGood, kFile).unused_sections, std::vector<std::string>{});
  for (const auto& [section, name] : std::vector<std::pair<std::string, std::string>>{
           {"[input.other]\npath = \"x\"\n", "input.other"},
           {"[layout.other]\nmode = \"raw\"\n", "layout.other"},
           {"[table.other]\ninput = \"archive\"\n", "table.other"},
           {"[codes.other]\nA = \"b\"\n", "codes.other"},
           {"[shared.other]\nset = { memo = \"x\" }\n", "shared.other"},
           {"[lookup.other]\ntable = \"filers\"\nkey = \"id\"\nrepeated = \"last\"\n", "lookup.other"}}) {
    const std::vector<std::string> found = parse_definition(kGood + section, kFile).unused_sections;
    ASSERT_EQ(found.size(), 1U) << name;
    EXPECT_TRUE(found[0].starts_with("states/tx/ingestor.toml:76:")) << found[0];
    EXPECT_NE(found[0].find("Nothing uses [" + name + "]."), std::string::npos) << found[0];
  }
}

TEST(DefinitionMistakes, Streams) {
  expect_mistakes({
      {"[stream.gifts.set]", "§[stream.gifts.slot]\nset = 1\n[stream.gifts.set]",
       "Slots are a list: write [[stream.gifts.slot]] with two brackets on each side."},
      {"record = \"contribs\"", "record = §\"contrib\"",
       "'record' must be contribs or reports, not 'contrib'. Did you mean 'contribs'?"},
      {"filer.name", "§jurisdiction", "'jurisdiction' is set by the program; remove it."},
      {"filer.name", "§\"source.file\"", "'source.file' is set by the program; remove it."},
      {"candidate.house = { from = \"candidate.chamber\" }", "§candidate = \"house\"",
       "'candidate' is a group of fields; write candidate.NAME = ... for each."},
      {"filer.name", "§addtl_data",
       "'addtl_data' is a group of fields; write addtl_data.NAME = "
       "... for each."},
      {"filer.name", "§zipcode", "Records of 'contribs' have no field 'zipcode'."},
      {"filer.name", "§\"filer.filer_id\"", "'filer.filer_id' is set twice."},
      {"[stream.gifts.set]\ncontribution_id = \"gift\"\n", "§[stream.gifts.set]\n",
       "[stream.gifts.set] must set 'contribution_id'."},
      {"filer.name = ", "filer.§id = ",
       "Records of 'contribs' have no field 'filer.id'. 'filer' has filer_id, name, type."},
      {"candidate.house = ", "candidate.§chamber = ",
       "Records of 'contribs' have no field 'candidate.chamber'. 'candidate' has candidate_id, name, party, house, "
       "district, district_name, status."},
  });
}

TEST(DefinitionMistakes, ReportsNeedTheirOwnFields) {
  std::string text = kGood;
  text.erase(text.find("[stream.gifts.set]"));
  replace(text, "record = \"contribs\"", "record = \"reports\"");
  EXPECT_EQ(mistakes_of(text + "[stream.gifts.set]\nmemo = \"x\"\naddtl_data.x = \"y\"\n").size(), 4U);
  EXPECT_EQ(mistakes_of(text + "[stream.gifts.set]\nreport_id = \"x\"\nfiler.filer_id = \"y\"\n"),
            std::vector<std::string>{});
}

}  // namespace
}  // namespace sfi
