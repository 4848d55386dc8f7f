// Binds rules, values and conditions of a definition to the columns of one file and to the lookups built so far.
// Only the compiler reads these; the resulting RowPlan owns what it needs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "definition/definition.h"
#include "plan/lookup_table.h"
#include "plan/row_gate.h"
#include "plan/row_plan.h"
#include "plan/row_program.h"
#include "text/columns.h"

namespace sfi {

// What a plan is compiled from.
struct PlanSources {
  const Definition& definition;
  const Columns& columns;       // of the file
  const BuiltLookups& lookups;  // all that the rules join; empty tables suffice for binding
};

// A column that a section needs and a file lacks.
struct MissingColumn {
  std::string column;
  Origin origin;
  bool repeated = false;  // it exists, but more than once
};

class PlanCompiler {
 public:
  // Appends what the file lacks to `missing`; the plan must not be used then.
  PlanCompiler(const PlanSources& sources, const Table& table, std::vector<MissingColumn>& missing);

  // Add rules first: values and conditions added later may use their joins.
  void add_rules(const std::vector<Rule>& rules);
  RowPlan::Id add(const Expression& expression);
  std::uint32_t add_test(const Condition& condition);
  // Which rows of the file may be used at all.
  RowGate gate();
  // Copies a text, which then lives as long as the plan.
  std::string_view keep(std::string_view text);

  RowPlan finish() &&;

 private:
  std::uint32_t bind(const std::string& column, Origin origin);
  const std::string* name_in_file(const std::string& column) const;
  std::uint32_t add_pattern(const std::string& pattern);
  std::uint32_t watch(const Expression& expression);
  std::uint32_t add_codes(const CodeTable& table);
  void add_join(const Rule& rule);
  void bind_argument(ArgumentKind kind, const Expression& expression, RowProgram::Node& node);
  void bind_operands(const Expression& expression, RowProgram::Node& node);
  void bind_choices(const Expression& expression, RowProgram::Node& node);
  void bind_value_of_join(const Expression& expression, RowProgram::Node& node);
  std::uint32_t join_named(const std::string& name) const;

  const PlanSources sources_;
  const Table& table_;
  std::vector<MissingColumn>& missing_;
  RowProgram program_;
  std::vector<std::string> join_names_;  // by number of the join
};

}  // namespace sfi
