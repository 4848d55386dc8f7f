#include "plan/lookup_plan.h"

namespace sfi {

LookupPlan compile_lookup(const PlanSources& sources, const Lookup& lookup, std::vector<MissingColumn>& missing) {
  PlanCompiler compiler(sources, sources.definition.table(lookup.table), missing);
  LookupPlan::Shape shape;
  compiler.add_rules(lookup.rules);
  for (const Expression& key : lookup.key) shape.key.push_back(compiler.add(key));
  if (lookup.newest_by) shape.newest_by = compiler.add(*lookup.newest_by);
  if (lookup.highest_by) shape.highest_by = compiler.add(*lookup.highest_by);
  for (const NamedExpression& value : lookup.values) shape.values.push_back(compiler.add(value.expression));
  return {std::move(compiler).finish(), std::move(shape)};
}

void LookupPlan::make(RowContext& context, LookupRow& row) const {
  row.key = {};
  row.values.clear();
  row.rank = LookupRow::kNoRank;
  rows_.apply_rules(context);
  if (context.verdict.kind != Verdict::Kind::use) return;
  row.key = rows_.key_text(shape_.key, context);
  for (const RowPlan::Id value : shape_.values) row.values.push_back(rows_.text(value, context));
  if (shape_.newest_by) {
    if (const auto moment = rows_.moment(*shape_.newest_by, context)) row.rank = moment->time_since_epoch().count();
  }
  if (shape_.highest_by) {
    if (const auto number = rows_.cents(*shape_.highest_by, context)) row.rank = number->value;
  }
}

}  // namespace sfi
