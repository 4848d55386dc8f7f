#include "definition/verbs.h"

#include <algorithm>
#include <array>

namespace sfi {
namespace {

using Kind = ArgumentKind;

constexpr Argument kColumn[] = {{"column", Kind::column}};
constexpr Argument kText[] = {{"text", Kind::text}};
constexpr Argument kCoalesce[] = {{"coalesce", Kind::operands}};
constexpr Argument kConcat[] = {{"concat", Kind::operands}, {"separator", Kind::text}};
constexpr Argument kCodes[] = {{"codes", Kind::code_table}, {"of", Kind::operand}, {"otherwise", Kind::if_unknown}};
constexpr Argument kChoose[] = {{"choose", Kind::choices}};
constexpr Argument kExtract[] = {{"extract", Kind::pattern}, {"of", Kind::operand}};
constexpr Argument kLower[] = {{"lower", Kind::operand}};
constexpr Argument kUpper[] = {{"upper", Kind::operand}};
constexpr Argument kNormalize[] = {{"normalize", Kind::operand}};
constexpr Argument kStripZeros[] = {{"strip_zeros", Kind::operand}};
constexpr Argument kNumber[] = {{"number", Kind::operand}, {"otherwise", Kind::if_no_number}};
constexpr Argument kAddress[] = {{"address", Kind::address_part}, {"of", Kind::operand}};
constexpr Argument kPersonOrEntity[] = {{"person_or_entity", Kind::operand}};
constexpr Argument kFile[] = {{"file", Kind::only_true}};
constexpr Argument kFrom[] = {{"from", Kind::value_of_join}};
constexpr Argument kDate[] = {{"date", Kind::formats},
                              {"of", Kind::operand},
                              {"otherwise", Kind::if_invalid},
                              {"earliest", Kind::earliest_day},
                              {"latest", Kind::latest_day}};
constexpr Argument kMoney[] = {{"money", Kind::sign}, {"of", Kind::operand}};
constexpr Argument kSum[] = {{"sum", Kind::operands}};
constexpr Argument kRowHash[] = {{"row_hash", Kind::only_true}};

constexpr std::array kVerbs{
    VerbInfo{Verb::column, "column", Place::anywhere, kColumn, "{name}",  //
             R"({ column = "x" })", R"(the same as `"x"`)"},
    VerbInfo{Verb::text, "text", Place::anywhere, kText, "",  //
             R"({ text = "x" })", "a fixed text"},
    VerbInfo{Verb::coalesce, "coalesce", Place::anywhere, kCoalesce, "",  //
             "{ coalesce = [a, b] }", "the first that is not blank"},
    VerbInfo{Verb::concat, "concat", Place::anywhere, kConcat, "",  //
             R"({ concat = [a, b], separator = " " })", "those that are not blank, joined"},
    VerbInfo{Verb::codes, "codes", Place::anywhere, kCodes, "",  //
             R"({ codes = "NAME", of = a, otherwise = "reject" })",
             "the meaning of a code; a row with an unlisted code is rejected, or `otherwise` makes the value "
             "`\"blank\"`, the code itself (`\"keep\"`) or any other text, the meaning of unlisted codes; these are "
             "[counted and named](ingest.md#values-that-could-not-be-read). Blank stays blank"},
    VerbInfo{
        Verb::choose, "choose", Place::anywhere, kChoose, "",  //
        R"({ choose = [{ when = ..., text = "x" }, { when = ..., lower = a }, b] })",
        "the first value whose condition `when` is true; each is any value, the last one may have no condition. Blank "
        "when none is true"},
    VerbInfo{Verb::extract, "extract", Place::anywhere, kExtract, "",  //
             R"({ extract = "^(\\d+)-", of = a })",
             "the group of a regular expression (RE2); blank when it does not match"},
    VerbInfo{Verb::lower, "lower", Place::anywhere, kLower, "",  //
             "{ lower = a }", "in lower case (ASCII letters)"},
    VerbInfo{Verb::upper, "upper", Place::anywhere, kUpper, "",  //
             "{ upper = a }", "in upper case (ASCII letters)"},
    VerbInfo{Verb::normalize, "normalize", Place::anywhere, kNormalize, "",  //
             "{ normalize = a }",
             "for comparing names: upper case, letters and digits, single spaces; `O'Neil` is one word"},
    VerbInfo{Verb::strip_zeros, "strip_zeros", Place::anywhere, kStripZeros, "",  //
             "{ strip_zeros = a }", "without leading zeros, for ids written in several widths"},
    VerbInfo{
        Verb::number, "number", Place::anywhere, kNumber, "",  //
        R"({ number = a, otherwise = "reject" })",
        "a number in its shortest form, so that equal numbers are equal texts: `3` for `3.0` and `003`; another text "
        "rejects the row, is left out (`\"blank\"`) or stays as it is (`\"keep\"`)"},
    VerbInfo{Verb::address, "address", Place::anywhere, kAddress, "",  //
             R"({ address = "city", of = a })",
             "a part of an American address in one line: `street`, `city`, `state` (its code) or `zip`; "
             "[how](#addresses)"},
    VerbInfo{
        Verb::person_or_entity, "person_or_entity", Place::anywhere, kPersonOrEntity, "",  //
        "{ person_or_entity = a }",
        "`entity` for a name with a word such as Inc, PAC or Committee, `individual` for `Last, First` without such "
        "a word; blank when neither is certain. For agencies that do not say it"},
    VerbInfo{Verb::file, "file", Place::anywhere, kFile, "file name",  //
             "{ file = true }", "the file's name, with its folder or archive: `2024_05/Report.csv`"},
    VerbInfo{Verb::from, "from", Place::anywhere, kFrom, "{name}.{text}",  //
             R"({ from = "candidate.name" })",
             "a value of the row that a join found: its name, a dot, the value's name"},
    VerbInfo{Verb::date, "date", Place::anywhere, kDate, "",  //
             R"({ date = "%m/%d/%Y", of = a, otherwise = "reject" })",
             "a date in this format, or in one of a list of them; a row with another text is rejected, or with "
             "`otherwise = \"blank\"` the date is left out and counted. `earliest = \"1995-01-01\"` and `latest` set "
             "bounds: a date "
             "beyond them counts as another text. In keys, conditions and texts it is the day, `2024-03-01`"},
    VerbInfo{
        Verb::money, "money", Place::money, kMoney, "",  //
        R"({ money = "negated", of = a })",
        "an amount with its sign turned around, or with `\"negative\"` always below zero; an amount as it is needs "
        "only its column's name"},
    VerbInfo{Verb::sum, "sum", Place::money, kSum, "",  //
             "{ sum = [a, b] }", "the sum of amounts, where a blank one adds nothing; blank if all are blank"},
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
