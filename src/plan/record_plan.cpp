#include "plan/record_plan.h"

#include <charconv>

namespace sfi {
namespace {

constexpr std::int64_t kSecondsPerDay = 86400;
constexpr std::string_view kExtraPrefix = "addtl_data.";
constexpr std::string_view kUnknownType = "unknown";  // contributors: individual, entity or this

// Reasons that come after the definition's own rules, in this order.
enum FixedReason : std::uint32_t { first_kind = 0, no_date = kKindCount, before_since, after_until };

std::int64_t floor_to_days(std::int64_t seconds) {
  const std::int64_t days = seconds / kSecondsPerDay;
  return days - (seconds % kSecondsPerDay < 0 ? 1 : 0);
}

// The number of a district that has nothing but a number: "12", "012", "12th". "12A" is another seat
// than "12B", so it has none.
std::optional<std::int64_t> district_number(std::string_view text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || number < 0) return std::nullopt;
  const std::string_view suffix(rest, static_cast<std::size_t>(end - rest));
  const bool plain = suffix.empty() || suffix == "st" || suffix == "nd" || suffix == "rd" ||
                     suffix == "th" || suffix == "ST" || suffix == "ND" || suffix == "RD" ||
                     suffix == "TH";
  if (!plain) return std::nullopt;
  return number;
}

}  // namespace

std::vector<std::string> RecordPlan::skip_reasons(const Stream& stream) {
  std::vector<std::string> reasons;
  for (const Rule& rule : stream.rules) reasons.push_back(rule.reason);
  for (std::size_t kind = 0; kind < kKindCount; ++kind) {
    reasons.push_back("kind_" + std::string(to_string(static_cast<Kind>(kind))));
  }
  for (const char* reason : {"no_date", "before_since", "after_until"}) reasons.push_back(reason);
  return reasons;
}

RecordPlan::RecordPlan(const Definition& definition, const Stream& stream, const Columns& columns,
                       const BuiltLookups& lookups, const Selection& selection,
                       std::vector<MissingColumn>& missing)
    : rows_(definition, definition.table(stream.table), columns, lookups, missing),
      selection_(selection), type_(stream.record), names_(columns.names()),
      pad_short_rows_(definition.layout(definition.table(stream.table).layout).pad_short_rows),
      first_fixed_reason_(static_cast<std::uint32_t>(stream.rules.size())) {
  rows_.add_rules(stream.rules);
  for (const NamedExpression& named : stream.fields) add_target(stream, named);
}

void RecordPlan::add_target(const Stream& stream, const NamedExpression& named) {
  const RowPlan::Id value = rows_.add(named.expression);
  if (named.expression.verb == Expression::Verb::row_hash) has_row_hash_ = true;
  const std::string_view name = named.name;
  if (name.starts_with(kExtraPrefix)) {
    targets_.push_back({Field::addtl_data, FieldKind::extra, value,
                        name.substr(kExtraPrefix.size())});
    return;
  }
  const FieldInfo& info = *find_field(stream.record, name);
  const Target target{info.field, info.kind, value, {}};
  if (info.field == Field::kind) {
    kind_ = target;
  } else if (info.field == Field::contribution_date || info.field == Field::received_date) {
    date_ = target;
  } else {
    targets_.push_back(target);
  }
}

const std::string& RecordPlan::column_name(std::uint32_t field) const {
  static const std::string none;
  return field == 0 || field > names_.size() ? none : names_[field - 1];
}

void RecordPlan::make(RowContext& context, Record& record) const {
  rows_.apply_rules(context);
  if (context.verdict.kind != Verdict::Kind::use) return;
  record.clear();
  // Kind and date first: they drop rows before the other fields are touched.
  if (kind_ && !select_kind(context, record)) return;
  if (date_ && !select_date(context, record)) return;
  for (const Target& target : targets_) {
    set(target, context, record);
    if (context.verdict.kind == Verdict::Kind::reject) return;
  }
  if (record.text(id_field(type_)).empty()) context.reject("blank_id", 0, {});
  const bool untyped = type_ == RecordType::contribs && record.text(Field::type).empty();
  if (untyped) record.set_text(Field::type, kUnknownType);
}

bool RecordPlan::select_kind(RowContext& context, Record& record) const {
  const std::string_view text = rows_.text(kind_->value, context);
  if (context.verdict.kind == Verdict::Kind::reject) return false;
  const auto kind = kind_from(text);
  if (!kind) {
    context.reject("bad_kind", rows_.field_of(kind_->value), text);
    return false;
  }
  const auto index = static_cast<std::uint32_t>(*kind);
  if (!selection_.kinds[index]) {
    context.verdict = {Verdict::Kind::skip, first_fixed_reason_ + first_kind + index};
    return false;
  }
  record.set_text(Field::kind, to_string(*kind));
  return true;
}

bool RecordPlan::select_date(RowContext& context, Record& record) const {
  const auto seconds = rows_.seconds(date_->value, context);
  if (context.verdict.kind == Verdict::Kind::reject) return false;
  std::optional<FixedReason> dropped;
  if (seconds) {
    const std::int64_t day = floor_to_days(*seconds);
    record.set_number(date_->field, date_->kind == FieldKind::date ? day : *seconds);
    if (selection_.since && day < *selection_.since) dropped = before_since;
    if (selection_.until && day > *selection_.until) dropped = after_until;
  } else if (selection_.since || selection_.until) {
    dropped = no_date;
  }
  if (!dropped) return true;
  context.verdict = {Verdict::Kind::skip, first_fixed_reason_ + *dropped};
  return false;
}

void RecordPlan::set(const Target& target, RowContext& context, Record& record) const {
  switch (target.kind) {
    case FieldKind::money:
      if (const auto cents = rows_.cents(target.value, context)) {
        record.set_number(target.field, *cents);
      } else if (target.field == Field::amount) {
        context.reject("bad_amount", rows_.field_of(target.value), {});
      }
      return;
    case FieldKind::date:
    case FieldKind::datetime:
      if (const auto seconds = rows_.seconds(target.value, context)) {
        const bool day_only = target.kind == FieldKind::date;
        record.set_number(target.field, day_only ? floor_to_days(*seconds) : *seconds);
      }
      return;
    case FieldKind::integer:
      set_district(rows_.text(target.value, context), record);
      return;
    case FieldKind::extra: {
      const std::string_view value = rows_.text(target.value, context);
      if (!value.empty()) record.add_extra(target.name, value);
      return;
    }
    case FieldKind::text:
      record.set_text(target.field, rows_.text(target.value, context));
      return;
  }
}

void RecordPlan::set_district(std::string_view text, Record& record) const {
  if (record.text(Field::candidate_district_name).empty()) {
    record.set_text(Field::candidate_district_name, text);
  }
  if (const auto number = district_number(text)) {
    record.set_number(Field::candidate_district, *number);
  }
}


}  // namespace sfi
