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
newest_by = { date = "since", formats = ["%Y%m%d"] }

[[lookup.candidates.rule]]
skip = "other_office"
when = { column = "office", is_not = ["REP", "SEN"] }

[lookup.candidates.values]
id = "id"
chamber = { codes = "chamber", of = "office" }

[lookup.committees]
table = "filers"
key = ["id", "year"]

[[lookup.committees.rule]]
join = "candidate"
steps = [{ name = "candidate", lookup = "candidates", key = "supports" }]

[lookup.committees.values]
chamber = { from = "candidate", value = "chamber" }

[stream.gifts]
record = "contribs"
table = "gifts"

[[stream.gifts.rule]]
join = "candidate"
missing = "no_candidate"
steps = [{ name = "account", lookup = "candidates", key = "filer" }]

[stream.gifts.set]
contribution_id = "gift"
contribution_date = { date = "day", formats = ["%Y%m%d"] }
amount = "amount"
kind = { codes = "schedule", of = "form" }
type = { constant = "individual" }
filer.filer_id = "filer"
candidate.house = { from = "candidate", value = "chamber" }
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
  Definition definition = parse_definition(with("{ column = \"office\", is_not = [\"REP\", \"SEN\"] }", text), kFile);
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
  EXPECT_EQ(texan.notes.size(), 4U);
  EXPECT_EQ(find_named(texan.inputs, "archive")->path, "TEC_CF_CSV.zip or *.csv or */*.csv");
  EXPECT_EQ(texan.tables.size(), 4U);
  EXPECT_EQ(texan.table("contributions").optional, std::vector<std::string>{"contributorLawFirmName"});
  EXPECT_EQ(texan.code_table("schedule").codes.at("t-ctr"), "other");
  EXPECT_EQ(find_named(texan.lookups, "candidates")->repeated, Lookup::Repeated::newest);
  EXPECT_EQ(find_named(texan.lookups, "committees")->rules.size(), 2U);
  ASSERT_EQ(texan.streams.size(), 2U);
  EXPECT_EQ(texan.streams[0].rules[0].steps.size(), 2U);
  EXPECT_EQ(texan.streams[1].record, RecordType::reports);
}

TEST(DefinitionParse, KeepsTheOrderOfTheFile) {
  const Definition texan = parse_definition(texas(), kFile);
  const char* const tables[] = {"filers", "spacs", "contributions", "covers"};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(texan.tables[i].name, tables[i]);
  EXPECT_EQ(texan.lookups[0].values[3].name, "district");

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
            "states/tx/ingestor.toml:69:19: Here.\n"
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
  EXPECT_EQ(small.lookups[1].repeated, Lookup::Repeated::error);
}

TEST(DefinitionParse, ReadsLayoutsAndTables) {
  const std::string text = with("mode = \"rfc\"\ndelimiter = \",\"\nencoding = \"utf-8\"\n",
                                "mode = \"lenient\"\ndelimiter = \"\\t\"\nquoteChar = \"'\"\ndoubleQuote = false\n"
                                "header = false\ntrim = false\npadShortRows = true\nstripNul = true\n"
                                "encoding = \"latin-1\"\nfallbackEncoding = \"cp437\"\n");
  std::string whole = text;
  replace(whole, "members = 'filers\\.csv'\n",
          "columns = [\"id\", \"office\"]\noptional = \"office\"\nrequired = false\n"
          "allowEmpty = true\naliases = { id = [\"ident\", \"number\"], office = \"post\" }\n");
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
  EXPECT_EQ(field("memo", R"({ column = "x" })").name, "x");
  EXPECT_EQ(field("memo", R"({ constant = "x" })").text, "x");
  EXPECT_EQ(field("memo", R"({ coalesce = ["x", { constant = "y" }] })").operands.size(), 2U);
  const Expression concatenated = field("memo", R"({ concat = ["x", "y"], separator = ", " })");
  EXPECT_EQ(concatenated.verb, concat);
  EXPECT_EQ(concatenated.text, ", ");
  const Expression coded = field("memo", R"({ codes = "schedule", of = "x", unknown = "keep" })");
  EXPECT_EQ(coded.name, "schedule");
  EXPECT_EQ(coded.unknown, Expression::Unknown::keep);
  const Expression cutting = field("memo", R"({ cut = '(\d+)', of = { upper = "x" } })");
  EXPECT_EQ(cutting.text, R"((\d+))");
  EXPECT_EQ(cutting.operands.front().verb, upper);
  EXPECT_EQ(field("memo", R"({ lower = "x" })").verb, lower);
  const Expression joined = field("memo", R"({ from = "candidate", value = "id" })");
  EXPECT_EQ(joined.name + "." + joined.text, "candidate.id");
  const Expression chosen =
      field("memo", R"({ choose = [{ when = { column = "x", blank = true }, then = "y" }, { then = "z" }] })");
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
  EXPECT_FALSE(bare.negate);
  const Expression& date = gifts(small).fields[1].expression;
  EXPECT_EQ(date.verb, Verb::date);
  EXPECT_EQ(date.formats, std::vector<std::string>{"%Y%m%d"});

  const Definition turned = parse_definition(
      with("amount = \"amount\"", "amount = { money = { coalesce = [\"a\", \"b\"] }, negate = true }"), kFile);
  const Expression& money = gifts(turned).fields[2].expression;
  EXPECT_EQ(money.verb, Verb::money);
  EXPECT_TRUE(money.negate);
  EXPECT_EQ(money.operands.front().verb, Verb::coalesce);
}

TEST(DefinitionParse, RowHashIsAnId) {
  const Definition definition =
      parse_definition(with("contribution_id = \"gift\"", "contribution_id = { row_hash = true }"), kFile);
  EXPECT_EQ(gifts(definition).fields.front().expression.verb, Verb::row_hash);
}

TEST(DefinitionParse, ReadsEveryTest) {
  using Wanted = Condition::Test;
  EXPECT_EQ(condition(R"({ column = "x", is = "a" })").texts, std::vector<std::string>{"a"});
  EXPECT_TRUE(condition(R"({ column = "x", is_not = ["a", "b"] })").negate);
  EXPECT_EQ(condition(R"({ column = "x", blank = true })").test, Wanted::blank);
  EXPECT_FALSE(condition(R"({ column = "x", blank = true })").negate);
  EXPECT_TRUE(condition(R"({ column = "x", blank = false })").negate);
  EXPECT_EQ(condition(R"({ value = { lower = "x" }, matches = '^a' })").test, Wanted::matches);
  const Condition both = condition(R"({ all = [{ column = "x", is = "a" }, { column = "y", is = "b" }] })");
  EXPECT_EQ(both.test, Wanted::all);
  EXPECT_EQ(both.children.size(), 2U);
  EXPECT_EQ(condition(R"({ any = [{ column = "x", is = "a" }] })").test, Wanted::any);
  EXPECT_TRUE(condition(R"({ not = { column = "x", is = "a" } })").negate);
  EXPECT_FALSE(condition(R"({ not = { column = "x", is_not = "a" } })").negate);
}

TEST(DefinitionParse, UnlessTurnsTheConditionAround) {
  const Definition definition =
      parse_definition(with("when = { column = \"office\", is_not", "unless = { column = \"office\", is"), kFile);
  EXPECT_TRUE(definition.lookups.front().rules.front().when->negate);
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
            std::vector<std::string>{"states/tx/ingestor.toml:19:1: Unknown key 'membres' in [table.filers]. "
                                     "Did you mean 'members'?\n"
                                     "  membres = 'filers\\.csv'\n"
                                     "  ^"});
  EXPECT_EQ(mistakes_of(with("key = \"filer\" }]", "key = \"filer\", wenn = 1 }]")),
            std::vector<std::string>{
                "states/tx/ingestor.toml:66:68: Unknown key 'wenn' in this step. "
                "Did you mean 'when'?\n"
                "  steps = [{ name = \"account\", lookup = \"candidates\", key = \"filer\", wenn = 1 }]\n"
                "                                                                     ^"});
}

TEST(DefinitionMistakes, CountCharactersAndKeepTabsBeforeTheCaret) {
  const std::vector<std::string> found =
      mistakes_of(with("lower = { name = \"House\", seats = 150 }", "\tlower = { name = \"Hoüse\", seats = \"x\" }\r"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0],
            "states/tx/ingestor.toml:7:36: 'seats' must be a whole number, without quotes, "
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
  EXPECT_TRUE(found[1].starts_with("states/tx/ingestor.toml:12:8: 'mode' must be rfc, raw or"));
  EXPECT_TRUE(
      found[2].starts_with("states/tx/ingestor.toml:65:39: There is no lookup 'candidate'. "
                           "Did you mean 'candidates'?"));
  EXPECT_TRUE(
      found[3].starts_with("states/tx/ingestor.toml:75:7: Records of 'contribs' have no "
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
  for (const char* part : {"[stream.gifts]", "[[stream.gifts.rule]]", "[stream.gifts.set]"}) {
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
      {"[state]\ncode = \"tx\"\n", "§[state]\n", "'code' is missing in [state]."},
      {"name = \"Texas\"", "name = §\"\"", "'name' must not be empty."},
      {"name = \"Texas\"", "name = §5", "'name' must be a text in quotes, not a number."},
      {"name = \"Texas\"", "name = §[\"Texas\"]", "'name' must be a text in quotes, not a list."},
      {"agency = \"Ethics Commission\"", "agency = \"E\"\nnotes = [\"a\", §1.5]",
       "'notes' must hold texts in quotes, not a number with decimals."},
      {"agency = \"Ethics Commission\"", "agency = \"E\"\nnotes = §2020-01-01",
       "'notes' must be a list of texts, not a date or time."},
      {"[state]\ncode = \"tx\"\nname = \"Texas\"\nagency = \"Ethics Commission\"\n", "",
       "The section [state] is missing."},
      {"lower = {", "§lowr = {", "Unknown key 'lowr' in [chambers]. Did you mean 'lower'?"},
      {"seats = 150", "seats = §0", "'seats' must be more than 0."},
      {"{ name = \"House\", seats = 150 }", "§{ name = \"House\" }", "'seats' is missing in the chamber 'lower'."},
  });
  EXPECT_EQ(mistakes_of(kGood, "ingestor.toml"), std::vector<std::string>{});
  EXPECT_EQ(mistakes_of(kGood, "my/tx/ingestor.toml"), std::vector<std::string>{});
  EXPECT_EQ(mistakes_of(kGood, "my/ca/ingestor.toml").size(), 1U);
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
      {"delimiter = \",\"", "delimiter = §'\"'", "'delimiter' and 'quoteChar' must differ."},
      {"delimiter = \",\"", "delimiter = \",\"\nescapeChar = §\",\"",
       "'escapeChar' must differ from 'quoteChar' and 'delimiter'."},
      {"delimiter = \",\"", "delimiter = \",\"\nescapeChar = '\\'\ndoubleQuote = §true",
       "With 'escapeChar' quotes are not doubled: remove one of the two."},
      {"delimiter = \",\"", "delimiter = \" \"\nskipInitialSpace = §true",
       "With 'skipInitialSpace' neither 'delimiter' nor 'quoteChar' can be a space."},
      {"delimiter = \",\"", "delimiter = \",\"\nskipLines = §0", "'skipLines' must be a whole number from 1 to 1000."},
      {"encoding = \"utf-8\"", "encoding = §\"latin-9\"",
       "'encoding' must be utf-8, latin-1, windows-1252, mac-roman, cp437, utf-16le or utf-16be, "
       "not 'latin-9'. Did you mean 'latin-1'?"},
      {"encoding = \"utf-8\"", "fallbackEncoding = §\"utf-8\"",
       "'fallbackEncoding' must be a single-byte encoding such as windows-1252."},
      {"encoding = \"utf-8\"", "§quotechar = \"'\"",
       "Unknown key 'quotechar' in [layout.csv]. Did you mean 'quoteChar'?"},
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
      {"[table.filers]\ninput = \"archive\"\n", "§[table.filers]\n", "'input' is missing in [table.filers]."},
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
      {"kind = { codes = \"schedule\", of = \"form\" }", "kind = { coalesce = [\"form\", §{ constant = \"gift\" }] }",
       "'kind' must be monetary, in_kind, loan, refund or other, not 'gift'."},
      {"{ constant = \"individual\" }", "§{ constant = \"person\" }",
       "'type' must be individual, entity or unknown, not 'person'."},
      // Through the lookup that the stream joins.
      {"REP = \"lower\"", "REP = §\"House\"", "'candidate.house' must be lower, upper or unicameral, not 'House'."},
  });
}

TEST(DefinitionMistakes, Expressions) {
  expect_mistakes({
      {"\"filerName\"", "§{ }",
       "This value has no verb; it needs column, constant, coalesce, concat, codes, choose, cut, "
       "lower, upper, plain, strip_zeros, file, from, date, money or row_hash."},
      {"\"filerName\"", "{ §coalese = [\"a\"] }", "Unknown verb 'coalese'. Did you mean 'coalesce'?"},
      {"\"filerName\"", "{ lower = \"a\", §upper = \"a\" }",
       "A value has one verb, but this has both 'lower' and 'upper'."},
      {"\"filerName\"", "{ lower = \"a\", §of = \"a\" }", "Unknown key 'of' in a value with 'lower'."},
      {"\"filerName\"", "§12",
       "A value is the name of a column in quotes or a table such as { constant = \"x\" }, not a "
       "number."},
      {"\"filerName\"", "§\"\"", "A column name must not be empty; write { constant = \"\" } for a blank value."},
      {"\"filerName\"", "{ coalesce = §\"a\" }", "'coalesce' must be a list of values, not a text."},
      {"\"filerName\"", "{ concat = §[] }", "'concat' must not be an empty list."},
      {"\"filerName\"", "§{ codes = \"schedule\" }", "'of' is missing in a value with 'codes'."},
      {"\"filerName\"", "{ codes = §\"schedul\", of = \"a\" }",
       "There is no code table 'schedul'. Did you mean 'schedule'?"},
      {"\"filerName\"", "{ codes = \"schedule\", of = \"a\", unknown = §\"skip\" }",
       "'unknown' must be reject, blank or keep, not 'skip'."},
      {"\"filerName\"", "{ cut = §'\\d+', of = \"a\" }",
       "The pattern must have one pair of parentheses around the part to keep, but has 0; write "
       "(?:...) for those that only group."},
      {"\"filerName\"", "{ cut = §'([)', of = \"a\" }", "Invalid pattern '([)': missing ]: [)."},
      {"\"filerName\"", "{ choose = §\"a\" }",
       "'choose' must be a list such as [{ when = ..., then = ... }, { then = ... }]."},
      {"\"filerName\"", "{ choose = [§{ then = \"a\" }, { when = { column = \"b\", is = \"c\" }, then = \"d\" }] }",
       "An entry without 'when' always applies, so it must be the last of 'choose'."},
      {"\"filerName\"", "{ choose = [§{ when = { column = \"b\", is = \"c\" } }] }",
       "'then' is missing in an entry of 'choose'."},
      {"\"filerName\"", "{ §row_hash = true }",
       "'row_hash' is only allowed as the whole value of contribution_id or report_id."},
      {"\"gift\"", "{ row_hash = §false }", "'row_hash' can only be true."},
  });
}

TEST(DefinitionMistakes, Joins) {
  expect_mistakes({
      {"\"filerName\"", "{ from = §\"candidat\", value = \"id\" }",
       "There is no join above with the name 'candidat'. Did you mean 'candidate'?"},
      {"\"filerName\"", "{ from = \"candidate\", value = §\"chambre\" }",
       "The join 'candidate' has no value 'chambre'. Did you mean 'chamber'?"},
      {"\"filerName\"", "§{ from = \"candidate\" }", "'value' is missing in a value with 'from'."},
      // A rule sees the joins above it, not its own.
      {"key = \"filer\" }]", "key = { from = §\"candidate\", value = \"id\" } }]",
       "There is no join above with the name 'candidate'."},
  });
}

TEST(DefinitionMistakes, DatesAndAmounts) {
  expect_mistakes({
      {"{ date = \"day\", formats = [\"%Y%m%d\"] }", "§\"day\"",
       "'contribution_date' is a date: write { date = \"day\", formats = [\"%m/%d/%Y\"] } with the "
       "formats used in the file."},
      {"{ date = \"day\", formats = [\"%Y%m%d\"] }", "§{ coalesce = [\"day\"] }",
       "'contribution_date' is a date: write { date = ..., formats = [\"%m/%d/%Y\"] } with the "
       "formats used in the file."},
      {"{ date = \"day\", formats = [\"%Y%m%d\"] }", "§{ date = \"day\" }",
       "'formats' is missing in a value with 'date'."},
      {"{ date = \"day\", formats = [\"%Y%m%d\"] }", "{ date = \"day\", formats = §[] }",
       "'formats' must name at least one format."},
      {"\"filerName\"", "{ §date = \"a\", formats = [\"%Y\"] }",
       "'date' is only allowed directly under a date field or 'newest_by'."},
      {"\"filerName\"", "{ §money = \"a\" }", "'money' is only allowed directly under an amount field."},
      {"amount = \"amount\"", "amount = { coalesce = [{ §money = \"a\" }] }",
       "'money' is only allowed directly under an amount field."},
      {"amount = \"amount\"", "amount = { money = \"a\", negate = §\"yes\" }",
       "'negate' must be true or false, without quotes, not a text."},
  });
  const std::vector<std::string> found =
      mistakes_of(with("{ date = \"day\", formats = [\"%Y%m%d\"] }", "{ date = \"day\", formats = [\"%Q\"] }"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found[0].starts_with("states/tx/ingestor.toml:70:48: ")) << found[0];
}

TEST(DefinitionMistakes, Conditions) {
  const char* const good = "{ column = \"office\", is_not = [\"REP\", \"SEN\"] }";
  expect_mistakes({
      {good, "§\"office\"", "A condition is a table such as { column = \"x\", is = \"y\" }, not a text."},
      {good, "§{ column = \"office\" }",
       "This condition has no test; it needs is, is_not, blank, matches, same_as, all, any or not."},
      {good, "{ column = \"office\", §match = \"x\" }",
       "Unknown key 'match' in this condition. Did you mean 'matches'?"},
      {good, "{ column = \"office\", is = \"a\", §matches = \"b\" }",
       "A condition has one test, but this has both 'is' and 'matches'; write { all = [{ ... }, "
       "{ ... }] } for several."},
      {good, "§{ is = \"a\" }", "'is' needs either 'column' or 'value' to test."},
      {good, "§{ column = \"a\", value = \"b\", is = \"a\" }", "'is' needs either 'column' or 'value' to test."},
      {good, "{ column = \"a\", is = §\"\" }",
       "'is' compares with a text that is not empty; write blank = true or blank = false for "
       "blanks."},
      {good, "{ column = \"a\", is = §[] }", "'is' must name at least one text."},
      {good, "{ column = \"a\", blank = §\"yes\" }", "'blank' must be true or false, without quotes, not a text."},
      {good, "{ column = \"a\", matches = §'*' }", "Invalid pattern '*': no argument for repetition operator: *."},
      {good, "{ all = §{ column = \"a\", is = \"b\" } }",
       "'all' must be a list of conditions such as [{ column = \"x\", is = \"y\" }]."},
      {good, "{ any = [§\"a\"] }", "A condition is a table such as { column = \"x\", is = \"y\" }, not a text."},
      {good, "{ §column = \"a\", not = { column = \"a\", is = \"b\" } }", "Unknown key 'column' in this condition."},
  });
}

TEST(DefinitionMistakes, Rules) {
  const char* const skip = "skip = \"other_office\"\n";
  expect_mistakes({
      {skip, "skip = §\"Other office\"\n",
       "A reason consists of lower-case letters, digits and '_', such as 'other_office', not 'Other "
       "office'."},
      {skip, "skip = §\"x\"\nunless = { column = \"a\", is = \"b\" }\n",
       "A rule that skips needs either 'when' or 'unless'."},
      {"[[lookup.candidates.rule]]\nskip = \"other_office\"\n", "§[[lookup.candidates.rule]]\n",
       "A rule needs 'skip' or 'join'."},
      {"[[lookup.candidates.rule]]\nskip", "§[[lookup.candidates.rule]]\njoin = \"x\"\nskip",
       "A rule has either 'skip' or 'join', not both; write two rules."},
      {"[[lookup.candidates.rule]]", "§[lookup.candidates.rule]",
       "Rules are a list: write [[lookup.candidates.rule]] with two brackets on each side."},
      {"missing = \"no_candidate\"", "missing = §\"no-candidate\"",
       "A reason consists of lower-case letters, digits and '_', such as 'other_office', not "
       "'no-candidate'."},
      {"missing = \"no_candidate\"", "§mising = \"no_candidate\"",
       "Unknown key 'mising' in this rule. Did you mean 'missing'?"},
      {"missing = \"no_candidate\"", "unlinked = §true",
       "'unlinked' needs 'missing', a reason for rows that no step matches: without it they are not dropped."},
      {"skip = \"other_office\"", "unlinked = §true\nskip = \"other_office\"",
       "'unlinked' lists filers of contributions without a candidate: it is only allowed in a stream of "
       "contributions."},
      {"missing = \"no_candidate\"", "missing = \"no_candidate\"\nunlinked = §\"yes\"",
       "'unlinked' must be true or false, without quotes, not a text."},
      {"steps = [{ name = \"account\", lookup = \"candidates\", key = \"filer\" }]", "steps = §[]",
       "'steps' must be a list such as [{ name = \"account\", lookup = \"candidates\", key = "
       "\"filer\" }]."},
      {"lookup = \"candidates\", key = \"filer\" }]",
       "lookup = \"candidates\", key = \"filer\" }, { name = §\"account\", lookup = \"candidates\", key = \"b\" }]",
       "This join already has a step 'account'; rename this one."},
      {"lookup = \"candidates\", key = \"filer\" }]", "lookup = \"candidates\", key = §[\"filer\", \"year\"] }]",
       "The lookup 'candidates' has a key of 1 value, but this step has 2."},
      {"[stream.gifts.set]",
       "[[stream.gifts.rule]]\njoin = §\"candidate\"\nsteps = [{ name = \"a\", lookup = "
       "\"candidates\", key = \"b\" }]\n[stream.gifts.set]",
       "This section already has a join 'candidate'; rename this one."},
      {"lookup = \"candidates\", key = \"supports\"", "lookup = §\"committees\", key = [\"a\", \"b\"]",
       "Move the lookup 'committees' above the one that joins it."},
  });
}

TEST(DefinitionMistakes, Lookups) {
  expect_mistakes({
      {"table = \"filers\"\nkey = \"id\"", "table = §\"filer\"\nkey = \"id\"",
       "There is no table 'filer'. Did you mean 'filers'?"},
      {"[lookup.committees]\ntable = \"filers\"\nkey = [\"id\", \"year\"]\n",
       "§[lookup.committees]\ntable = \"filers\"\n", "'key' is missing in [lookup.committees]."},
      {"key = [\"id\", \"year\"]", "key = §[]", "'key' must not be an empty list."},
      {"key = [\"id\", \"year\"]", "key = §[\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\"]",
       "A key can have at most 8 values."},
      {"repeated = \"newest\"", "repeated = §\"latest\"",
       "'repeated' must be first, last, newest, highest, unlinked or error, not 'latest'. Did you "
       "mean 'last'?"},
      {"repeated = \"newest\"\nnewest_by = { date = \"since\", formats = [\"%Y%m%d\"] }\n", "repeated = §\"newest\"\n",
       "repeated = \"newest\" needs 'newest_by', the date that decides."},
      {"repeated = \"newest\"\nnewest_by = ", "repeated = \"last\"\nnewest_by = §",
       "'newest_by' is only allowed with repeated = \"newest\"."},
      {"{ date = \"since\", formats = [\"%Y%m%d\"] }", "§\"since\"",
       "'newest_by' is a date: write { date = \"since\", formats = [\"%m/%d/%Y\"] } with the "
       "formats used in the file."},
      {"repeated = \"newest\"\nnewest_by = { date = \"since\", formats = [\"%Y%m%d\"] }\n", "repeated = §\"highest\"\n",
       "repeated = \"highest\" and 'highest_by', the number that decides, go together."},
      {"repeated = \"newest\"\nnewest_by = { date = \"since\", formats = [\"%Y%m%d\"] }\n",
       "repeated = \"last\"\nhighest_by = §\"version\"\n",
       "repeated = \"highest\" and 'highest_by', the number that decides, go together."},
  });
}

TEST(DefinitionMistakes, Streams) {
  expect_mistakes({
      {"[stream.gifts.set]", "§[stream.gifts.slot]\nset = 1\n[stream.gifts.set]",
       "Slots are a list: write [[stream.gifts.slot]] with two brackets on each side."},
      {"record = \"contribs\"", "record = §\"contrib\"",
       "'record' must be contribs or reports, not 'contrib'. Did you mean 'contribs'?"},
      {"filer.name", "§jurisdiction", "'jurisdiction' is set by the program; remove it."},
      {"filer.name", "§\"source.file\"", "'source.file' is set by the program; remove it."},
      {"candidate.house = { from = \"candidate\", value = \"chamber\" }", "§candidate = \"house\"",
       "'candidate' is a group of fields; write candidate.NAME = ... for each."},
      {"filer.name", "§addtl_data",
       "'addtl_data' is a group of fields; write addtl_data.NAME = "
       "... for each."},
      {"filer.name", "§zipcode", "Records of 'contribs' have no field 'zipcode'."},
      {"filer.name", "§\"filer.filer_id\"", "'filer.filer_id' is set twice."},
      {"[stream.gifts.set]\ncontribution_id = \"gift\"\n", "§[stream.gifts.set]\n",
       "[stream.gifts.set] must set 'contribution_id'."},
      {"filer.name = ", "filer.§id = ", "Records of 'contribs' have no field 'filer.id'."},
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
