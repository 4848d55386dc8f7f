#include "plan/row_gate.h"

namespace sfi {

bool RowGate::examine(RowContext& context) const {
  if (!has_right_fields(context)) {
    context.reject(RowFault::field_count(context.row.fields, columns_));
  } else if (context.block->has_nul && !strips_nul_ && context.block->has_nul_in(context.row)) {
    context.reject(RowFault::nul_byte());
  } else {
    check_values(context);
  }
  return !context.is_rejected();
}

void RowGate::check_values(RowContext& context) const {
  for (const ValueCheck& check : checks_) {
    const bool is_there = check.column < context.row.fields;  // else a short row that is padded
    const std::string_view value =
        is_there ? context.decoder.text(context.block->field(context.row, check.column)) : std::string_view();
    if (RE2::PartialMatch({value.data(), value.size()}, *check.pattern)) continue;
    return context.reject(RowFault::unexpected_value(check.column + 1, value));
  }
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
