// A lookup bound to one file: rows become keys with values, or get a reason why not.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "plan/plan_compiler.h"
#include "plan/row_gate.h"
#include "plan/row_plan.h"

namespace sfi {

// What a row contributes to a lookup. The views are valid until the context begins another row.
struct LookupRow {
  std::string_view key;  // empty: the row contributes nothing
  std::vector<std::string_view> values;
  std::string_view order;  // a day or number, if the lookup has an order; blank: before all others
  std::string_view until;  // likewise the last one that the row holds for; blank: without end
  // Of rows with the same key the highest wins: a date, or hundredths of a number.
  std::int64_t rank = RowPlan::kNoRank;
};

class LookupPlan {
 public:
  // The plan apart from the rules.
  struct Shape {
    RowGate gate;
    std::vector<RowPlan::Id> key;
    std::optional<RowPlan::Id> rank;
    bool rank_is_date = false;
    std::optional<RowPlan::Id> order;
    std::optional<RowPlan::Id> until;
    std::vector<RowPlan::Id> values;
  };
  LookupPlan(RowPlan rows, Shape shape) : rows_(std::move(rows)), shape_(std::move(shape)) {}

  // Fills `row` from the row in `context`; the verdict goes into `context`.
  void make(RowContext& context, LookupRow& row) const;
  // Asked once for each row, before make().
  const RowGate& gate() const { return shape_.gate; }
  const RowPlan& rows() const { return rows_; }

 private:
  std::string_view bound(const std::optional<RowPlan::Id>& value, RowContext& context) const;

  RowPlan rows_;
  Shape shape_;
};

LookupPlan compile_lookup(const PlanSources& sources, const Lookup& lookup, std::vector<MissingColumn>& missing);

}  // namespace sfi
