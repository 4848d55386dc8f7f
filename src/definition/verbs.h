// The table of the language's verbs, read by the parser, the plan compiler, the search for used columns,
// `check --explain` and docs/definition-reference.md.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace sfi {

enum class Verb : std::uint8_t {
  column,
  text,
  coalesce,
  concat,
  codes,
  choose,
  extract,
  lower,
  upper,
  normalize,
  strip_zeros,
  number,
  address,
  person_or_entity,
  file,
  from,
  date,
  money,
  sum,
  row_hash,
};

// The kind of a verb's argument decides how it is parsed, which part of an Expression it becomes and how a plan
// uses it.
enum class ArgumentKind : std::uint8_t {
  column,         // name of a column -> name
  text,           // any fixed text; blank if absent -> text
  operand,        // a value -> operands
  operands,       // a list of values -> operands
  choices,        // a list of { when = ..., then = value } -> operands, conditions
  code_table,     // name of a [codes.NAME] -> name
  value_of_join,  // JOIN.VALUE: a value that a join in a rule above gives -> name, text
  pattern,        // RE2 with one group -> text
  formats,        // one or more date formats -> formats
  if_unknown,     // reject, blank, keep or a meaning -> otherwise, meaning
  if_invalid,     // reject or blank -> otherwise
  if_no_number,   // reject, blank or keep -> otherwise
  earliest_day,   // 2024-03-01 -> earliest
  latest_day,     // likewise -> latest
  sign,           // negated or negative -> sign
  address_part,   // street, city, state or zip -> address_part
  only_true,      // a verb without arguments is written VERB = true
};

struct Argument {
  std::string_view key;
  ArgumentKind kind;
};

// What a value is used for; most verbs are allowed anywhere.
enum class Place : std::uint8_t { anywhere, id, date, money };

struct VerbInfo {
  Verb verb;
  std::string_view name;
  Place place;                          // the only one where it is allowed
  std::span<const Argument> arguments;  // the first has the verb's name as its key
  // What --explain calls a value from outside the expression, with {name} and {text} of the Expression; empty for a
  // verb that only works on its operands.
  std::string_view source;
  // For docs/definition-reference.md, in Markdown; `a` and `b` are values.
  std::string_view example;
  std::string_view meaning;
};

// In the order of the enumeration.
std::span<const VerbInfo> all_verbs();
const VerbInfo& info_of(Verb verb);
// Null if there is no such verb.
const VerbInfo* find_verb(std::string_view name);

}  // namespace sfi
