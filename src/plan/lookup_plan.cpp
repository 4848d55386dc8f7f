#include "plan/lookup_plan.h"

#include "definition/sections.h"

namespace sfi {

namespace {

class LookupCompiler {
 public:
  LookupCompiler(const PlanSources& sources, const Lookup& lookup, std::vector<MissingColumn>& missing)
      : rows_(sources, sources.definition.table(lookup.table), missing) {
    shape_.gate = rows_.gate();
    shape_.rank_is_date = lookup.repeated == Lookup::Repeated::newest;
  }

  LookupPlan finish() && { return {std::move(rows_).finish(), std::move(shape_)}; }

  // The parts of the lookup.
  void rules(const std::vector<Rule>& rules) { rows_.add_rules(rules); }
  void key(const Expression& key) { shape_.key.push_back(rows_.add(key)); }
  void rank(const Expression& rank) { shape_.rank = rows_.add(rank); }
  void ordered_by(const Expression& order) { shape_.order = rows_.add(order); }
  void until(const Expression& until) { shape_.until = rows_.add(until); }
  void value(const NamedExpression& value) { shape_.values.push_back(rows_.add(value.expression)); }

 private:
  PlanCompiler rows_;
  LookupPlan::Shape shape_;
};

}  // namespace

LookupPlan compile_lookup(const PlanSources& sources, const Lookup& lookup, std::vector<MissingColumn>& missing) {
  LookupCompiler compiler(sources, lookup, missing);
  visit(lookup, compiler);
  return std::move(compiler).finish();
}

void LookupPlan::make(RowContext& context, LookupRow& row) const {
  row.key = {};
  row.values.clear();
  row.rank = RowPlan::kNoRank;
  rows_.apply_rules(context);
  if (context.verdict.kind != Verdict::Kind::use) return;
  row.key = rows_.key_text(shape_.key, context);
  for (const RowPlan::Id value : shape_.values) row.values.push_back(rows_.text(value, context));
  if (shape_.rank) row.rank = rows_.rank(*shape_.rank, shape_.rank_is_date, context);
  row.order = bound(shape_.order, context);
  row.until = bound(shape_.until, context);
}

std::string_view LookupPlan::bound(const std::optional<RowPlan::Id>& value, RowContext& context) const {
  if (!value) return {};
  const std::string_view text = rows_.text(*value, context);
  if (!text.empty() && !scalar_of(text)) context.reject(RowFault::bad_number(rows_.field_of(*value), text));
  return text;
}

}  // namespace sfi
