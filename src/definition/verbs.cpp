#include "definition/verbs.h"

#include <algorithm>
#include <array>

namespace sfi {
namespace {

using Kind = ArgumentKind;

constexpr Argument kColumn[] = {{"column", Kind::column}};
constexpr Argument kConstant[] = {{"constant", Kind::text}};
constexpr Argument kCoalesce[] = {{"coalesce", Kind::operands}};
constexpr Argument kConcat[] = {{"concat", Kind::operands}, {"separator", Kind::text}};
constexpr Argument kCodes[] = {{"codes", Kind::code_table}, {"of", Kind::operand}, {"unknown", Kind::if_unknown}};
constexpr Argument kChoose[] = {{"choose", Kind::choices}};
constexpr Argument kCut[] = {{"cut", Kind::pattern}, {"of", Kind::operand}};
constexpr Argument kLower[] = {{"lower", Kind::operand}};
constexpr Argument kUpper[] = {{"upper", Kind::operand}};
constexpr Argument kPlain[] = {{"plain", Kind::operand}};
constexpr Argument kStripZeros[] = {{"strip_zeros", Kind::operand}};
constexpr Argument kFile[] = {{"file", Kind::only_true}};
constexpr Argument kFrom[] = {{"from", Kind::join}, {"value", Kind::value_of_join}};
constexpr Argument kDate[] = {{"date", Kind::operand}, {"formats", Kind::formats}, {"invalid", Kind::if_invalid}};
constexpr Argument kMoney[] = {{"money", Kind::operand}, {"negate", Kind::negate}};
constexpr Argument kRowHash[] = {{"row_hash", Kind::only_true}};

constexpr std::array kVerbs{
    VerbInfo{Verb::column, "column", Place::anywhere, kColumn, "{name}",  //
             R"({ column = "x" })", R"(the same as `"x"`)"},
    VerbInfo{Verb::constant, "constant", Place::anywhere, kConstant, "",  //
             R"({ constant = "x" })", "a fixed text"},
    VerbInfo{Verb::coalesce, "coalesce", Place::anywhere, kCoalesce, "",  //
             "{ coalesce = [a, b] }", "the first that is not blank"},
    VerbInfo{Verb::concat, "concat", Place::anywhere, kConcat, "",  //
             R"({ concat = [a, b], separator = " " })", "those that are not blank, joined"},
    VerbInfo{Verb::codes, "codes", Place::anywhere, kCodes, "",  //
             R"({ codes = "NAME", of = a, unknown = "reject" })",
             "the meaning of a code; a row with an unlisted code is rejected, or `unknown` makes the value "
             "`\"blank\"` or the code itself (`\"keep\"`). Blank stays blank"},
    VerbInfo{Verb::choose, "choose", Place::anywhere, kChoose, "",  //
             "{ choose = [{ when = ..., then = a }, { then = b }] }", "the first whose condition is true"},
    VerbInfo{Verb::cut, "cut", Place::anywhere, kCut, "",  //
             R"({ cut = "^(\\d+)-", of = a })",
             "the group of a regular expression (RE2); blank when it does not match"},
    VerbInfo{Verb::lower, "lower", Place::anywhere, kLower, "",  //
             "{ lower = a }", "in lower case (ASCII letters)"},
    VerbInfo{Verb::upper, "upper", Place::anywhere, kUpper, "",  //
             "{ upper = a }", "in upper case (ASCII letters)"},
    VerbInfo{Verb::plain, "plain", Place::anywhere, kPlain, "",  //
             "{ plain = a }",
             "for comparing names: upper case, letters and digits, single spaces; `O'Neil` is one word"},
    VerbInfo{Verb::strip_zeros, "strip_zeros", Place::anywhere, kStripZeros, "",  //
             "{ strip_zeros = a }", "without leading zeros, for ids written in several widths"},
    VerbInfo{Verb::file, "file", Place::anywhere, kFile, "file name",  //
             "{ file = true }", "the file's name, with its folder or archive: `2024_05/Report.csv`"},
    VerbInfo{Verb::from, "from", Place::anywhere, kFrom, "{name}.{text}",  //
             R"({ from = "candidate", value = "name" })", "a value of the row that a join found"},
    VerbInfo{Verb::date, "date", Place::date, kDate, "",  //
             R"({ date = a, formats = ["%Y%m%d"], invalid = "reject" })",
             "a row with a text in none of the formats is rejected, or with `invalid = \"blank\"` the date is left "
             "out"},
    VerbInfo{Verb::money, "money", Place::money, kMoney, "",  //
             "{ money = a, negate = true }", "an amount; without `negate` the column's name alone is enough"},
    VerbInfo{Verb::row_hash, "row_hash", Place::id, kRowHash, "",  //
             "{ row_hash = true }",
             "for agencies without ids: a hash of the row's content, with `-2`, `-3` added for equal rows"},
};

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < kVerbs.size(); ++i) {
    if (static_cast<std::size_t>(kVerbs[i].verb) != i || kVerbs[i].arguments[0].key != kVerbs[i].name) return false;
  }
  return kVerbs.size() == static_cast<std::size_t>(Verb::row_hash) + 1;
}
static_assert(is_in_order());

}  // namespace

std::span<const VerbInfo> all_verbs() {
  return kVerbs;
}

const VerbInfo& info_of(Verb verb) {
  return kVerbs[static_cast<std::size_t>(verb)];
}

const VerbInfo* find_verb(std::string_view name) {
  const auto* found =
      std::find_if(kVerbs.begin(), kVerbs.end(), [&](const VerbInfo& verb) { return verb.name == name; });
  return found == kVerbs.end() ? nullptr : found;
}

}  // namespace sfi
