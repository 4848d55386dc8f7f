#include "definition/used_columns.h"

#include <set>

namespace sfi {
namespace {

class ColumnCollector {
 public:
  void add(const Expression& expression) {
    if (expression.verb == Expression::Verb::column) names_.insert(expression.name);
    for (const Expression& part : expression.parts) add(part);
    for (const auto& condition : expression.conditions) {
      if (condition) add(*condition);
    }
  }

  void add(const Condition& condition) {
    if (condition.value) add(*condition.value);
    if (condition.other) add(*condition.other);
    for (const Condition& child : condition.children) add(child);
  }

  void add(const std::vector<Rule>& rules) {
    for (const Rule& rule : rules) {
      if (rule.when) add(*rule.when);
      for (const JoinStep& step : rule.steps) {
        for (const Expression& key : step.key) add(key);
        if (step.when) add(*step.when);
      }
    }
  }

  void add(const std::vector<NamedExpression>& values) {
    for (const NamedExpression& value : values) add(value.expression);
  }

  const std::set<std::string>& names() const { return names_; }

 private:
  std::set<std::string> names_;
};

void collect(const Lookup& lookup, ColumnCollector& columns) {
  columns.add(lookup.rules);
  for (const Expression& key : lookup.key) columns.add(key);
  if (lookup.newest_by) columns.add(*lookup.newest_by);
  if (lookup.highest_by) columns.add(*lookup.highest_by);
  columns.add(lookup.values);
}

void collect(const Stream& stream, ColumnCollector& columns) {
  columns.add(stream.rules);
  columns.add(stream.fields);
  for (const RecordSlot& slot : stream.slots) {
    columns.add(slot.fields);
    if (slot.unused) columns.add(*slot.unused);
  }
}

}  // namespace

std::vector<std::vector<std::string>> used_columns(const Definition& definition, const Table& table) {
  ColumnCollector columns;
  for (const Lookup& lookup : definition.lookups) {
    if (lookup.table == table.name) collect(lookup, columns);
  }
  for (const Stream& stream : definition.streams) {
    if (stream.table == table.name) collect(stream, columns);
  }
  std::vector<std::vector<std::string>> used;
  for (const std::string& name : columns.names()) {
    used.push_back({name});
    const auto aliases = table.aliases.find(name);
    if (aliases == table.aliases.end()) continue;
    used.back().insert(used.back().end(), aliases->second.begin(), aliases->second.end());
  }
  return used;
}

}  // namespace sfi
