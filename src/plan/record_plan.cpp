#include "plan/record_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/lower.h"
#include "text/blanks.h"
#include "text/party_code.h"

namespace sfi {
namespace {

constexpr std::string_view kUnknownType = "unknown";  // contributors: individual, entity or this

Reason reason_of(Kind kind) {
  return static_cast<Reason>(index_of(Reason::kind_monetary) + static_cast<std::size_t>(kind));
}

RowFault wrong_word(Field of, std::uint32_t field, std::string_view text) {
  return of == Field::candidate_house ? RowFault::bad_house(field, text) : RowFault::bad_type(field, text);
}

// "71st", "71ST" and what a column of three characters has of it, "71s". The letters of seats are A, B and C, so
// "30B" is not one of these.
bool is_ordinal(std::string_view suffix) {
  constexpr std::array<std::string_view, 4> kOrdinals{"st", "nd", "rd", "th"};
  return std::any_of(kOrdinals.begin(), kOrdinals.end(), [suffix](std::string_view ordinal) {
    return !suffix.empty() && suffix.size() <= 2 && ordinal.starts_with(ascii_lower(suffix));
  });
}

// Agencies write 0, 00 or 000 where there is none.
bool is_no_district(std::string_view text) {
  return !text.empty() && text.find_first_not_of('0') == std::string_view::npos;
}

// The number of a district that is just a number: "12", "012", "12th". "12A" has none, since it is a different seat
// from "12B".
std::optional<std::int64_t> district_number(std::string_view text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || number <= 0) return std::nullopt;
  const std::string_view suffix(rest, static_cast<std::size_t>(end - rest));
  if (!suffix.empty() && !is_ordinal(suffix)) return std::nullopt;
  return number;
}

// Evaluating values of a skipped row leaves no trace in the verdict or the counts.
class LookAside {
 public:
  LookAside(const RowPlan& rows, RowContext& context)
      : context_(context), kind_(context.verdict.kind), counts_(context.decoder.counts()) {
    rows.forget_later_joins(context);
    context.counting = false;
  }
  ~LookAside() {
    context_.counting = true;
    context_.verdict.kind = kind_;  // a fault in between changes nothing else of a skip
    context_.decoder.set_counts(counts_);
  }
  LookAside(const LookAside&) = delete;
  LookAside& operator=(const LookAside&) = delete;

 private:
  RowContext& context_;
  Verdict::Kind kind_;
  FieldDecoder::Counts counts_;
};

}  // namespace

std::vector<std::string> RecordPlan::rule_reasons(const Stream& stream) {
  std::vector<std::string> reasons;
  for (const Rule& rule : stream.rules) reasons.push_back(rule.reason);
  return reasons;
}

const std::string& RecordPlan::column_name(std::uint32_t field) const {
  static const std::string none;
  return field == 0 || field > shape_.columns.size() ? none : shape_.columns[field - 1];
}

void RecordPlan::make(RowContext& context, Record& record, std::size_t index) const {
  rows_.apply_rules(context);
  if (context.verdict.kind != Verdict::Kind::use) return;
  record.clear();
  const Slot& slot = shape_.slots[index];
  if (slot.unused && rows_.holds(*slot.unused, context)) return context.skip(Reason::unused_slot);
  // Kind and date first: they drop rows before the other fields are touched.
  if (slot.kind && !select_kind(*slot.kind, context, record)) return;
  if (slot.date && !select_date(*slot.date, context, record)) return;
  for (const Target& target : slot.targets) {
    if (target.kind == FieldKind::text && target.words.empty() && !target.is_name) {  // most are
      record.set_text(target.field, rows_.text(target.value, context));
    } else {
      set(target, context, record);
    }
    if (context.is_rejected()) return;
  }
  if (record.text(id_field(shape_.type)).empty()) context.reject(RowFault::blank_id());
  check_district(context, record);
  set_party_code(record);
  const bool untyped = shape_.type == RecordType::contribs && record.text(Field::type).empty();
  if (untyped) record.set_text(Field::type, kUnknownType);
}

std::optional<Cents> RecordPlan::skipped_amount(RowContext& context, std::size_t slot) const {
  const LookAside aside(rows_, context);
  return shape_.slots[slot].amount ? rows_.cents(*shape_.slots[slot].amount, context) : std::nullopt;
}

Filer RecordPlan::skipped_filer(RowContext& context, std::size_t slot, bool with_name) const {
  const LookAside aside(rows_, context);
  const Slot& plan = shape_.slots[slot];
  Filer filer;
  if (plan.filer_id) filer.id = rows_.text(*plan.filer_id, context);
  if (!plan.filer_name || !(with_name || filer.id.empty())) return filer;
  filer.name = single_spaced(rows_.text(*plan.filer_name, context), context.decoder.arena());
  return filer;
}

bool RecordPlan::select_kind(const Target& target, RowContext& context, Record& record) const {
  const std::string_view text = rows_.text(target.value, context);
  if (context.is_rejected()) return false;
  const auto kind = kind_from(text);
  if (!kind) {
    context.reject(RowFault::bad_kind(rows_.field_of(target.value), text));
    return false;
  }
  if (!shape_.selection.kinds[static_cast<std::size_t>(*kind)]) {
    context.skip(reason_of(*kind));
    return false;
  }
  record.set_text(Field::kind, to_string(*kind));
  return true;
}

bool RecordPlan::select_date(const Target& date, RowContext& context, Record& record) const {
  const auto moment = rows_.moment(date.value, context);
  if (context.is_rejected()) return false;
  std::optional<Reason> dropped;
  if (moment) {
    const Day day = day_of(*moment);
    set_date(date, *moment, record);
    if (shape_.selection.since && day < *shape_.selection.since) dropped = Reason::before_since;
    if (shape_.selection.until && day > *shape_.selection.until) dropped = Reason::after_until;
  } else if (shape_.selection.since || shape_.selection.until) {
    dropped = Reason::no_date;
  }
  if (!dropped) return true;
  context.skip(*dropped);
  return false;
}

void RecordPlan::set_cents(const Target& target, Cents cents, RowContext& context, Record& record) const {
  if (cents > kMostCents || -cents > kMostCents) {
    context.reject(RowFault::bad_amount(rows_.field_of(target.value), rows_.text(target.value, context)));
    return;
  }
  record.set_cents(target.field, cents);
}

void RecordPlan::set_date(const Target& target, Moment moment, Record& record) {
  if (target.kind == FieldKind::date) {
    record.set_day(target.field, day_of(moment));
  } else {
    record.set_moment(target.field, moment);
  }
}

void RecordPlan::set(const Target& target, RowContext& context, Record& record) const {
  switch (target.kind) {
    case FieldKind::money:
      if (const auto cents = rows_.cents(target.value, context)) {
        set_cents(target, *cents, context, record);
      } else if (target.field == Field::amount) {
        context.reject(RowFault::bad_amount(rows_.field_of(target.value), {}));
      }
      return;
    case FieldKind::date:
    case FieldKind::datetime:
      if (const auto moment = rows_.moment(target.value, context)) set_date(target, *moment, record);
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
      return set_text(target, context, record);
  }
}

void RecordPlan::set_text(const Target& target, RowContext& context, Record& record) const {
  const std::string_view text = rows_.text(target.value, context);
  const bool may_be_any = text.empty() || target.words.empty();
  if (!may_be_any && std::find(target.words.begin(), target.words.end(), text) == target.words.end()) {
    return context.reject(wrong_word(target.field, rows_.field_of(target.value), text));
  }
  record.set_text(target.field, target.is_name ? single_spaced(text, context.decoder.arena()) : text);
}

void RecordPlan::set_party_code(Record& record) {
  const std::string_view party = record.text(Field::candidate_party);
  if (!party.empty()) record.set_text(Field::candidate_party_code, party_code(party));
}

void RecordPlan::check_district(RowContext& context, Record& record) const {
  const std::string_view name = record.text(Field::candidate_district_name);
  if (name.empty()) return;
  if (is_no_district(name)) return record.set_text(Field::candidate_district_name, {});
  if (!record.has_number(Field::candidate_district) || !context.counting || context.is_rejected()) return;
  const std::string_view house = record.text(Field::candidate_house);
  for (const Chamber& chamber : shape_.chambers) {
    if (house != chamber.code || record.number(Field::candidate_district) <= chamber.seats) continue;
    const std::string text = fmt::format("{} {}", chamber.name, record.number(Field::candidate_district));
    context.beyond_seats.note_unread(text, context.file, context.block->first_line + context.row.line);
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
