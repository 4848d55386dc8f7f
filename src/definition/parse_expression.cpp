#include "definition/parse_expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "wording/nearest.h"

namespace sfi {
namespace {

std::vector<std::string> verb_names() {
  std::vector<std::string> names;
  for (const VerbInfo& verb : all_verbs()) names.emplace_back(verb.name);
  return names;
}

}  // namespace

Expression ExpressionParser::date(const TomlNode& node, std::string_view what) {
  if (node.is_table() && node.find("date") != nullptr) return parse(node, Place::date);
  const std::string argument = node.is_text() ? fmt::format("\"{}\"", node.text) : "...";
  context_.mistakes.add(node.origin, fmt::format("'{}' is a date: write {{ date = {}, formats = [\"%m/%d/%Y\"] }} "
                                                 "with the formats used in the file.",
                                                 what, argument));
  return {};
}

Expression ExpressionParser::money(const TomlNode& node) {
  if (node.is_table() && node.find("money") != nullptr) return parse(node, Place::money);
  Expression result;
  result.verb = Verb::money;
  result.origin = node.origin;
  result.operands.push_back(text(node));
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
  const TomlEntry* entry = verb_entry(node);
  if (entry == nullptr) return result;
  const VerbInfo& verb = *find_verb(entry->key);
  if (!may_stand(verb, place, entry->origin)) return result;
  result.verb = verb.verb;
  TableReader reader(node, fmt::format("a value with '{}'", verb.name), context_.mistakes);
  for (const Argument& argument : verb.arguments) read_argument(argument, reader, result);
  reader.finish();
  return result;
}

const TomlEntry* ExpressionParser::verb_entry(const TomlNode& node) {
  const TomlEntry* found = nullptr;
  for (const TomlEntry& entry : node.entries) {
    if (find_verb(entry.key) == nullptr) continue;
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

bool ExpressionParser::may_stand(const VerbInfo& verb, Place place, Origin origin) {
  if (verb.place == Place::anywhere || verb.place == place) return true;
  switch (verb.place) {
    case Place::anywhere:
      break;
    case Place::id:
      context_.mistakes.add(
          origin, fmt::format("'{}' is only allowed as the whole value of contribution_id or report_id.", verb.name));
      break;
    case Place::date:
      context_.mistakes.add(origin,
                            fmt::format("'{}' is only allowed directly under a date field or 'newest_by'.", verb.name));
      break;
    case Place::money:
      context_.mistakes.add(origin, fmt::format("'{}' is only allowed directly under an amount field.", verb.name));
      break;
  }
  return false;
}

void ExpressionParser::read_argument(const Argument& argument, TableReader& reader, Expression& result) {
  switch (argument.kind) {
    case ArgumentKind::column:
      result.name = reader.needed_text(argument.key);
      return;
    case ArgumentKind::text:
      result.text = reader.text(argument.key);
      return;
    case ArgumentKind::operand:
      if (const TomlNode* node = reader.need(argument.key)) result.operands.push_back(text(*node));
      return;
    case ArgumentKind::operands:
      read_operands(argument.key, reader, result);
      return;
    case ArgumentKind::choices:
      read_choices(argument.key, reader, result);
      return;
    case ArgumentKind::code_table:
      result.name = reader.needed_text(argument.key);
      check_name(result.name, reader.origin(argument.key), "code table", names_of(context_.definition.code_tables),
                 context_.mistakes);
      return;
    case ArgumentKind::join:
      read_join(argument.key, reader, result);
      return;
    case ArgumentKind::value_of_join:
      read_value_of_join(argument.key, reader, result);
      return;
    case ArgumentKind::pattern:
      result.text = reader.needed_text(argument.key);
      if (!result.text.empty()) check_pattern(result.text, reader.origin(argument.key), 1, context_.mistakes);
      return;
    case ArgumentKind::formats:
      read_formats(argument.key, reader, result);
      return;
    case ArgumentKind::if_unknown:
      read_unknown(argument.key, {"reject", "blank", "keep"}, reader, result);
      return;
    case ArgumentKind::if_invalid:
      read_unknown(argument.key, {"reject", "blank"}, reader, result);
      return;
    case ArgumentKind::negate:
      result.negate = reader.boolean(argument.key, false);
      return;
    case ArgumentKind::only_true:
      if (reader.boolean(argument.key, true)) return;
      reader.mistake(reader.origin(argument.key), fmt::format("'{}' can only be true.", argument.key));
      return;
  }
}

void ExpressionParser::read_operands(std::string_view key, TableReader& reader, Expression& result) {
  const TomlNode* node = reader.need(key);
  if (node == nullptr) return;
  if (node->is_list()) {
    result.operands = list(*node, key);
  } else {
    reader.mistake(node->origin, fmt::format("'{}' must be a list of values, not {}.", key, node->described()));
  }
}

// `words` are in the order of Expression::Unknown.
void ExpressionParser::read_unknown(std::string_view key, std::initializer_list<std::string_view> words,
                                    TableReader& reader, Expression& result) {
  const auto unknown = reader.choice(key, {words.begin(), words.size()});
  if (unknown) result.unknown = static_cast<Expression::Unknown>(*unknown);
}

void ExpressionParser::read_choices(std::string_view key, TableReader& reader, Expression& result) {
  const TomlNode* node = reader.need(key);
  if (node == nullptr) return;
  if (!node->is_list() || node->items.empty()) {
    reader.mistake(node->origin,
                   fmt::format("'{}' must be a list such as [{{ when = ..., then = ... }}, {{ then = ... }}].", key));
    return;
  }
  for (const TomlNode& entry : node->items) read_choice(entry, &entry == &node->items.back(), result);
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
    reader.mistake(entry.origin, "An entry without 'when' always applies, so it must be the last of 'choose'.");
  }
  if (const TomlNode* then = reader.need("then")) {
    result.conditions.push_back(std::move(when));
    result.operands.push_back(text(*then));
  }
  reader.finish();
}

const Rule* ExpressionParser::join_named(const std::string& name) const {
  const auto found = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) {
    return rule.action == Rule::Action::join && rule.name == name;
  });
  return found == rules_.end() ? nullptr : &*found;
}

void ExpressionParser::read_join(std::string_view key, TableReader& reader, Expression& result) {
  result.name = reader.needed_text(key);
  std::vector<std::string> joins;
  for (const Rule& rule : rules_) {
    if (rule.action == Rule::Action::join) joins.push_back(rule.name);
  }
  check_name(result.name, reader.origin(key), "join above with the name", joins, context_.mistakes);
}

void ExpressionParser::read_value_of_join(std::string_view key, TableReader& reader, Expression& result) {
  result.text = reader.needed_text(key);
  const Rule* join = join_named(result.name);
  if (join == nullptr || join->steps.empty() || result.text.empty()) return;  // reported before
  std::vector<std::string> values;
  for (const JoinStep& step : join->steps) {
    const Lookup* lookup = find_named(context_.definition.lookups, step.lookup);
    if (lookup == nullptr) return;  // reported at the step
    for (const NamedExpression& value : lookup->values) values.push_back(value.name);
  }
  if (std::find(values.begin(), values.end(), result.text) != values.end()) return;
  reader.mistake(reader.origin(key), fmt::format("The join '{}' has no value '{}'.{}", result.name, result.text,
                                                 did_you_mean(result.text, values)));
}

void ExpressionParser::read_formats(std::string_view key, TableReader& reader, Expression& result) {
  const TomlNode* node = reader.need(key);
  if (node == nullptr) return;
  result.formats = reader.texts(key);
  if (node->is_list() && node->items.empty()) {
    reader.mistake(node->origin, fmt::format("'{}' must name at least one format.", key));
  }
  if (node->is_text()) check_date_format(node->text, node->origin, context_.mistakes);
  for (const TomlNode& item : node->items) {
    if (item.is_text()) check_date_format(item.text, item.origin, context_.mistakes);
  }
}

std::string ExpressionParser::column_name(const TomlNode& node) {
  if (node.text.empty()) {
    context_.mistakes.add(node.origin,
                          "A column name must not be empty; write { constant = \"\" } for a blank "
                          "value.");
  }
  return node.text;
}

}  // namespace sfi
