// Sections that nothing refers to.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "definition/parse_sections.h"
#include "definition/sections.h"

namespace sfi {
namespace {

// What lookups and streams refer to.
class UseCollector {
 public:
  void rules(const std::vector<Rule>& rules) {
    for (const Rule& rule : rules) {
      for (const JoinStep& step : rule.steps) lookups.insert(step.lookup);
    }
    visit_all(rules, note_codes_);
  }
  void key(const Expression& key) { visit_all(key, note_codes_); }
  void rank(const Expression& rank) { visit_all(rank, note_codes_); }
  void ordered_by(const Expression& order) { visit_all(order, note_codes_); }
  void until(const Expression& until) { visit_all(until, note_codes_); }
  void value(const NamedExpression& value) { visit_all(value.expression, note_codes_); }
  void begin_slot() {}
  void field(const NamedExpression& field) { visit_all(field.expression, note_codes_); }
  void unused(const Condition& unused) { visit_all(unused, note_codes_); }
  void deletes(const Condition& deletes) { visit_all(deletes, note_codes_); }
  void key_of_deletion(const Expression& key) { visit_all(key, note_codes_); }

  std::set<std::string> lookups;
  std::set<std::string> codes;

 private:
  const VisitExpression note_codes_ = [this](const Expression& expression) {
    if (expression.verb == Verb::codes) codes.insert(expression.name);
  };
};

template <typename Part>
void note_unused(const std::vector<Part>& parts, const char* kind, const std::set<std::string>& used,
                 Definition& definition) {
  for (const Part& part : parts) {
    const bool is_built_in = part.origin.line == 0;
    if (is_built_in || used.contains(part.name)) continue;
    definition.unused_sections.push_back(
        located(definition, part.origin, fmt::format("Nothing uses [{}.{}].", kind, part.name)));
  }
}

}  // namespace

void note_unused_sections(ParseContext& context) {
  Definition& definition = context.definition;
  UseCollector uses;
  std::set<std::string> tables;
  for (const Lookup& lookup : definition.lookups) {
    visit(lookup, uses);
    tables.insert(lookup.table);
  }
  for (const Stream& stream : definition.streams) {
    visit(stream, uses);
    tables.insert(stream.table);
  }
  std::set<std::string> inputs;
  std::set<std::string> layouts;
  for (const Table& table : definition.tables) {
    inputs.insert(table.input);
    layouts.insert(table.layout);
  }
  std::set<std::string> shared;
  for (const SharedPart& part : context.shared) {
    if (part.is_used) shared.insert(part.name);
  }
  note_unused(definition.inputs, "input", inputs, definition);
  note_unused(definition.layouts, "layout", layouts, definition);
  note_unused(definition.tables, "table", tables, definition);
  note_unused(definition.code_tables, "codes", uses.codes, definition);
  note_unused(context.shared, "shared", shared, definition);
  note_unused(definition.lookups, "lookup", uses.lookups, definition);
}

}  // namespace sfi
