#include "definition/parse_expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "wording/nearest.h"

namespace sfi {
namespace {

using Verb = Expression::Verb;

struct VerbName {
  std::string_view name;
  Verb verb;
};
constexpr std::array kVerbs{
    VerbName{"column", Verb::column}, VerbName{"constant", Verb::constant}, VerbName{"coalesce", Verb::coalesce},
    VerbName{"concat", Verb::concat}, VerbName{"codes", Verb::codes},       VerbName{"choose", Verb::choose},
    VerbName{"cut", Verb::cut},       VerbName{"lower", Verb::lower},       VerbName{"upper", Verb::upper},
    VerbName{"from", Verb::from},     VerbName{"row_hash", Verb::row_hash}, VerbName{"date", Verb::date},
    VerbName{"money", Verb::money},   VerbName{"plain", Verb::plain},       VerbName{"strip_zeros", Verb::strip_zeros},
    VerbName{"file", Verb::file},
};

const VerbName* verb_named(std::string_view name) {
  const auto* found =
      std::find_if(kVerbs.begin(), kVerbs.end(), [&](const VerbName& verb) { return verb.name == name; });
  return found == kVerbs.end() ? nullptr : found;
}

std::vector<std::string> verb_names() {
  std::vector<std::string> names;
  for (const VerbName& verb : kVerbs) names.emplace_back(verb.name);
  return names;
}

}  // namespace

Expression ExpressionParser::date(const TomlNode& node, std::string_view what) {
  if (node.is_table() && node.find("date") != nullptr) return parse(node, Place::date);
  const std::string argument = node.is_text() ? fmt::format("\"{}\"", node.text) : "...";
  context_.mistakes.add(node.origin, fmt::format("'{}' is a date: write {{ date = {}, formats = [\"%m/%d/%Y\"] }} "
                                                 "with the formats in which the file has it.",
                                                 what, argument));
  return {};
}

Expression ExpressionParser::money(const TomlNode& node) {
  if (node.is_table() && node.find("money") != nullptr) return parse(node, Place::money);
  Expression result;
  result.verb = Verb::money;
  result.origin = node.origin;
  result.parts.push_back(parse(node, Place::text));
  return result;
}

std::vector<Expression> ExpressionParser::list(const TomlNode& node, std::string_view what) {
  std::vector<Expression> result;
  if (!node.is_list()) {
    result.push_back(text(node));
    return result;
  }
  if (node.items.empty()) {
    context_.mistakes.add(node.origin, fmt::format("'{}' must not be an empty list.", what));
  }
  for (const TomlNode& item : node.items) result.push_back(text(item));
  return result;
}

Expression ExpressionParser::parse(const TomlNode& node, Place place) {
  Expression result;
  result.origin = node.origin;
  if (node.is_text()) {
    result.verb = Verb::column;
    result.name = column_name(node);
    return result;
  }
  if (!node.is_table()) {
    context_.mistakes.add(node.origin, fmt::format("A value is the name of a column in quotes or a table such as "
                                                   "{{ constant = \"x\" }}, not {}.",
                                                   node.described()));
    return result;
  }
  const TomlEntry* entry = find_verb(node);
  if (entry == nullptr) return result;
  const Verb verb = verb_named(entry->key)->verb;
  if (!may_stand(verb, place, entry->origin)) return result;
  result.verb = verb;
  TableReader reader(node, fmt::format("a value with '{}'", entry->key), context_.mistakes);
  read_verb(verb, *reader.find(entry->key), reader, result);
  reader.finish();
  return result;
}

const TomlEntry* ExpressionParser::find_verb(const TomlNode& node) {
  const TomlEntry* found = nullptr;
  for (const TomlEntry& entry : node.entries) {
    if (verb_named(entry.key) == nullptr) continue;
    if (found != nullptr) {
      context_.mistakes.add(entry.origin, fmt::format("A value has one verb, but this has both "
                                                      "'{}' and '{}'.",
                                                      found->key, entry.key));
      return nullptr;
    }
    found = &entry;
  }
  if (found == nullptr) no_verb(node);
  return found;
}

void ExpressionParser::no_verb(const TomlNode& node) {
  const std::vector<std::string> names = verb_names();
  for (const TomlEntry& entry : node.entries) {
    const std::string suggestion = did_you_mean(entry.key, names);
    if (suggestion.empty()) continue;
    context_.mistakes.add(entry.origin, fmt::format("Unknown verb '{}'.{}", entry.key, suggestion));
    return;
  }
  const std::vector<std::string_view> words(names.begin(), names.end());
  context_.mistakes.add(node.origin, fmt::format("This value has no verb; it needs {}.", either_of(words)));
}

bool ExpressionParser::may_stand(Verb verb, Place place, Origin origin) {
  if (verb == Verb::date && place != Place::date) {
    context_.mistakes.add(origin,
                          "'date' can only stand directly under a date field or under "
                          "'newest_by'.");
    return false;
  }
  if (verb == Verb::money && place != Place::money) {
    context_.mistakes.add(origin, "'money' can only stand directly under an amount field.");
    return false;
  }
  if (verb == Verb::row_hash && place != Place::id) {
    context_.mistakes.add(origin,
                          "'row_hash' can only be the whole value of contribution_id or "
                          "report_id.");
    return false;
  }
  return true;
}

void ExpressionParser::read_verb(Verb verb, const TomlNode& argument, TableReader& reader, Expression& result) {
  switch (verb) {
    case Verb::column:
      result.name = reader.needed_text("column");
      return;
    case Verb::constant:
      result.value = reader.text("constant");
      return;
    case Verb::coalesce:
      read_parts(argument, "coalesce", result);
      return;
    case Verb::concat:
      read_parts(argument, "concat", result);
      result.separator = reader.text("separator");
      return;
    case Verb::codes:
      read_codes(reader, result);
      return;
    case Verb::choose:
      read_choose(argument, result);
      return;
    case Verb::cut:
      read_cut(reader, result);
      return;
    case Verb::file:
      if (!reader.boolean("file", true)) {
        reader.mistake(argument.origin, "'file' can only be true.");
      }
      return;
    case Verb::lower:
    case Verb::upper:
    case Verb::plain:
    case Verb::strip_zeros:
      result.parts.push_back(text(argument));
      return;
    case Verb::from:
      read_from(reader, result);
      return;
    case Verb::row_hash:
      if (!reader.boolean("row_hash", true)) {
        reader.mistake(argument.origin, "'row_hash' can only be true.");
      }
      return;
    case Verb::date:
      result.parts.push_back(text(argument));
      read_formats(reader, result);
      read_invalid(reader, result);
      return;
    case Verb::money:
      result.parts.push_back(text(argument));
      result.negate = reader.boolean("negate", false);
      return;
  }
}

void ExpressionParser::read_parts(const TomlNode& argument, std::string_view what, Expression& result) {
  if (argument.is_list()) {
    result.parts = list(argument, what);
  } else {
    context_.mistakes.add(argument.origin,
                          fmt::format("'{}' must be a list of values, not {}.", what, argument.described()));
  }
}

void ExpressionParser::read_codes(TableReader& reader, Expression& result) {
  result.name = reader.needed_text("codes");
  check_name(result.name, reader.origin("codes"), "code table", names_of(context_.definition.code_tables),
             context_.mistakes);
  read_of(reader, result);
  static constexpr std::array<std::string_view, 3> kWords{"reject", "blank", "keep"};
  if (const auto unknown = reader.choice("unknown", kWords)) {
    result.unknown = static_cast<Expression::Unknown>(*unknown);
  }
}

void ExpressionParser::read_cut(TableReader& reader, Expression& result) {
  result.pattern = reader.needed_text("cut");
  if (!result.pattern.empty()) {
    check_pattern(result.pattern, reader.origin("cut"), 1, context_.mistakes);
  }
  read_of(reader, result);
}

void ExpressionParser::read_of(TableReader& reader, Expression& result) {
  if (const TomlNode* of = reader.need("of")) result.parts.push_back(text(*of));
}

void ExpressionParser::read_choose(const TomlNode& argument, Expression& result) {
  if (!argument.is_list() || argument.items.empty()) {
    context_.mistakes.add(argument.origin,
                          "'choose' must be a list such as [{ when = ..., then = ... }, "
                          "{ then = ... }].");
    return;
  }
  for (const TomlNode& entry : argument.items) {
    read_choice(entry, &entry == &argument.items.back(), result);
  }
}

void ExpressionParser::read_choice(const TomlNode& entry, bool last, Expression& result) {
  if (!entry.is_table()) {
    context_.mistakes.add(entry.origin, fmt::format("'choose' must hold tables such as {{ when = ..., "
                                                    "then = ... }}, not {}.",
                                                    entry.described()));
    return;
  }
  TableReader reader(entry, "an entry of 'choose'", context_.mistakes);
  std::unique_ptr<Condition> when;
  if (const TomlNode* node = reader.find("when")) {
    when = std::make_unique<Condition>(condition(*node));
  } else if (!last) {
    reader.mistake(entry.origin, "An entry without 'when' always holds and so must be the last of 'choose'.");
  }
  if (const TomlNode* then = reader.need("then")) {
    result.conditions.push_back(std::move(when));
    result.parts.push_back(text(*then));
  }
  reader.finish();
}

void ExpressionParser::read_from(TableReader& reader, Expression& result) {
  result.name = reader.needed_text("from");
  result.value = reader.needed_text("value");
  std::vector<std::string> joins;
  const Rule* join = nullptr;
  for (const Rule& rule : rules_) {
    if (rule.action != Rule::Action::join) continue;
    joins.push_back(rule.name);
    if (rule.name == result.name) join = &rule;
  }
  check_name(result.name, reader.origin("from"), "join above with the name", joins, context_.mistakes);
  if (join == nullptr || join->steps.empty() || result.value.empty()) return;  // reported before
  std::vector<std::string> values;
  for (const JoinStep& step : join->steps) {
    const Lookup* lookup = find_named(context_.definition.lookups, step.lookup);
    if (lookup == nullptr) return;  // reported at the step
    for (const NamedExpression& value : lookup->values) values.push_back(value.name);
  }
  if (std::find(values.begin(), values.end(), result.value) != values.end()) return;
  reader.mistake(reader.origin("value"), fmt::format("The join '{}' gives no value '{}'.{}", result.name, result.value,
                                                     did_you_mean(result.value, values)));
}

void ExpressionParser::read_invalid(TableReader& reader, Expression& result) {
  static constexpr std::array<std::string_view, 2> kWords{"reject", "blank"};
  if (const auto invalid = reader.choice("invalid", kWords)) result.lax = *invalid == 1;
}

void ExpressionParser::read_formats(TableReader& reader, Expression& result) {
  const TomlNode* node = reader.need("formats");
  if (node == nullptr) return;
  result.formats = reader.texts("formats");
  if (node->is_list() && node->items.empty()) {
    reader.mistake(node->origin, "'formats' must name at least one format.");
  }
  if (node->is_text()) check_date_format(node->text, node->origin, context_.mistakes);
  for (const TomlNode& item : node->items) {
    if (item.is_text()) check_date_format(item.text, item.origin, context_.mistakes);
  }
}

std::string ExpressionParser::column_name(const TomlNode& node) {
  if (node.text.empty()) {
    context_.mistakes.add(node.origin,
                          "The name of a column must not be empty; a blank value is "
                          "written { constant = \"\" }.");
  }
  return node.text;
}

}  // namespace sfi
