#include "account/type_json.h"

#include "text/date.h"
#include "text/json_member.h"
#include "text/json_value.h"

namespace sfi {
namespace {

using Value = rapidjson::Value;

// For each member, its writer followed by its reader.

void write_optional_count(SummaryWriter& writer, std::string_view name, std::optional<std::uint64_t> value) {
  write_json_key(writer, name);
  value ? writer.Uint64(*value) : writer.Null();
}

std::optional<std::uint64_t> read_optional_count(const Value& value) {
  return value.IsUint64() ? std::optional(value.GetUint64()) : std::nullopt;
}

void write_day(SummaryWriter& writer, std::string_view name, std::optional<Day> day) {
  if (day) return write_json_text(writer, name, iso_date(*day));
  write_json_key(writer, name);
  writer.Null();
}

void write_counts(SummaryWriter& writer, std::string_view name, const std::map<std::string, std::uint64_t>& counts) {
  write_json_key(writer, name);
  writer.StartObject();
  for (const auto& [reason, rows] : counts) write_json_count(writer, reason, rows);
  writer.EndObject();
}

std::map<std::string, std::uint64_t> read_counts(const Value& object) {
  std::map<std::string, std::uint64_t> counts;
  for_json_members(object, [&](const std::string& reason, const Value& rows) {
    counts[reason] = read_optional_count(rows).value_or(0);
  });
  return counts;
}

void write_words(SummaryWriter& writer, const std::map<std::string, std::map<std::string, std::uint64_t>>& words) {
  write_json_key(writer, "words");
  writer.StartObject();
  for (const auto& [field, counts] : words) write_counts(writer, field, counts);
  writer.EndObject();
}

void write_examples(SummaryWriter& writer, std::string_view name, const std::map<std::string, Examples>& by_reason) {
  write_json_key(writer, name);
  writer.StartObject();
  for (const auto& [reason, examples] : by_reason) {
    write_json_key(writer, reason);
    writer.StartArray();
    for (const std::string& text : examples) write_json_value(writer, text);
    writer.EndArray();
  }
  writer.EndObject();
}

std::map<std::string, Examples> read_examples(const Value& object) {
  std::map<std::string, Examples> by_reason;
  for_json_members(object, [&](const std::string& reason, const Value& texts) {
    for_json_values(texts, [&](const Value& text) { by_reason[reason].add(json_text(text)); });
  });
  return by_reason;
}

void write_joins(SummaryWriter& writer, const std::vector<JoinCount>& joins) {
  write_json_key(writer, "joins");
  writer.StartArray();
  for (const JoinCount& join : joins) {
    writer.StartObject();
    write_json_text(writer, "stream", join.stream);
    write_json_text(writer, "join", join.join);
    write_json_count(writer, "found", join.found);
    write_json_count(writer, "not_found", join.not_found);
    write_json_count(writer, "without_key", join.without_key);
    write_json_key(writer, "not_found_cents");
    writer.Int64(join.not_found_cents.value);
    writer.EndObject();
  }
  writer.EndArray();
}

std::vector<JoinCount> read_joins(const Value& list) {
  std::vector<JoinCount> joins;
  for_json_values(list, [&](const Value& join) {
    const Value& cents = json_member(join, "not_found_cents");
    joins.push_back({json_text(join, "stream"), json_text(join, "join"), json_count(join, "found"),
                     json_count(join, "not_found"), json_count(join, "without_key"),
                     Cents(cents.IsInt64() ? cents.GetInt64() : 0)});
  });
  return joins;
}

void write_money(SummaryWriter& writer, const SkippedMoney& money) {
  write_cents(writer, money.cents);
  write_json_count(writer, "without_amount", money.without_amount);
}

SkippedMoney read_money(const Value& object) {
  return {read_cents(object), json_count(object, "without_amount")};
}

void write_skipped_money(SummaryWriter& writer, const std::map<std::string, SkippedMoney>& by_reason) {
  write_json_key(writer, "skipped_money");
  writer.StartObject();
  for (const auto& [reason, money] : by_reason) {
    write_json_key(writer, reason);
    writer.StartObject();
    write_money(writer, money);
    writer.EndObject();
  }
  writer.EndObject();
}

std::map<std::string, SkippedMoney> read_skipped_money(const Value& object) {
  std::map<std::string, SkippedMoney> by_reason;
  for_json_members(object,
                   [&](const std::string& reason, const Value& money) { by_reason[reason] = read_money(money); });
  return by_reason;
}

void write_rows(SummaryWriter& writer, const SkippedRows& rows) {
  write_json_count(writer, "rows", rows.rows);
  write_money(writer, rows.money);
}

SkippedRows read_rows(const Value& object) {
  return {json_count(object, "rows"), read_money(object)};
}

void write_filer(SummaryWriter& writer, const UnlinkedAccount::Filer& filer) {
  writer.StartObject();
  write_json_text(writer, "filer_id", filer.id);
  write_json_text(writer, "name", filer.name);
  write_rows(writer, filer.sum);
  writer.EndObject();
}

UnlinkedAccount::Filer read_filer(const Value& object) {
  return {json_text(object, "filer_id"), json_text(object, "name"), read_rows(object)};
}

void write_unlinked(SummaryWriter& writer, const UnlinkedAccount& unlinked) {
  write_json_key(writer, "unlinked_filers");
  writer.StartObject();
  write_json_count(writer, "filers", unlinked.filers);
  write_rows(writer, unlinked.all);
  write_json_key(writer, "beyond_limit");
  writer.StartObject();
  write_rows(writer, unlinked.beyond);
  writer.EndObject();
  write_json_key(writer, "top");
  writer.StartArray();
  for (const UnlinkedAccount::Filer& filer : unlinked.top) write_filer(writer, filer);
  writer.EndArray();
  writer.EndObject();
}

std::optional<UnlinkedAccount> read_unlinked(const Value& object) {
  if (!object.IsObject()) return std::nullopt;
  UnlinkedAccount unlinked{
      json_count(object, "filers"), read_rows(object), read_rows(json_member(object, "beyond_limit")), {}};
  for_json_values(json_member(object, "top"), [&](const Value& filer) { unlinked.top.push_back(read_filer(filer)); });
  return unlinked;
}

}  // namespace

void write_cents(SummaryWriter& writer, Cents cents) {
  write_json_key(writer, "amount_cents");
  writer.Int64(cents.value);
}

Cents read_cents(const Value& object) {
  const Value& value = json_member(object, "amount_cents");
  return Cents(value.IsInt64() ? value.GetInt64() : 0);
}

void write_type(SummaryWriter& writer, const TypeSummary& type) {
  const TypeAccount& account = type.account;
  writer.StartObject();
  write_json_count(writer, "read", account.read);
  write_json_count(writer, "accepted", account.accepted);
  write_counts(writer, "skipped", account.skipped);
  if (account.unlinked) write_skipped_money(writer, account.skipped_money);
  write_counts(writer, "rejected", account.rejected);
  write_counts(writer, "repaired", account.repaired);
  write_examples(writer, "repair_examples", account.repair_examples);
  write_joins(writer, account.joins);
  write_optional_count(writer, "indexed", type.indexed);
  write_json_count(writer, "duplicates", type.duplicates);
  write_cents(writer, account.cents);
  write_day(writer, "first_date", account.days.first);
  write_day(writer, "last_date", account.days.last);
  write_counts(writer, "filled", account.filled);
  write_words(writer, account.words);
  write_optional_count(writer, "previous_count", type.previous_count);
  write_json_text(writer, "target", type.target);
  write_json_text(writer, "alias", type.alias);
  if (account.unlinked) write_unlinked(writer, *account.unlinked);
  writer.EndObject();
}

TypeSummary read_type(const Value& object) {
  TypeSummary type;
  TypeAccount& account = type.account;
  account.read = json_count(object, "read");
  account.accepted = json_count(object, "accepted");
  account.skipped = read_counts(json_member(object, "skipped"));
  account.skipped_money = read_skipped_money(json_member(object, "skipped_money"));
  account.rejected = read_counts(json_member(object, "rejected"));
  account.repaired = read_counts(json_member(object, "repaired"));
  account.repair_examples = read_examples(json_member(object, "repair_examples"));
  account.joins = read_joins(json_member(object, "joins"));
  type.indexed = read_optional_count(json_member(object, "indexed"));
  type.duplicates = json_count(object, "duplicates");
  account.cents = read_cents(object);
  account.days = {day_from_iso(json_text(object, "first_date")), day_from_iso(json_text(object, "last_date"))};
  account.filled = read_counts(json_member(object, "filled"));
  for_json_members(json_member(object, "words"),
                   [&](const std::string& field, const Value& counts) { account.words[field] = read_counts(counts); });
  type.previous_count = read_optional_count(json_member(object, "previous_count"));
  type.target = json_text(object, "target");
  type.alias = json_text(object, "alias");
  account.unlinked = read_unlinked(json_member(object, "unlinked_filers"));
  return type;
}

}  // namespace sfi
