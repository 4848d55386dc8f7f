#include "definition/used_columns.h"

#include <algorithm>
#include <set>

#include "definition/sections.h"

namespace sfi {
namespace {

class ColumnCollector {
 public:
  void rules(const std::vector<Rule>& rules) { visit_all(rules, note_); }
  void key(const Expression& key) { visit_all(key, note_); }
  void rank(const Expression& rank) { visit_all(rank, note_); }
  void ordered_by(const Expression& order) { visit_all(order, note_); }
  void until(const Expression& until) { visit_all(until, note_); }
  void value(const NamedExpression& value) { visit_all(value.expression, note_); }
  void begin_slot() {}
  void field(const NamedExpression& field) { visit_all(field.expression, note_); }
  void unused(const Condition& unused) { visit_all(unused, note_); }
  void deletes(const Condition& deletes) { visit_all(deletes, note_); }
  void key_of_deletion(const Expression& key) { visit_all(key, note_); }

  const std::set<std::string>& names() const { return names_; }

 private:
  static bool names_a_column(const Expression& expression) {
    const auto& arguments = info_of(expression.verb).arguments;
    return std::any_of(arguments.begin(), arguments.end(),
                       [](const Argument& argument) { return argument.kind == ArgumentKind::column; });
  }

  std::set<std::string> names_;
  const VisitExpression note_ = [this](const Expression& expression) {
    if (names_a_column(expression)) names_.insert(expression.name);
  };
};

}  // namespace

std::vector<std::vector<std::string>> used_columns(const Definition& definition, const Table& table) {
  ColumnCollector columns;
  for (const Lookup& lookup : definition.lookups) {
    if (lookup.table == table.name) visit(lookup, columns);
  }
  for (const Stream& stream : definition.streams) {
    if (stream.table == table.name) visit(stream, columns);
  }
  std::set<std::string> names = columns.names();
  for (const auto& [name, pattern] : table.must_match) names.insert(name);
  std::vector<std::vector<std::string>> used;
  for (const std::string& name : names) {
    used.push_back({name});
    const auto aliases = table.aliases.find(name);
    if (aliases == table.aliases.end()) continue;
    used.back().insert(used.back().end(), aliases->second.begin(), aliases->second.end());
  }
  return used;
}

}  // namespace sfi
