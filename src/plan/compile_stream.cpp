// Compiles a stream into a RecordPlan.
#include "definition/sections.h"
#include "plan/record_plan.h"

namespace sfi {
namespace {

constexpr std::string_view kExtraPrefix = "addtl_data.";

bool is_name(Field field) {
  return field == Field::name || field == Field::first_name || field == Field::last_name ||
         field == Field::filer_name || field == Field::candidate_name;
}

class StreamCompiler {
 public:
  StreamCompiler(const PlanSources& sources, const Stream& stream, const Selection& selection,
                 std::vector<MissingColumn>& missing)
      : rows_(sources, sources.definition.table(stream.table), missing) {
    shape_.type = stream.record;
    shape_.selection = selection;
    shape_.chambers = sources.definition.chambers;
    shape_.columns = sources.columns.names();
    shape_.gate = rows_.gate();
    shape_.rivals.rank_is_date = stream.versions && stream.versions->repeated == Versions::Repeated::newest;
  }

  RecordPlan finish() && { return {std::move(rows_).finish(), std::move(shape_)}; }

  // The parts of the stream.
  void rules(const std::vector<Rule>& rules) { rows_.add_rules(rules); }
  void begin_slot() { shape_.slots.emplace_back(); }
  void field(const NamedExpression& field) { add_target(shape_.slots.back(), field); }
  void unused(const Condition& unused) { shape_.slots.back().unused = rows_.add_test(unused); }
  void key(const Expression& key) { shape_.rivals.key.push_back(rows_.add(key)); }
  void rank(const Expression& rank) { shape_.rivals.rank = rows_.add(rank); }
  void deletes(const Condition& deletes) { shape_.rivals.deletes = rows_.add_test(deletes); }
  void key_of_deletion(const Expression& key) { shape_.rivals.key_of_deletion.push_back(rows_.add(key)); }

 private:
  void add_target(RecordPlan::Slot& slot, const NamedExpression& named) {
    const RowPlan::Id value = rows_.add(named.expression);
    if (named.expression.verb == Verb::row_hash) shape_.has_row_hash = true;
    const std::string_view name = named.name;
    if (name.starts_with(kExtraPrefix)) {
      const std::string_view extra = rows_.keep(name.substr(kExtraPrefix.size()));
      slot.targets.push_back({Field::addtl_data, FieldKind::extra, value, extra, {}, false});
      return;
    }
    const FieldInfo& info = *find_field(shape_.type, name);
    const RecordPlan::Target target{info.field,         info.kind, value, {}, words_of(shape_.type, info.field),
                                    is_name(info.field)};
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

  PlanCompiler rows_;
  RecordPlan::Shape shape_;
};

}  // namespace

RecordPlan compile_stream(const PlanSources& sources, const Stream& stream, const Selection& selection,
                          std::vector<MissingColumn>& missing) {
  StreamCompiler compiler(sources, stream, selection, missing);
  visit(stream, compiler);
  return std::move(compiler).finish();
}

}  // namespace sfi
