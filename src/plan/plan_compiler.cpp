#include "plan/plan_compiler.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "base/lower.h"
#include "definition/sections.h"

namespace sfi {
namespace {

// The columns and joined values that a value is made from: "OFFICE_CD, JURIS_CD".
std::string names_of_sources(const Expression& value) {
  std::vector<std::string> names;
  visit_all(value, [&](const Expression& part) {
    std::string name = source_name(part);
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  });
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string to_string(const Expression& value) {
  switch (value.otherwise) {
    case Expression::Otherwise::reject:
      return "reject";
    case Expression::Otherwise::blank:
      return "blank";
    case Expression::Otherwise::keep:
      return "keep";
    case Expression::Otherwise::meaning:
      break;
  }
  return value.meaning;
}

}  // namespace

PlanCompiler::PlanCompiler(const PlanSources& sources, const Table& table, std::vector<MissingColumn>& missing)
    : sources_(sources), table_(table), missing_(missing) {
  program_.ignore_case = sources.definition.ignore_case;
}

RowPlan PlanCompiler::finish() && {
  return RowPlan(std::move(program_));
}

std::string_view PlanCompiler::keep(std::string_view text) {
  return program_.texts.emplace_back(text);
}

// The column's name in the file: its own or an alias. Null if the file has none of them.
const std::string* PlanCompiler::name_in_file(const std::string& column) const {
  if (sources_.columns.find(column)) return &column;
  const auto aliases = table_.aliases.find(column);
  if (aliases == table_.aliases.end()) return nullptr;
  for (const std::string& alias : aliases->second) {
    if (sources_.columns.find(alias)) return &alias;
  }
  return nullptr;
}

std::uint32_t PlanCompiler::bind(const std::string& column, Origin origin) {
  const std::string* name = name_in_file(column);
  if (name != nullptr && !sources_.columns.is_repeated(*name)) return *sources_.columns.find(*name);
  const auto& optional = table_.optional;
  if (name == nullptr && std::find(optional.begin(), optional.end(), column) != optional.end()) {
    return RowProgram::kAbsent;
  }
  const std::string& shown = name == nullptr ? column : *name;
  const auto same = [&](const MissingColumn& known) { return known.column == shown; };
  if (std::none_of(missing_.begin(), missing_.end(), same)) {
    missing_.push_back({shown, origin, name != nullptr});
  }
  return RowProgram::kAbsent;
}

RowGate PlanCompiler::gate() {
  std::vector<ValueCheck> checks;
  for (const auto& [column, pattern] : table_.must_match) {
    const std::uint32_t place = bind(column, table_.must_match_origin);
    RE2::Options options;
    options.set_case_sensitive(!program_.ignore_case);
    if (place != RowProgram::kAbsent) checks.push_back({place, std::make_shared<RE2>(pattern, options)});
  }
  return {sources_.definition.layout(table_.layout), sources_.columns.count(), std::move(checks)};
}

std::uint32_t PlanCompiler::add_pattern(const std::string& pattern) {
  RE2::Options options;
  options.set_case_sensitive(!program_.ignore_case);
  program_.patterns.push_back(std::make_unique<RE2>(pattern, options));
  return static_cast<std::uint32_t>(program_.patterns.size() - 1);
}

RowPlan::Id PlanCompiler::add(const Expression& expression) {
  RowProgram::Node node{};
  node.verb = expression.verb;
  for (const Argument& argument : info_of(expression.verb).arguments) bind_argument(argument.kind, expression, node);
  program_.nodes.push_back(std::move(node));
  return static_cast<RowPlan::Id>(program_.nodes.size() - 1);
}

void PlanCompiler::bind_argument(ArgumentKind kind, const Expression& expression, RowProgram::Node& node) {
  switch (kind) {
    case ArgumentKind::column:
      node.column = bind(expression.name, expression.origin);
      return;
    case ArgumentKind::text:
      node.text = keep(expression.text);
      return;
    case ArgumentKind::operand:
    case ArgumentKind::operands:
      bind_operands(expression, node);
      return;
    case ArgumentKind::choices:
      bind_choices(expression, node);
      return;
    case ArgumentKind::code_table:
      node.extra = add_codes(sources_.definition.code_table(expression.name));
      return;
    case ArgumentKind::value_of_join:
      node.extra = join_named(expression.name);
      bind_value_of_join(expression, node);
      return;
    case ArgumentKind::pattern:
      node.extra = add_pattern(expression.text);
      return;
    case ArgumentKind::formats:
      program_.dates.push_back(
          {{expression.formats.begin(), expression.formats.end()}, expression.earliest, expression.latest});
      node.extra = static_cast<std::uint32_t>(program_.dates.size() - 1);
      return;
    case ArgumentKind::if_unknown:
    case ArgumentKind::if_invalid:
    case ArgumentKind::if_no_number:
      node.otherwise = expression.otherwise;
      node.meaning = keep(expression.meaning);
      if (expression.otherwise != Expression::Otherwise::reject) node.watched = watch(expression);
      return;
    case ArgumentKind::sign:
      node.sign = expression.sign;
      return;
    case ArgumentKind::address_part:
      node.address_part = expression.address_part;
      return;
    case ArgumentKind::earliest_day:  // with the formats
    case ArgumentKind::latest_day:
    case ArgumentKind::only_true:
      return;
  }
}

void PlanCompiler::bind_operands(const Expression& expression, RowProgram::Node& node) {
  std::vector<RowPlan::Id> operands;
  for (const Expression& operand : expression.operands) operands.push_back(add(operand));
  node.first = static_cast<std::uint32_t>(program_.operands.size());
  node.count = static_cast<std::uint32_t>(operands.size());
  program_.operands.insert(program_.operands.end(), operands.begin(), operands.end());
}

// The number of what is counted when this value cannot be read.
std::uint32_t PlanCompiler::watch(const Expression& expression) {
  WatchedValue value;
  value.column = names_of_sources(expression);
  value.kind = expression.verb == Verb::codes ? WatchedValue::Kind::code : WatchedValue::Kind::date;
  value.otherwise = to_string(expression);
  value.place = fmt::format("{}:{}", sources_.definition.file, expression.origin.line);
  auto& watched = program_.watched;
  const auto known =
      std::find_if(watched.begin(), watched.end(), [&](const WatchedValue& other) { return other.is_like(value); });
  const auto number = static_cast<std::uint32_t>(known - watched.begin());
  if (known == watched.end()) watched.push_back(std::move(value));
  return number;
}

std::uint32_t PlanCompiler::add_codes(const CodeTable& table) {
  RowProgram::CodeMap& codes = program_.codes.emplace_back();
  for (const auto& [code, text] : table.codes) {
    codes.emplace(keep(program_.ignore_case ? ascii_lower(code) : code), keep(text));
  }
  return static_cast<std::uint32_t>(program_.codes.size() - 1);
}

void PlanCompiler::bind_choices(const Expression& expression, RowProgram::Node& node) {
  std::vector<RowProgram::Choice> choices;
  for (std::size_t i = 0; i < expression.operands.size(); ++i) {
    const Condition* when = expression.conditions[i].get();
    const std::int32_t test = when == nullptr ? -1 : static_cast<std::int32_t>(add_test(*when));
    choices.push_back({test, add(expression.operands[i])});
  }
  node.first = static_cast<std::uint32_t>(program_.choices.size());
  node.count = static_cast<std::uint32_t>(choices.size());
  program_.choices.insert(program_.choices.end(), choices.begin(), choices.end());
}

std::uint32_t PlanCompiler::join_named(const std::string& name) const {
  return static_cast<std::uint32_t>(std::find(join_names_.begin(), join_names_.end(), name) - join_names_.begin());
}

// The steps of a join may use different lookups, in which the value has different indexes.
void PlanCompiler::bind_value_of_join(const Expression& expression, RowProgram::Node& node) {
  for (const RowProgram::Step& step : program_.joins[join_named(expression.name)].steps) {
    node.value_of_step.push_back(step.table->value_index(expression.text));
  }
}

std::uint32_t PlanCompiler::add_test(const Condition& condition) {
  RowProgram::Test test{};
  test.test = condition.test;
  test.comparison = condition.comparison;
  test.negate = condition.negate;
  test.ignore_case = program_.ignore_case;
  if (condition.value) test.value = add(*condition.value);
  if (condition.other) test.other = add(*condition.other);
  for (const std::string& text : condition.texts) test.texts.push_back(keep(text));
  if (condition.test == Condition::Test::matches) {
    test.pattern = add_pattern(condition.texts.front());
  }
  for (const Condition& child : condition.children) test.children.push_back(add_test(child));
  program_.tests.push_back(std::move(test));
  return static_cast<std::uint32_t>(program_.tests.size() - 1);
}

void PlanCompiler::add_join(const Rule& rule) {
  RowProgram::Join join;
  join.first_step = program_.step_count();
  for (const JoinStep& step : rule.steps) {
    RowProgram::Step compiled{.table = sources_.lookups.at(step.lookup), .direction = step.direction};
    for (const Expression& key : step.key) compiled.key.push_back(add(key));
    if (step.at) compiled.at = add(*step.at);
    if (step.when) compiled.when = static_cast<std::int32_t>(add_test(*step.when));
    join.steps.push_back(std::move(compiled));
  }
  program_.joins.push_back(std::move(join));
  join_names_.push_back(rule.name);
}

void PlanCompiler::add_rules(const std::vector<Rule>& rules) {
  for (const Rule& rule : rules) {
    RowProgram::Rule compiled{};
    compiled.action = rule.action;
    if (rule.action != Rule::Action::join) {
      compiled.test = add_test(*rule.when);
      compiled.reason = keep(rule.reason);
    } else {
      compiled.drops_unmatched = !rule.reason.empty();
      compiled.join = static_cast<std::uint32_t>(program_.joins.size());
      add_join(rule);
    }
    program_.rules.push_back(compiled);
  }
}

}  // namespace sfi
