#include "definition/sections.h"

#include <fmt/format.h>

namespace sfi {

std::string source_name(const Expression& expression) {
  return fmt::format(fmt::runtime(info_of(expression.verb).source), fmt::arg("name", expression.name),
                     fmt::arg("text", expression.text));
}

void visit_all(const Expression& expression, const VisitExpression& visit) {
  visit(expression);
  for (const Expression& operand : expression.operands) visit_all(operand, visit);
  for (const auto& condition : expression.conditions) {
    if (condition) visit_all(*condition, visit);
  }
}

void visit_all(const Condition& condition, const VisitExpression& visit) {
  if (condition.value) visit_all(*condition.value, visit);
  if (condition.other) visit_all(*condition.other, visit);
  for (const Condition& child : condition.children) visit_all(child, visit);
}

void visit_all(const std::vector<Rule>& rules, const VisitExpression& visit) {
  for (const Rule& rule : rules) {
    if (rule.when) visit_all(*rule.when, visit);
    for (const JoinStep& step : rule.steps) {
      for (const Expression& key : step.key) visit_all(key, visit);
      if (step.at) visit_all(*step.at, visit);
      if (step.when) visit_all(*step.when, visit);
    }
  }
}

}  // namespace sfi
