// The rules of lookups and streams.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "definition/parse_expression.h"
#include "definition/parse_rows.h"

namespace sfi {
namespace {

constexpr std::size_t kMaxKeyParts = 8;  // the size of the row loop's buffer

class RuleParser {
 public:
  RuleParser(ParseContext& context, std::vector<Rule>& rules, bool of_contributions)
      : context_(context), rules_(rules), of_contributions_(of_contributions), expressions_(context, rules) {}

  void parse(const TomlNode& node);

 private:
  void read_drop(std::string_view key, TableReader& reader, Rule& rule);
  void read_join(TableReader& reader, Rule& rule);
  void read_unlinked(TableReader& reader, Rule& rule);
  void read_steps(const TomlNode& node, Rule& rule);
  JoinStep read_step(TableReader& reader, const std::string& default_name);
  void read_direction(TableReader& reader, JoinStep& step);
  void check_direction(const JoinStep& step, const Lookup& lookup, const TableReader& reader);
  void check_lookup(const JoinStep& step, const TableReader& reader);
  void check_new_name(const TableReader& reader, const Rule& rule);

  ParseContext& context_;
  std::vector<Rule>& rules_;
  bool of_contributions_;
  ExpressionParser expressions_;
};

void RuleParser::parse(const TomlNode& node) {
  TableReader reader(node, "this rule", context_.mistakes);
  Rule rule;
  rule.origin = node.origin;
  const bool skip = reader.find("skip") != nullptr;
  const bool join = reader.find("join") != nullptr;
  const bool reject = reader.find("reject") != nullptr;
  if (skip + join + reject > 1) {
    reader.mistake(node.origin, "A rule has one of 'skip', 'join' and 'reject'; write two rules.");
    return;
  }
  if (skip) {
    read_drop("skip", reader, rule);
  } else if (join) {
    read_join(reader, rule);
  } else if (reject) {
    rule.action = Rule::Action::reject;
    read_drop("reject", reader, rule);
  } else {
    reader.mistake(node.origin, "A rule needs 'skip', 'join' or 'reject'.");
    return;
  }
  read_unlinked(reader, rule);
  reader.finish();
  rules_.push_back(std::move(rule));
}

void RuleParser::read_drop(std::string_view key, TableReader& reader, Rule& rule) {
  rule.reason = reader.needed_text(key);
  check_reason(rule.reason, reader.origin(key), context_.mistakes);
  if (const TomlNode* when = reader.need("when")) rule.when = expressions_.condition(*when);
}

void RuleParser::read_join(TableReader& reader, Rule& rule) {
  rule.action = Rule::Action::join;
  rule.name = reader.needed_text("join");
  check_new_name(reader, rule);
  if (reader.find("missing") != nullptr) {
    rule.reason = reader.needed_text("missing");
    check_reason(rule.reason, reader.origin("missing"), context_.mistakes);
  }
  const TomlNode* steps = reader.find("steps");
  if (steps == nullptr) {
    rule.steps.push_back(read_step(reader, rule.name));
  } else if (reader.find("lookup") != nullptr) {
    reader.mistake(reader.origin("lookup"), "A join has either one 'lookup' with its 'key', or several 'steps'.");
  } else {
    read_steps(*steps, rule);
  }
}

void RuleParser::read_unlinked(TableReader& reader, Rule& rule) {
  rule.unlinked = reader.boolean("unlinked", false);
  if (!rule.unlinked) return;
  if (!of_contributions_) {
    reader.mistake(reader.origin("unlinked"),
                   "'unlinked' lists filers of contributions without a candidate: it is only allowed in a stream of "
                   "contributions.");
  } else if (rule.action == Rule::Action::reject) {
    reader.mistake(reader.origin("unlinked"),
                   "'unlinked' lists the filers of rows that are skipped; a rejected row cannot be read faithfully.");
  } else if (rule.action == Rule::Action::join && rule.reason.empty()) {
    reader.mistake(
        reader.origin("unlinked"),
        "'unlinked' needs 'missing', a reason for rows that no step matches: without it they are not dropped.");
  }
}

void RuleParser::check_new_name(const TableReader& reader, const Rule& rule) {
  const auto same = [&](const Rule& other) { return other.action == Rule::Action::join && other.name == rule.name; };
  if (rule.name.empty() || std::none_of(rules_.begin(), rules_.end(), same)) return;
  context_.mistakes.add(reader.origin("join"),
                        fmt::format("This section already has a join '{}'; rename this one.", rule.name));
}

void RuleParser::read_steps(const TomlNode& node, Rule& rule) {
  if (!node.is_list() || node.items.empty()) {
    context_.mistakes.add(node.origin,
                          "'steps' must be a list such as [{ name = \"account\", "
                          "lookup = \"candidates\", key = \"filer\" }].");
    return;
  }
  for (const TomlNode& item : node.items) {
    if (!item.is_table()) {
      context_.mistakes.add(item.origin, fmt::format("'steps' must hold tables, not {}.", item.described()));
      continue;
    }
    TableReader step_reader(item, "this step", context_.mistakes);
    JoinStep step = read_step(step_reader, {});
    step_reader.finish();
    if (!step.name.empty() && find_named(rule.steps, step.name) != nullptr) {
      context_.mistakes.add(item.find("name")->origin,
                            fmt::format("This join already has a step '{}'; rename this one.", step.name));
    }
    rule.steps.push_back(std::move(step));
  }
}

// A step of `steps`, or a join of one step, which may go without a `name` of its own.
JoinStep RuleParser::read_step(TableReader& reader, const std::string& default_name) {
  JoinStep step;
  step.origin = reader.origin();
  step.name = default_name.empty() ? reader.needed_text("name") : reader.text("name", default_name);
  step.lookup = reader.needed_text("lookup");
  if (const TomlNode* key = reader.need("key")) step.key = expressions_.list(*key, "key");
  read_direction(reader, step);
  if (const TomlNode* when = reader.find("when")) step.when = expressions_.condition(*when);
  check_lookup(step, reader);
  return step;
}

void RuleParser::read_direction(TableReader& reader, JoinStep& step) {
  const TomlNode* before = reader.find("at_or_before");
  const TomlNode* after = reader.find("at_or_after");
  if (before != nullptr && after != nullptr) {
    reader.mistake(after->origin,
                   "A step has either 'at_or_before' or 'at_or_after'; a second step can look in the other direction.");
  } else if (before != nullptr) {
    step.at = expressions_.text(*before);
  } else if (after != nullptr) {
    step.at = expressions_.text(*after);
    step.direction = JoinStep::Direction::at_or_after;
  }
}

void RuleParser::check_direction(const JoinStep& step, const Lookup& lookup, const TableReader& reader) {
  if (lookup.ordered_by && !step.at) {
    context_.mistakes.add(reader.origin("lookup"),
                          fmt::format("The lookup '{}' has 'ordered_by', so this step needs 'at_or_before' or "
                                      "'at_or_after' with the day or number to look for.",
                                      lookup.name));
  } else if (!lookup.ordered_by && step.at) {
    context_.mistakes.add(step.at->origin,
                          fmt::format("The lookup '{}' needs 'ordered_by', the day or number that its rows are "
                                      "ordered by.",
                                      lookup.name));
  } else if (lookup.until && step.direction == JoinStep::Direction::at_or_after) {
    context_.mistakes.add(step.at->origin, fmt::format("The lookup '{}' has 'until', so its rows are found with "
                                                       "'at_or_before'.",
                                                       lookup.name));
  }
}

void RuleParser::check_lookup(const JoinStep& step, const TableReader& reader) {
  const Origin origin = reader.origin("lookup");
  const Lookup* lookup = find_named(context_.definition.lookups, step.lookup);
  if (lookup == nullptr) {
    const auto& all = context_.lookup_names;
    if (std::find(all.begin(), all.end(), step.lookup) == all.end()) {
      check_name(step.lookup, origin, "lookup", all, context_.mistakes);
    } else {
      context_.mistakes.add(origin, fmt::format("Move the lookup '{}' above the one that joins it.", step.lookup));
    }
    return;
  }
  check_direction(step, *lookup, reader);
  const bool known = !step.key.empty() && !lookup->key.empty();  // else reported elsewhere
  if (!known || step.key.size() == lookup->key.size()) return;
  context_.mistakes.add(reader.origin("key"),
                        fmt::format("The lookup '{}' has a key of {} value{}, but this step has {}.", step.lookup,
                                    lookup->key.size(), lookup->key.size() == 1 ? "" : "s", step.key.size()));
}

void read_ties(TableReader& reader, Lookup& lookup) {
  if (reader.find("ties") == nullptr) return;
  static constexpr std::array<std::string_view, 3> kWords{"later", "unlinked", "error"};
  if (const auto ties = reader.choice("ties", kWords)) lookup.ties = static_cast<Lookup::Ties>(*ties);
  using enum Lookup::Repeated;
  if (lookup.repeated == newest || lookup.repeated == highest || lookup.repeated == most_frequent) return;
  reader.mistake(reader.origin("ties"),
                 "'ties' is only allowed with repeated = \"newest\", \"highest\" or \"most_frequent\".");
}

void read_repeated(TableReader& reader, ExpressionParser& expressions, Lookup& lookup) {
  static constexpr std::array<std::string_view, 7> kWords{"first",         "last",     "newest", "highest",
                                                          "most_frequent", "unlinked", "error"};
  const TomlNode* by = reader.find("newest_by");
  const TomlNode* number = reader.find("highest_by");
  const auto repeated = reader.needed_choice("repeated", kWords);
  if (!repeated) return;
  lookup.repeated = static_cast<Lookup::Repeated>(*repeated);
  const bool newest = lookup.repeated == Lookup::Repeated::newest;
  if (newest && by == nullptr) {
    reader.mistake(reader.origin("repeated"), "repeated = \"newest\" needs 'newest_by', the date that decides.");
  } else if (!newest && by != nullptr) {
    reader.mistake(by->origin, "'newest_by' is only allowed with repeated = \"newest\".");
  }
  const bool highest = lookup.repeated == Lookup::Repeated::highest;
  if (highest != (number != nullptr)) {
    reader.mistake(reader.origin(highest ? "repeated" : "highest_by"),
                   "repeated = \"highest\" and 'highest_by', the number that decides, go together.");
  }
  read_ties(reader, lookup);
  if (number != nullptr) lookup.rank = expressions.money(*number);
  if (by != nullptr) lookup.rank = expressions.date(*by, "'newest_by'");
}

void read_order(TableReader& reader, ExpressionParser& expressions, Lookup& lookup) {
  const TomlNode* order = reader.find("ordered_by");
  const TomlNode* until = reader.find("until");
  if (order != nullptr) lookup.ordered_by = expressions.text(*order);
  if (until != nullptr) lookup.until = expressions.text(*until);
  if (until != nullptr && order == nullptr) {
    reader.mistake(until->origin, "'until' needs 'ordered_by', the first day or number that the row holds for.");
  }
}

void read_values(const TomlNode& node, ExpressionParser& expressions, Lookup& lookup) {
  for (const TomlEntry& entry : node.entries) {
    if (find_named(lookup.values, entry.key) != nullptr) continue;  // its own value instead of a shared one
    lookup.values.push_back({entry.key, expressions.text(entry.value), entry.origin});
  }
}

}  // namespace

std::vector<Expression> read_key(const TomlNode& node, std::string_view what, ExpressionParser& expressions,
                                 TableReader& reader) {
  std::vector<Expression> key = expressions.list(node, what);
  if (key.size() > kMaxKeyParts) {
    reader.mistake(node.origin, fmt::format("A key can have at most {} values.", kMaxKeyParts));
  }
  return key;
}

void parse_rules(const TomlNode* node, bool of_contributions, ParseContext& context, std::vector<Rule>& rules) {
  if (node == nullptr) return;
  if (!node->is_list()) {
    context.mistakes.add(
        node->origin,
        fmt::format("'rules' must be a list such as [{{ skip = \"memo\", when = ... }}], not {}.", node->described()));
    return;
  }
  RuleParser parser(context, rules, of_contributions);
  for (const TomlNode& item : node->items) {
    if (item.is_table()) {
      parser.parse(item);
    } else {
      context.mistakes.add(item.origin, fmt::format("A rule is a table, not {}.", item.described()));
    }
  }
}

void parse_lookup(const TomlEntry& entry, ParseContext& context) {
  TableReader reader(entry.value, fmt::format("[lookup.{}]", entry.key), context.mistakes);
  Lookup lookup;
  lookup.name = entry.key;
  lookup.origin = entry.origin;
  lookup.table = reader.needed_text("table");
  check_name(lookup.table, reader.origin("table"), "table", names_of(context.definition.tables), context.mistakes);
  const std::vector<const TomlNode*> parts = shared_parts(reader, context);
  for (const TomlNode* part : parts) parse_rules(part->find("rules"), false, context, lookup.rules);
  parse_rules(reader.find("rules"), false, context, lookup.rules);
  ExpressionParser expressions(context, lookup.rules);
  if (const TomlNode* key = reader.need("key")) lookup.key = read_key(*key, "key", expressions, reader);
  read_repeated(reader, expressions, lookup);
  read_order(reader, expressions, lookup);
  if (const TomlNode* values = reader.table("values")) read_values(*values, expressions, lookup);
  for (const TomlNode* part : parts) {
    if (const TomlNode* set = part->find("set")) read_values(*set, expressions, lookup);
  }
  reader.finish();
  context.definition.lookups.push_back(std::move(lookup));
}

}  // namespace sfi
