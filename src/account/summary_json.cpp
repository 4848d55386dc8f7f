#include "account/summary.h"

#include <fmt/format.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <cmath>

#include "text/date.h"
#include "text/json_member.h"
#include "version.h"

namespace sfi {
namespace {

using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

constexpr int kSchemaVersion = 1;

void key(Writer& writer, std::string_view name) {
  writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
}

void number(Writer& writer, std::string_view name, std::uint64_t value) {
  key(writer, name);
  writer.Uint64(value);
}

void optional_number(Writer& writer, std::string_view name, std::optional<std::uint64_t> value) {
  key(writer, name);
  value ? writer.Uint64(*value) : writer.Null();
}

void counts(Writer& writer, std::string_view name, const std::map<std::string, std::uint64_t>& values) {
  key(writer, name);
  writer.StartObject();
  for (const auto& [reason, rows] : values) number(writer, reason, rows);
  writer.EndObject();
}

void lists(Writer& writer, std::string_view name, const std::map<std::string, std::vector<std::string>>& values) {
  key(writer, name);
  writer.StartObject();
  for (const auto& [reason, examples] : values) {
    key(writer, reason);
    writer.StartArray();
    for (const std::string& example : examples) writer.String(example.c_str());
    writer.EndArray();
  }
  writer.EndObject();
}

void day(Writer& writer, std::string_view name, std::optional<Day> value) {
  key(writer, name);
  value ? writer.String(iso_date(*value).c_str()) : writer.Null();
}

void money(Writer& writer, const SkippedMoney& money) {
  key(writer, "amount_cents");
  writer.Int64(money.cents.value);
  number(writer, "without_amount", money.without_amount);
}

void skipped_money(Writer& writer, const std::map<std::string, SkippedMoney>& values) {
  key(writer, "skipped_money");
  writer.StartObject();
  for (const auto& [reason, value] : values) {
    key(writer, reason);
    writer.StartObject();
    money(writer, value);
    writer.EndObject();
  }
  writer.EndObject();
}

void skipped_rows(Writer& writer, const SkippedRows& sum) {
  number(writer, "rows", sum.rows);
  money(writer, sum.money);
}

void unlinked_filers(Writer& writer, const UnlinkedReport& report) {
  key(writer, "unlinked_filers");
  writer.StartObject();
  number(writer, "filers", report.filers);
  skipped_rows(writer, report.all);
  key(writer, "beyond_limit");
  writer.StartObject();
  skipped_rows(writer, report.beyond);
  writer.EndObject();
  key(writer, "top");
  writer.StartArray();
  for (const UnlinkedReport::Filer& filer : report.top) {
    writer.StartObject();
    write_json_text(writer, "filer_id", filer.id);
    write_json_text(writer, "name", filer.name);
    skipped_rows(writer, filer.sum);
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
}

void type_object(Writer& writer, const TypeSummary& type) {
  const WorkReport& work = type.work;
  writer.StartObject();
  number(writer, "read", work.read);
  number(writer, "accepted", work.accepted);
  counts(writer, "skipped", work.skipped);
  if (work.unlinked) skipped_money(writer, work.skipped_money);
  counts(writer, "rejected", work.rejected);
  counts(writer, "repaired", work.repaired);
  lists(writer, "repair_examples", work.repair_examples);
  optional_number(writer, "indexed", type.indexed);
  number(writer, "duplicates", type.duplicates);
  key(writer, "amount_cents");
  writer.Int64(work.cents.value);
  day(writer, "first_date", work.first_day);
  day(writer, "last_date", work.last_day);
  optional_number(writer, "previous_count", type.previous_count);
  write_json_text(writer, "target", type.target);
  write_json_text(writer, "alias", type.alias);
  if (work.unlinked) unlinked_filers(writer, *work.unlinked);
  writer.EndObject();
}

// The steps of contributions, those of reports where a state has no contributions.
void links(Writer& writer, const StateSummary& state) {
  key(writer, "links");
  writer.StartObject();
  if (!state.types.empty()) {
    for (const LinkCount& link : state.types.begin()->second.work.links) {
      key(writer, link.step);
      writer.StartObject();
      number(writer, "filers", link.filers);
      number(writer, "rows", link.rows);
      key(writer, "amount_cents");
      writer.Int64(link.cents.value);
      writer.EndObject();
    }
  }
  writer.EndObject();
}

void inputs(Writer& writer, const StateSummary& state) {
  key(writer, "inputs");
  writer.StartArray();
  for (const InputSummary& input : state.inputs) {
    writer.StartObject();
    write_json_text(writer, "path", input.path);
    number(writer, "bytes", input.bytes);
    write_json_text(writer, "sha256", input.sha256);
    write_json_text(writer, "layout", input.layout);
    number(writer, "rows", input.rows);
    writer.EndObject();
  }
  writer.EndArray();
}

void state_object(Writer& writer, const StateSummary& state) {
  writer.StartObject();
  write_json_text(writer, "state", state.state);
  write_json_text(writer, "status", state.status);
  if (!state.error.empty()) write_json_text(writer, "error", state.error);
  key(writer, "types");
  writer.StartObject();
  for (const auto& [type, summary] : state.types) {
    key(writer, to_string(type));
    type_object(writer, summary);
  }
  writer.EndObject();
  links(writer, state);
  inputs(writer, state);
  key(writer, "seconds");
  writer.StartObject();
  for (const auto& [stage, seconds] : state.seconds) {
    key(writer, stage);
    writer.Double(std::round(seconds * 1000) / 1000);
  }
  writer.EndObject();
  writer.EndObject();
}

}  // namespace

std::string summary_json(const std::vector<StateSummary>& states) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.SetIndent(' ', 2);
  writer.StartObject();
  key(writer, "schema_version");
  writer.Int(kSchemaVersion);
  write_json_text(writer, "program", "state-fin-ingest " SFI_VERSION);
  key(writer, "states");
  writer.StartArray();
  for (const StateSummary& state : states) state_object(writer, state);
  writer.EndArray();
  writer.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

}  // namespace sfi
