// How a RowPlan comes about: expressions, conditions and rules of the definition are bound to the
// file's columns and to the lookups that were built.
#include <algorithm>

#include "plan/row_plan.h"
#include "wording/nearest.h"

namespace sfi {

RowPlan::RowPlan(const Definition& definition, const Table& table, const Columns& columns, const BuiltLookups& lookups,
                 std::vector<MissingColumn>& missing)
    : definition_(&definition), table_(&table), columns_(&columns), lookups_(&lookups), missing_(&missing) {}

std::optional<std::uint32_t> RowPlan::find_column(const std::string& column) const {
  if (const auto found = columns_->find(column)) return found;
  const auto aliases = table_->aliases.find(column);
  if (aliases == table_->aliases.end()) return std::nullopt;
  for (const std::string& alias : aliases->second) {
    if (const auto found = columns_->find(alias)) return found;
  }
  return std::nullopt;
}

std::uint32_t RowPlan::bind(const std::string& column, Origin origin) {
  const auto found = find_column(column);
  if (found && !columns_->is_repeated(column)) return *found;
  const auto& optional = table_->optional;
  if (!found && std::find(optional.begin(), optional.end(), column) != optional.end()) {
    return kAbsent;
  }
  const auto same = [&](const MissingColumn& known) { return known.column == column; };
  if (std::none_of(missing_->begin(), missing_->end(), same)) {
    missing_->push_back({column, nearest(column, columns_->names()), origin, found.has_value()});
  }
  return kAbsent;
}

std::uint32_t RowPlan::add_pattern(const std::string& pattern) {
  patterns_.push_back(std::make_unique<RE2>(pattern));
  return static_cast<std::uint32_t>(patterns_.size() - 1);
}

RowPlan::Id RowPlan::add(const Expression& expression) {
  Node node{};
  node.verb = expression.verb;
  node.unknown = expression.unknown;
  node.negate = expression.negate;
  node.lax = expression.lax;
  using enum Expression::Verb;
  if (expression.verb == choose) {
    compile_choices(expression, node);
  } else {
    std::vector<Id> parts;
    for (const Expression& part : expression.parts) parts.push_back(add(part));
    node.first = static_cast<std::uint32_t>(children_.size());
    node.count = static_cast<std::uint32_t>(parts.size());
    children_.insert(children_.end(), parts.begin(), parts.end());
  }
  if (expression.verb == column) node.column = bind(expression.name, expression.origin);
  if (expression.verb == constant) node.text = expression.value;
  if (expression.verb == concat) node.text = expression.separator;
  if (expression.verb == cut) node.extra = add_pattern(expression.pattern);
  if (expression.verb == from) compile_from(expression, node);
  if (expression.verb == codes) {
    const auto& codes = definition_->code_table(expression.name).codes;
    codes_.emplace_back(codes.begin(), codes.end());
    node.extra = static_cast<std::uint32_t>(codes_.size() - 1);
  }
  if (expression.verb == date) {
    date_formats_.emplace_back(expression.formats.begin(), expression.formats.end());
    node.extra = static_cast<std::uint32_t>(date_formats_.size() - 1);
  }
  nodes_.push_back(std::move(node));
  return static_cast<Id>(nodes_.size() - 1);
}

void RowPlan::compile_choices(const Expression& expression, Node& node) {
  std::vector<Choice> choices;
  for (std::size_t i = 0; i < expression.parts.size(); ++i) {
    const Condition* when = expression.conditions[i].get();
    const std::int32_t test = when == nullptr ? -1 : static_cast<std::int32_t>(add_test(*when));
    choices.push_back({test, add(expression.parts[i])});
  }
  node.first = static_cast<std::uint32_t>(choices_.size());
  node.count = static_cast<std::uint32_t>(choices.size());
  choices_.insert(choices_.end(), choices.begin(), choices.end());
}

// The steps of a join may lead to different lookups, in which the value stands at different places.
void RowPlan::compile_from(const Expression& expression, Node& node) {
  const auto join = std::find_if(joins_.begin(), joins_.end(),
                                 [&](const Join& candidate) { return candidate.name == expression.name; });
  node.extra = static_cast<std::uint32_t>(join - joins_.begin());
  for (const Lookup* lookup : join->lookups) {
    const auto value = std::find_if(lookup->values.begin(), lookup->values.end(),
                                    [&](const NamedExpression& named) { return named.name == expression.value; });
    node.value_of_step.push_back(
        value == lookup->values.end() ? -1 : static_cast<std::int32_t>(value - lookup->values.begin()));
  }
}

std::uint32_t RowPlan::add_test(const Condition& condition) {
  Test test{};
  test.test = condition.test;
  test.negate = condition.negate;
  if (condition.value) test.value = add(*condition.value);
  if (condition.other) test.other = add(*condition.other);
  test.texts.assign(condition.texts.begin(), condition.texts.end());
  if (condition.test == Condition::Test::matches) {
    test.pattern = add_pattern(condition.texts.front());
  }
  for (const Condition& child : condition.children) test.children.push_back(add_test(child));
  tests_.push_back(std::move(test));
  return static_cast<std::uint32_t>(tests_.size() - 1);
}

void RowPlan::add_join(const Rule& rule) {
  Join join;
  join.name = rule.name;
  join.first_step = step_count();
  for (const JoinStep& step : rule.steps) {
    const BuiltLookup& lookup = lookups_->at(step.lookup);
    Step compiled{lookup.table.get(), {}, -1};
    for (const Expression& key : step.key) compiled.key.push_back(add(key));
    if (step.when) compiled.when = static_cast<std::int32_t>(add_test(*step.when));
    join.steps.push_back(std::move(compiled));
    join.lookups.push_back(lookup.definition);
  }
  joins_.push_back(std::move(join));
}

std::size_t RowPlan::step_count() const {
  return joins_.empty() ? 0 : joins_.back().first_step + joins_.back().steps.size();
}

void RowPlan::add_rules(const std::vector<Rule>& rules) {
  for (const Rule& rule : rules) {
    CompiledRule compiled{};
    compiled.action = rule.action;
    if (rule.action == Rule::Action::skip) {
      compiled.test = add_test(*rule.when);
    } else {
      compiled.drops_unmatched = !rule.reason.empty();
      compiled.join = static_cast<std::uint32_t>(joins_.size());
      add_join(rule);
    }
    rules_.push_back(compiled);
  }
}

}  // namespace sfi
