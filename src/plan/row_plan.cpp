#include "plan/row_plan.h"

#include "base/lower.h"
#include "text/blanks.h"
#include "text/money.h"
#include "text/number.h"
#include "text/person_or_entity.h"
#include "text/same_text.h"
#include "text/us_address.h"
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace sfi {
namespace {

constexpr char kKeySeparator = '\x1F';

bool is_same_but_for_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char one, char other) { return ascii_lower(one) == ascii_lower(other); });
}

bool is_equal(std::string_view a, std::string_view b, bool ignore_case) {
  return ignore_case ? is_same_but_for_case(a, b) : is_same_text(a, b);
}

bool is_one_of(std::string_view text, const std::vector<std::string_view>& texts, bool ignore_case) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](std::string_view one) { return is_equal(one, text, ignore_case); });
}

Cents with_sign(Cents cents, Expression::Sign sign) {
  switch (sign) {
    case Expression::Sign::negated:
      return -cents;
    case Expression::Sign::negative:
      return cents > Cents{} ? -cents : cents;
    case Expression::Sign::as_filed:
      break;
  }
  return cents;
}

bool fulfils(std::weak_ordering order, Condition::Comparison comparison) {
  switch (comparison) {
    case Condition::Comparison::below:
      return order < 0;
    case Condition::Comparison::at_most:
      return order <= 0;
    case Condition::Comparison::above:
      return order > 0;
    case Condition::Comparison::at_least:
      return order >= 0;
  }
  return false;
}

}  // namespace

void RowPlan::apply_rules(RowContext& context) const {
  for (std::uint32_t i = 0; i < program_.rules.size(); ++i) {
    const RowProgram::Rule& rule = program_.rules[i];
    bool drop = false;
    if (rule.action != Rule::Action::join) {
      drop = holds(rule.test, context);
    } else {
      const bool found = find_joined(program_.joins[rule.join], context.joined[rule.join], context);
      drop = !found && rule.drops_unmatched;
    }
    if (context.is_rejected()) return;
    if (!drop) continue;
    if (rule.action == Rule::Action::reject) return reject_by_rule(i, context);
    return context.skip_by_rule(i);
  }
}

void RowPlan::reject_by_rule(std::uint32_t number, RowContext& context) const {
  const RowProgram::Rule& rule = program_.rules[number];
  const RowProgram::Test& test = program_.tests[rule.test];
  const bool has_value = test.children.empty();
  context.verdict.rule = number;
  context.reject(RowFault::by_rule(rule.reason, has_value ? field_of(test.value) : 0,
                                   has_value ? text(test.value, context) : std::string_view()));
}

void RowPlan::forget_later_joins(RowContext& context) const {
  if (context.verdict.kind != Verdict::Kind::skip_by_rule) return;
  for (std::size_t i = std::size_t{context.verdict.rule} + 1; i < program_.rules.size(); ++i) {
    if (program_.rules[i].action == Rule::Action::join) context.joined[program_.rules[i].join].step = Joined::kNotFound;
  }
}

bool RowPlan::find_joined(const Join& join, Joined& joined, RowContext& context) const {
  joined.step = Joined::kNoKey;
  for (std::size_t i = 0; i < join.steps.size(); ++i) {
    const RowProgram::Step& step = join.steps[i];
    if (step.when >= 0 && !holds(static_cast<std::uint32_t>(step.when), context)) continue;
    const std::string_view key = key_text(step.key, context);
    if (key.empty()) continue;
    joined.step = Joined::kNotFound;
    if (const auto row = step.at ? find_in_order(step, key, context) : step.table->find(key)) {
      joined = {static_cast<std::int32_t>(i), *row};
      return true;
    }
  }
  return false;
}

std::optional<std::uint32_t> RowPlan::find_in_order(const RowProgram::Step& step, std::string_view key,
                                                    RowContext& context) const {
  const std::string_view at = text(*step.at, context);
  if (at.empty()) return step.table->find_in_order(key, std::nullopt, step.direction);
  const auto scalar = scalar_of(at);
  if (scalar && step.table->ordered().is_comparable(*scalar)) {
    return step.table->find_in_order(key, scalar, step.direction);
  }
  context.reject(RowFault::bad_number(field_of(*step.at), at));
  return std::nullopt;
}

std::string_view RowPlan::key_text(const std::vector<Id>& key, RowContext& context) const {
  if (key.size() == 1) return text(key.front(), context);
  std::size_t size = 0;
  bool blank = true;
  std::array<std::string_view, 8> parts;
  for (std::size_t i = 0; i < key.size(); ++i) {
    parts[i] = text(key[i], context);
    blank &= parts[i].empty();
    size += parts[i].size() + 1;
  }
  if (blank) return {};
  char* out = context.decoder.arena().allocate(size);
  std::size_t used = 0;
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (!parts[i].empty()) std::memcpy(out + used, parts[i].data(), parts[i].size());
    used += parts[i].size();
    out[used++] = kKeySeparator;
  }
  return {out, used};
}

bool RowPlan::holds(std::uint32_t index, RowContext& context) const {
  const RowProgram::Test& test = program_.tests[index];
  const auto holds_child = [&](std::uint32_t child) { return holds(child, context); };
  bool result = false;
  switch (test.test) {
    case Condition::Test::is:
      result = is_one_of(text(test.value, context), test.texts, test.ignore_case);
      break;
    case Condition::Test::same_as:
      result = is_equal(text(test.value, context), text(test.other, context), test.ignore_case);
      break;
    case Condition::Test::matches: {
      const std::string_view value = text(test.value, context);
      result = RE2::PartialMatch(re2::StringPiece(value.data(), value.size()), *program_.patterns[test.pattern]);
      break;
    }
    case Condition::Test::compares:
      result = compares(test, context);
      break;
    case Condition::Test::all:
      result = std::all_of(test.children.begin(), test.children.end(), holds_child);
      break;
    case Condition::Test::any:
      result = std::any_of(test.children.begin(), test.children.end(), holds_child);
      break;
  }
  return result != test.negate;
}

// A value that is there but cannot be compared rejects the row: neither answer would be right.
bool RowPlan::compares(const RowProgram::Test& test, RowContext& context) const {
  const std::string_view value = text(test.value, context);
  const std::string_view bound = test.texts.empty() ? text(test.other, context) : test.texts.front();
  if (value.empty() || bound.empty()) return false;
  if (const auto order = compare_values(value, bound)) return fulfils(*order, test.comparison);
  context.reject(RowFault::bad_number(field_of(test.value), value));
  return false;
}

std::string_view RowPlan::raw_text(std::uint32_t column, RowContext& context) const {
  if (column >= context.row.fields) return {};  // absent, or a short row that is padded
  return context.decoder.text(context.block->field(context.row, column));
}

std::string_view RowPlan::text(Id id, RowContext& context) const {
  const Node& node = program_.nodes[id];
  if (node.verb == Verb::column) return raw_text(node.column, context);  // nearly always
  switch (node.verb) {
    case Verb::column:
      return raw_text(node.column, context);
    case Verb::text:
      return node.text;
    case Verb::coalesce:
      for (std::uint32_t i = 0; i < node.count; ++i) {
        const std::string_view value = text(program_.operands[node.first + i], context);
        if (!value.empty()) return value;
      }
      return {};
    case Verb::choose:
      if (const auto value = chosen(node, context)) return text(*value, context);
      return {};
    case Verb::concat:
      return concat(node, context);
    case Verb::codes:
      return code(node, context);
    case Verb::extract:
      return extract(node, context);
    case Verb::lower:
    case Verb::upper:
      return change_case(node, context);
    case Verb::normalize:
      return normalize(node, context);
    case Verb::strip_zeros: {
      const std::string_view value = text(program_.operands[node.first], context);
      const std::size_t begin = value.find_first_not_of('0');
      return begin == std::string_view::npos ? value.substr(0, value.empty() ? 0 : 1) : value.substr(begin);
    }
    case Verb::address:
      return address(node, context);
    case Verb::person_or_entity:
      return person_or_entity(text(program_.operands[node.first], context));
    case Verb::file:
      return context.file;
    case Verb::from:
      return joined_value(node, context);
    case Verb::row_hash:
      return row_hash(context);
    case Verb::number:
      return number(node, context);
    case Verb::date:
      return day_text(id, context);
    case Verb::money:
    case Verb::sum:
      return text(program_.operands[node.first], context);
  }
  return {};
}

std::string_view RowPlan::concat(const Node& node, RowContext& context) const {
  std::string_view result;
  for (std::uint32_t i = 0; i < node.count; ++i) {
    const std::string_view part = text(program_.operands[node.first + i], context);
    if (part.empty()) continue;
    if (result.empty()) {
      result = part;
      continue;
    }
    char* out = context.decoder.arena().allocate(result.size() + node.text.size() + part.size());
    std::memcpy(out, result.data(), result.size());
    std::memcpy(out + result.size(), node.text.data(), node.text.size());
    std::memcpy(out + result.size() + node.text.size(), part.data(), part.size());
    result = {out, result.size() + node.text.size() + part.size()};
  }
  return result;
}

std::string_view RowPlan::code(const Node& node, RowContext& context) const {
  const Id of = program_.operands[node.first];
  const std::string_view value = text(of, context);
  if (value.empty()) return {};
  const RowProgram::CodeMap& codes = program_.codes[node.extra];
  const auto found = codes.find(program_.ignore_case ? in_case(value, true, context) : value);
  const bool is_known = found != codes.end();
  if (node.watched != RowProgram::kAbsent) context.note_value(node.watched, is_known, value);
  if (is_known) return found->second;
  switch (node.otherwise) {
    case Expression::Otherwise::keep:
      return value;
    case Expression::Otherwise::meaning:
      return node.meaning;
    case Expression::Otherwise::reject:
      context.reject(RowFault::unknown_code(field_of(of), value));
      return {};
    case Expression::Otherwise::blank:
      return {};
  }
  return {};
}

std::string_view RowPlan::extract(const Node& node, RowContext& context) const {
  const std::string_view value = text(program_.operands[node.first], context);
  re2::StringPiece groups[2];
  const re2::StringPiece subject(value.data(), value.size());
  if (!program_.patterns[node.extra]->Match(subject, 0, value.size(), RE2::UNANCHORED, groups, 2)) {
    return {};
  }
  return trim_blanks({groups[1].data(), groups[1].size()});
}

std::string_view RowPlan::number(const Node& node, RowContext& context) const {
  const Id of = program_.operands[node.first];
  const std::string_view value = text(of, context);
  if (value.empty()) return {};
  if (const auto shortest = shortest_number(value, context.decoder.arena().allocate(value.size() + 2)))
    return *shortest;
  if (node.otherwise == Expression::Otherwise::keep) return value;
  if (node.otherwise == Expression::Otherwise::reject) context.reject(RowFault::bad_number(field_of(of), value));
  return {};
}

std::string_view RowPlan::day_text(Id date, RowContext& context) const {
  const auto value = moment(date, context);
  if (!value) return {};
  constexpr std::size_t kWithTime = 19;
  constexpr std::size_t kDay = 10;
  char* out = context.decoder.arena().allocate(kWithTime);
  write_iso_datetime(*value, out);
  return {out, kDay};
}

// Keeps ASCII letters (in upper case), digits and everything that is not ASCII; anything else between them becomes
// one space.
std::string_view RowPlan::normalize(const Node& node, RowContext& context) const {
  const std::string_view value = text(program_.operands[node.first], context);
  char* out = context.decoder.arena().allocate(value.size());
  std::size_t size = 0;
  bool gap = false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    const bool ascii = static_cast<unsigned char>(c) < 0x80;
    if (const std::size_t blank = ascii ? 0 : leading_blank(value.substr(i))) {
      gap = true;
      i += blank - 1;
      continue;
    }
    const bool lower = c >= 'a' && c <= 'z';
    const bool kept = lower || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || !ascii;
    if (!kept) {
      gap |= c != '\'' && c != '.';  // O'NEIL and J.R. are one word
      continue;
    }
    if (gap && size != 0) out[size++] = ' ';
    gap = false;
    out[size++] = lower ? static_cast<char>(c ^ 0x20) : c;
  }
  return {out, size};
}

std::string_view RowPlan::address(const Node& node, RowContext& context) const {
  const UsAddress address = split_us_address(text(program_.operands[node.first], context));
  switch (node.address_part) {
    case Expression::AddressPart::street:
      break;
    case Expression::AddressPart::city:
      return address.city;
    case Expression::AddressPart::state:
      return address.state;
    case Expression::AddressPart::zip:
      return address.zip;
  }
  return address.street;
}

std::string_view RowPlan::change_case(const Node& node, RowContext& context) const {
  return in_case(text(program_.operands[node.first], context), node.verb == Verb::lower, context);
}

std::string_view RowPlan::in_case(std::string_view value, bool lower, RowContext& context) const {
  const char from = lower ? 'A' : 'a';
  const auto changes = [from](char c) { return c >= from && c <= from + 25; };
  if (std::none_of(value.begin(), value.end(), changes)) return value;
  char* out = context.decoder.arena().allocate(value.size());
  std::transform(value.begin(), value.end(), out,
                 [changes](char c) { return changes(c) ? static_cast<char>(c ^ 0x20) : c; });
  return {out, value.size()};
}

std::string_view RowPlan::joined_value(const Node& node, RowContext& context) const {
  const Joined& joined = context.joined[node.extra];
  if (joined.step < 0) return {};
  const auto step = static_cast<std::size_t>(joined.step);
  const std::int32_t value = node.value_of_step[step];
  if (value < 0) return {};
  return program_.joins[node.extra].steps[step].table->value(joined.row, static_cast<std::uint32_t>(value));
}

std::string_view RowPlan::row_hash(RowContext& context) const {
  const std::string_view row = context.block->text(context.row);
  const XXH128_hash_t hash = XXH3_128bits(row.data(), row.size());
  constexpr std::string_view kDigits = "0123456789abcdef";
  char* out = context.decoder.arena().allocate(32);
  for (unsigned i = 0; i < 16; ++i) {
    out[i] = kDigits[hash.high64 >> (60 - 4 * i) & 15];
    out[16 + i] = kDigits[hash.low64 >> (60 - 4 * i) & 15];
  }
  return {out, 32};
}

std::optional<RowPlan::Id> RowPlan::chosen(const Node& node, RowContext& context) const {
  for (std::uint32_t i = 0; i < node.count; ++i) {
    const RowProgram::Choice& choice = program_.choices[node.first + i];
    if (choice.test < 0 || holds(static_cast<std::uint32_t>(choice.test), context)) return choice.value;
  }
  return std::nullopt;
}

std::optional<Cents> RowPlan::cents(Id id, RowContext& context) const {
  const Node& node = program_.nodes[id];
  if (node.verb == Verb::choose || node.verb == Verb::coalesce) {
    return first_of<Cents>(node, context, [&](Id one) { return cents(one, context); });
  }
  if (node.verb == Verb::sum) return sum(node, context);
  const std::string_view value = text(id, context);
  if (value.empty()) return std::nullopt;
  const auto amount = parse_cents(value);
  if (!amount) {
    context.reject(RowFault::bad_amount(field_of(id), value));
    return std::nullopt;
  }
  return with_sign(*amount, node.sign);
}

std::optional<Cents> RowPlan::sum(const Node& node, RowContext& context) const {
  std::optional<Cents> total;
  for (std::uint32_t i = 0; i < node.count; ++i) {
    if (const auto part = cents(program_.operands[node.first + i], context)) {
      total = total.value_or(Cents{});
      *total += *part;
    }
  }
  return context.is_rejected() ? std::nullopt : total;
}

std::optional<Moment> RowPlan::moment(Id id, RowContext& context) const {
  const Node& node = program_.nodes[id];
  if (node.verb == Verb::choose || node.verb == Verb::coalesce) {
    return first_of<Moment>(node, context, [&](Id one) { return moment(one, context); });
  }
  const std::string_view value = text(program_.operands[node.first], context);
  if (value.empty()) return std::nullopt;
  std::optional<Moment> moment;
  const RowProgram::DateReading& reading = program_.dates[node.extra];
  for (const DateFormat& format : reading.formats) {
    moment = format.parse(value);
    if (moment && reading.admits(day_of(*moment))) break;
    moment.reset();
  }
  if (node.watched != RowProgram::kAbsent) context.note_value(node.watched, moment.has_value(), value);
  if (!moment && node.otherwise == Expression::Otherwise::reject) {
    context.reject(RowFault::bad_date(field_of(id), value));
  }
  return moment;
}

std::int64_t RowPlan::rank(Id id, bool is_date, RowContext& context) const {
  if (is_date) {
    const auto date = moment(id, context);
    return date ? date->time_since_epoch().count() : kNoRank;
  }
  const auto number = cents(id, context);
  return number ? number->value : kNoRank;
}

// The amount or date that `choose` or `coalesce` selects.
template <typename Value, typename Read>
std::optional<Value> RowPlan::first_of(const Node& node, RowContext& context, const Read& read) const {
  if (node.verb == Verb::choose) {
    const auto id = chosen(node, context);
    return id ? read(*id) : std::nullopt;
  }
  for (std::uint32_t i = 0; i < node.count && !context.is_rejected(); ++i) {
    if (const std::optional<Value> value = read(program_.operands[node.first + i])) return value;
  }
  return std::nullopt;
}

std::uint32_t RowPlan::field_of(Id id) const {
  const Node& node = program_.nodes[id];
  if (node.verb == Verb::column) return node.column == RowProgram::kAbsent ? 0 : node.column + 1;
  return node.count == 1 && node.verb != Verb::choose ? field_of(program_.operands[node.first]) : 0;
}

}  // namespace sfi
