#include "definition/parse_expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "text/date.h"
#include "wording/nearest.h"

namespace sfi {
namespace {

std::vector<std::string> verb_names() {
  std::vector<std::string> names;
  for (const VerbInfo& verb : all_verbs()) names.emplace_back(verb.name);
  return names;
}

// Whether the value is one of several others, which may be dates or amounts themselves.
bool is_selection(const TomlNode& node) {
  return node.find("choose") != nullptr || node.find("coalesce") != nullptr;
}

bool is_amount(const TomlNode& node) {
  return node.find("money") != nullptr || node.find("sum") != nullptr;
}

}  // namespace

Expression ExpressionParser::date(const TomlNode& node, std::string_view what) {
  if (node.is_table() && (node.find("date") != nullptr || is_selection(node))) return parse(node, Place::date);
  const std::string argument = node.is_text() ? fmt::format("\"{}\"", node.text) : "...";
  context_.mistakes.add(node.origin, fmt::format("{} is a date: write {{ date = \"%m/%d/%Y\", of = {} }} "
                                                 "with the format in the file, or a list of formats.",
                                                 what, argument));
  return {};
}

Expression ExpressionParser::money(const TomlNode& node) {
  if (node.is_table() && (is_amount(node) || is_selection(node))) return parse(node, Place::money);
  Expression result;
  result.verb = Verb::money;
  result.origin = node.origin;
  result.operands.push_back(text(node));
  return result;
}

// An operand of a verb in `place`: what selects among dates or amounts has dates or amounts to select from.
Expression ExpressionParser::operand(const TomlNode& node, Place place) {
  switch (place) {
    case Place::date:
      return date(node, "Each value here");
    case Place::money:
      return money(node);
    default:
      return text(node);
  }
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
                                                   "{{ text = \"x\" }}, not {}.",
                                                   node.described()));
    return result;
  }
  const TomlEntry* entry = verb_entry(node);
  if (entry == nullptr) return result;
  const VerbInfo& verb = *find_verb(entry->key);
  if (!may_stand(verb, place, entry->origin)) return result;
  result.verb = verb.verb;
  const Place inside = is_selection(node) || verb.verb == Verb::sum ? place : Place::anywhere;
  TableReader reader(node, fmt::format("a value with '{}'", verb.name), context_.mistakes);
  for (const Argument& argument : verb.arguments) read_argument(argument, inside, reader, result);
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
    case Place::date:  // where a date is needed; there is no verb that only a date may have
      break;
    case Place::money:
      context_.mistakes.add(origin, fmt::format("'{}' is only allowed directly under an amount field.", verb.name));
      break;
  }
  return false;
}

void ExpressionParser::read_argument(const Argument& argument, Place inside, TableReader& reader, Expression& result) {
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
      read_operands(argument.key, inside, reader, result);
      return;
    case ArgumentKind::choices:
      read_choices(argument.key, inside, reader, result);
      return;
    case ArgumentKind::code_table:
      result.name = reader.needed_text(argument.key);
      add_built_in_codes(result.name, context_);
      check_name(result.name, reader.origin(argument.key), "code table", names_of(context_.definition.code_tables),
                 context_.mistakes);
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
      read_if_unknown(argument.key, reader, result);
      return;
    case ArgumentKind::if_invalid:
      read_otherwise(argument.key, {"reject", "blank"}, reader, result);
      return;
    case ArgumentKind::if_no_number:
      read_otherwise(argument.key, {"reject", "blank", "keep"}, reader, result);
      return;
    case ArgumentKind::earliest_day:
      result.earliest = read_day(argument.key, reader);
      return;
    case ArgumentKind::latest_day:
      result.latest = read_day(argument.key, reader);
      return;
    case ArgumentKind::sign:
      read_sign(argument.key, reader, result);
      return;
    case ArgumentKind::address_part:
      read_address_part(argument.key, reader, result);
      return;
    case ArgumentKind::only_true:
      if (reader.boolean(argument.key, true)) return;
      reader.mistake(reader.origin(argument.key), fmt::format("'{}' can only be true.", argument.key));
      return;
  }
}

void ExpressionParser::read_operands(std::string_view key, Place place, TableReader& reader, Expression& result) {
  const TomlNode* node = reader.need(key);
  if (node == nullptr) return;
  if (!node->is_list() || node->items.empty()) {
    const std::string found = node->is_list() ? "an empty list" : node->described();
    reader.mistake(node->origin, fmt::format("'{}' must be a list of values, not {}.", key, found));
    return;
  }
  for (const TomlNode& item : node->items) result.operands.push_back(operand(item, place));
}

// `words` are in the order of Expression::Otherwise.
void ExpressionParser::read_otherwise(std::string_view key, std::initializer_list<std::string_view> words,
                                      TableReader& reader, Expression& result) {
  const auto otherwise = reader.choice(key, {words.begin(), words.size()});
  if (otherwise) result.otherwise = static_cast<Expression::Otherwise>(*otherwise);
}

// One of the words above, or any other text: the meaning of unlisted codes.
void ExpressionParser::read_if_unknown(std::string_view key, TableReader& reader, Expression& result) {
  const TomlNode* node = reader.find(key);
  if (node == nullptr) return;
  static const std::vector<std::string> kWords{"reject", "blank", "keep"};
  const bool is_word = node->is_text() && std::find(kWords.begin(), kWords.end(), node->text) != kWords.end();
  if (is_word) return read_otherwise(key, {"reject", "blank", "keep"}, reader, result);
  const std::string similar = node->is_text() ? did_you_mean(node->text, kWords) : "";
  if (!node->is_text() || node->text.empty() || !similar.empty()) {
    const std::string found = node->is_text() ? fmt::format("'{}'", node->text) : node->described();
    reader.mistake(node->origin, fmt::format("'{}' must be \"reject\", \"blank\", \"keep\" or the meaning of unlisted "
                                             "codes in quotes, not {}.{}",
                                             key, found, similar));
    return;
  }
  result.otherwise = Expression::Otherwise::meaning;
  result.meaning = node->text;
}

void ExpressionParser::read_address_part(std::string_view key, TableReader& reader, Expression& result) {
  static constexpr std::array<std::string_view, 4> kWords{"street", "city", "state", "zip"};
  const auto part = reader.needed_choice(key, kWords);
  if (part) result.address_part = static_cast<Expression::AddressPart>(*part);
}

void ExpressionParser::read_sign(std::string_view key, TableReader& reader, Expression& result) {
  static constexpr std::array<std::string_view, 2> kWords{"negated", "negative"};
  const auto sign = reader.choice(key, kWords);
  if (sign) result.sign = *sign == 0 ? Expression::Sign::negated : Expression::Sign::negative;
}

std::optional<Day> ExpressionParser::read_day(std::string_view key, TableReader& reader) {
  if (reader.find(key) == nullptr) return std::nullopt;
  const std::string text = reader.needed_text(key);
  const auto day = day_from_iso(text);
  if (!day && !text.empty()) {
    reader.mistake(reader.origin(key), fmt::format("'{}' is a day such as \"1995-01-01\", not '{}'.", key, text));
  }
  return day;
}

void ExpressionParser::read_choices(std::string_view key, Place place, TableReader& reader, Expression& result) {
  const TomlNode* node = reader.need(key);
  if (node == nullptr) return;
  if (!node->is_list() || node->items.empty()) {
    reader.mistake(
        node->origin,
        fmt::format("'{}' must be a list of values such as [{{ when = ..., text = \"x\" }}, \"Column\"].", key));
    return;
  }
  for (const TomlNode& entry : node->items) read_choice(entry, place, &entry == &node->items.back(), result);
}

// A value, with the condition under which it is chosen beside its verb.
void ExpressionParser::read_choice(const TomlNode& entry, Place place, bool last, Expression& result) {
  const TomlNode* when = entry.is_table() ? entry.find("when") : nullptr;
  if (when == nullptr && !last) {
    context_.mistakes.add(entry.origin, "A value without 'when' is always chosen and so must be the last of 'choose'.");
  }
  result.conditions.push_back(when == nullptr ? nullptr : std::make_unique<Condition>(condition(*when)));
  TomlNode value = entry;
  std::erase_if(value.entries, [](const TomlEntry& part) { return part.key == "when"; });
  result.operands.push_back(operand(value, place));
}

const Rule* ExpressionParser::join_named(const std::string& name) const {
  const auto found = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) {
    return rule.action == Rule::Action::join && rule.name == name;
  });
  return found == rules_.end() ? nullptr : &*found;
}

void ExpressionParser::read_value_of_join(std::string_view key, TableReader& reader, Expression& result) {
  const std::string path = reader.needed_text(key);
  if (path.empty()) return;
  const std::size_t dot = path.find('.');
  if (dot == std::string::npos) {
    reader.mistake(reader.origin(key),
                   fmt::format("'{0}' names a join and one of its values: write {0} = \"{1}.VALUE\".", key, path));
    return;
  }
  result.name = path.substr(0, dot);
  result.text = path.substr(dot + 1);
  std::vector<std::string> joins;
  for (const Rule& rule : rules_) {
    if (rule.action == Rule::Action::join) joins.push_back(rule.name);
  }
  check_name(result.name, reader.origin(key), "join above with the name", joins, context_.mistakes);
  check_value_of_join(result, reader.origin(key));
}

void ExpressionParser::check_value_of_join(const Expression& from, Origin origin) {
  const Rule* join = join_named(from.name);
  if (join == nullptr || join->steps.empty()) return;  // reported before
  std::vector<std::string> values;
  for (const JoinStep& step : join->steps) {
    const Lookup* lookup = find_named(context_.definition.lookups, step.lookup);
    if (lookup == nullptr) return;  // reported at the step
    for (const NamedExpression& value : lookup->values) values.push_back(value.name);
  }
  if (std::find(values.begin(), values.end(), from.text) != values.end()) return;
  context_.mistakes.add(origin, fmt::format("The join '{}' gives no value '{}'.{}", from.name, from.text,
                                            did_you_mean(from.text, values)));
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
                          "A column name must not be empty; write { text = \"\" } for a blank "
                          "value.");
  }
  return node.text;
}

}  // namespace sfi
