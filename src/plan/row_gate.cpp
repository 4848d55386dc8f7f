#include "plan/row_gate.h"

namespace sfi {

bool RowGate::examine(RowContext& context) const {
  if (!has_right_fields(context)) {
    context.reject(RowFault::field_count(context.row.fields, columns_));
  } else if (context.block->has_nul && !strips_nul_ && context.block->has_nul_in(context.row)) {
    context.reject(RowFault::nul_byte());
  }
  return !context.is_rejected();
}

// As many as the header has. The layout can allow fewer, or more if those are blank.
bool RowGate::has_right_fields(RowContext& context) const {
  const Row& row = context.row;
  if (row.fields == columns_) return true;
  if (row.fields < columns_) return pads_short_rows_;
  if (!drops_blank_extra_) return false;
  for (std::uint32_t i = columns_; i < row.fields; ++i) {
    if (!context.decoder.text(context.block->field(row, i)).empty()) return false;
  }
  return true;
}

}  // namespace sfi
