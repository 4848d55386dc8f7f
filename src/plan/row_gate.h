// Decides whether a row may be used at all, before any rule sees it; shared by streams, lookups and
// `check --explain`. Rows that could not be split into fields never get here (RowBlock::bad_rows).
#pragma once

#include <re2/re2.h>

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "definition/definition.h"
#include "plan/row_plan.h"

namespace sfi {

// What the values of a column must look like.
struct ValueCheck {
  std::uint32_t column = 0;
  std::shared_ptr<const RE2> pattern;
};

class RowGate {
 public:
  RowGate() = default;
  // For a file with this many columns.
  RowGate(const Layout& layout, std::uint32_t columns, std::vector<ValueCheck> checks = {})
      : columns_(columns),
        checks_(std::move(checks)),
        pads_short_rows_(layout.pad_short_rows),
        drops_blank_extra_(layout.drop_blank_extra),
        strips_nul_(layout.strip_nul) {}

  // False if the row in `context` may not be used; its verdict then holds the fault.
  bool admits(RowContext& context) const {
    const bool plain = context.row.fields == columns_ && !context.block->has_nul && checks_.empty();  // nearly always
    return plain || examine(context);
  }

 private:
  bool examine(RowContext& context) const;
  bool has_right_fields(RowContext& context) const;

  void check_values(RowContext& context) const;

  std::uint32_t columns_ = 0;
  std::vector<ValueCheck> checks_;
  bool pads_short_rows_ = false;
  bool drops_blank_extra_ = false;
  bool strips_nul_ = false;
};

}  // namespace sfi
