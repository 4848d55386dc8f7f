// How a RecordPlan comes about.
#include <algorithm>

#include "plan/record_plan.h"

namespace sfi {
namespace {

constexpr std::string_view kExtraPrefix = "addtl_data.";

class StreamCompiler {
 public:
  StreamCompiler(const PlanSources& sources, const Stream& stream, std::vector<MissingColumn>& missing)
      : stream_(stream), rows_(sources, sources.definition.table(stream.table), missing) {
    shape_.type = stream.record;
    shape_.columns = sources.columns.names();
    shape_.first_fixed_reason = static_cast<std::uint32_t>(stream.rules.size());
    const Layout& layout = sources.definition.layout(sources.definition.table(stream.table).layout);
    shape_.pad_short_rows = layout.pad_short_rows;
    shape_.drop_blank_extra = layout.drop_blank_extra;
  }

  RecordPlan compile(const Selection& selection) && {
    shape_.selection = selection;
    rows_.add_rules(stream_.rules);
    if (stream_.slots.empty()) add_slot(nullptr);
    for (const RecordSlot& slot : stream_.slots) add_slot(&slot);
    return {std::move(rows_).finish(), std::move(shape_)};
  }

 private:
  // The stream's own fields, but for those that the slot sets itself.
  void add_slot(const RecordSlot* slot) {
    RecordPlan::Slot plan;
    for (const NamedExpression& named : stream_.fields) {
      const auto same = [&](const NamedExpression& own) { return own.name == named.name; };
      const bool replaced = slot != nullptr && std::any_of(slot->fields.begin(), slot->fields.end(), same);
      if (!replaced) add_target(plan, named);
    }
    if (slot != nullptr) {
      for (const NamedExpression& named : slot->fields) add_target(plan, named);
      if (slot->unused) plan.unused = rows_.add_test(*slot->unused);
    }
    shape_.slots.push_back(std::move(plan));
  }

  void add_target(RecordPlan::Slot& slot, const NamedExpression& named) {
    const RowPlan::Id value = rows_.add(named.expression);
    if (named.expression.verb == Expression::Verb::row_hash) shape_.has_row_hash = true;
    const std::string_view name = named.name;
    if (name.starts_with(kExtraPrefix)) {
      const std::string_view extra = rows_.keep(name.substr(kExtraPrefix.size()));
      slot.targets.push_back({Field::addtl_data, FieldKind::extra, value, extra});
      return;
    }
    const FieldInfo& info = *find_field(shape_.type, name);
    const RecordPlan::Target target{info.field, info.kind, value, {}};
    if (info.field == Field::amount) slot.amount = value;
    if (info.field == Field::filer_id) slot.filer_id = value;
    if (info.field == Field::filer_name) slot.filer_name = value;
    if (info.field == Field::kind) {
      slot.kind = target;
    } else if (info.field == Field::contribution_date || info.field == Field::received_date) {
      slot.date = target;
    } else {
      slot.targets.push_back(target);
    }
  }

  const Stream& stream_;
  PlanCompiler rows_;
  RecordPlan::Shape shape_;
};

}  // namespace

RecordPlan compile_stream(const PlanSources& sources, const Stream& stream, const Selection& selection,
                          std::vector<MissingColumn>& missing) {
  return StreamCompiler(sources, stream, missing).compile(selection);
}

}  // namespace sfi
