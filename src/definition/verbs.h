// The verbs of the language, in one table: the parser, the compiler of plans, the search for used columns,
// `check --explain` and the page docs/definition-reference.md all read it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace sfi {

enum class Verb : std::uint8_t {
  column,
  constant,
  coalesce,
  concat,
  codes,
  choose,
  cut,
  lower,
  upper,
  plain,
  strip_zeros,
  file,
  from,
  date,
  money,
  row_hash,
};

// What an argument of a verb is. The kind decides how it is read, which part of an Expression it becomes and what a
// plan makes of it.
enum class ArgumentKind : std::uint8_t {
  column,         // name of a column -> name
  text,           // any fixed text; blank when absent -> text
  operand,        // a value -> operands
  operands,       // a list of values -> operands
  choices,        // a list of { when = ..., then = value } -> operands, conditions
  code_table,     // name of a [codes.NAME] -> name
  join,           // name of a join in a rule above -> name
  value_of_join,  // a value that this join gives -> text
  pattern,        // RE2 with one group -> text
  formats,        // one or more formats of dates -> formats
  if_unknown,     // reject, blank or keep -> unknown
  if_invalid,     // reject or blank -> unknown
  negate,         // true or false -> negate
  only_true,      // a verb without arguments is written VERB = true
};

struct Argument {
  std::string_view key;
  ArgumentKind kind;
};

// What a value is for; most verbs may stand anywhere.
enum class Place : std::uint8_t { anywhere, id, date, money };

struct VerbInfo {
  Verb verb;
  std::string_view name;
  Place place;                          // the only one where it may stand
  std::span<const Argument> arguments;  // the first has the verb's name as its key
  // What --explain calls a value that comes from outside of the expression, with {name} and {text} of the
  // Expression; empty for a verb that only works on its operands.
  std::string_view source;
  // For the page, in Markdown; `a` and `b` stand for values.
  std::string_view example;
  std::string_view meaning;
};

// In the order of the enumeration.
std::span<const VerbInfo> all_verbs();
const VerbInfo& info_of(Verb verb);
// Null when there is no such verb.
const VerbInfo* find_verb(std::string_view name);

}  // namespace sfi
