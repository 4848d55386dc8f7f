#include "run/summary.h"

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

void counts(Writer& writer, std::string_view name,
            const std::map<std::string, std::uint64_t>& values) {
  key(writer, name);
  writer.StartObject();
  for (const auto& [reason, rows] : values) number(writer, reason, rows);
  writer.EndObject();
}

void lists(Writer& writer, std::string_view name,
           const std::map<std::string, std::vector<std::string>>& values) {
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

void day(Writer& writer, std::string_view name, std::optional<std::int64_t> value) {
  key(writer, name);
  value ? writer.String(iso_date(*value).c_str()) : writer.Null();
}

void type_object(Writer& writer, const TypeSummary& type) {
  const WorkReport& work = type.work;
  writer.StartObject();
  number(writer, "read", work.read);
  number(writer, "accepted", work.accepted);
  counts(writer, "skipped", work.skipped);
  counts(writer, "rejected", work.rejected);
  counts(writer, "repaired", work.repaired);
  lists(writer, "repair_examples", work.repair_examples);
  optional_number(writer, "indexed", type.indexed);
  number(writer, "duplicates", type.duplicates);
  key(writer, "amount_cents");
  writer.Int64(work.cents);
  day(writer, "first_date", work.first_day);
  day(writer, "last_date", work.last_day);
  optional_number(writer, "previous_count", type.previous_count);
  write_json_text(writer, "target", type.target);
  write_json_text(writer, "alias", type.alias);
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
      writer.Int64(link.cents);
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

// 1234567 -> 1,234,567
std::string grouped(std::uint64_t value) {
  std::string digits = std::to_string(value);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

std::string dollars(std::int64_t cents) {
  const auto magnitude = static_cast<std::uint64_t>(cents < 0 ? -cents : cents);
  return fmt::format("{}${}.{:02}", cents < 0 ? "-" : "", grouped(magnitude / 100),
                     magnitude % 100);
}

std::string counted(std::uint64_t count, std::string_view what) {
  return fmt::format("{} {}{}", grouped(count), what, count == 1 ? "" : "s");
}

std::string listed(const std::map<std::string, std::uint64_t>& values) {
  std::string list;
  for (const auto& [reason, rows] : values) {
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ", reason, grouped(rows));
  }
  return list;
}

std::string type_text(RecordType type, const TypeSummary& summary) {
  const WorkReport& work = summary.work;
  std::string lines = fmt::format("  {:<9} read {} = accepted {} + skipped {} + rejected {}\n",
                                  to_string(type), grouped(work.read), grouped(work.accepted),
                                  grouped(work.skipped_rows()), grouped(work.rejected_rows()));
  const auto add = [&lines](std::string_view name, const std::string& value) {
    if (!value.empty()) lines += fmt::format("            {:<9} {}\n", name, value);
  };
  add("skipped", listed(work.skipped));
  add("rejected", listed(work.rejected));
  add("repaired", listed(work.repaired));
  for (const auto& [rule, examples] : work.repair_examples) {
    add("", fmt::format("{} at {}", rule, fmt::join(examples, ", ")));
  }
  for (const LinkCount& link : work.links) {
    if (link.rows == 0) continue;
    std::string value = fmt::format("{}: {}, {}", link.step, counted(link.filers, "filer"),
                                    counted(link.rows, "row"));
    if (type == RecordType::contribs) value += ", " + dollars(link.cents);
    add("linked", value);
  }
  if (type == RecordType::contribs) add("amount", dollars(work.cents));
  if (work.first_day) {
    add("dates", fmt::format("{} to {}", iso_date(*work.first_day), iso_date(*work.last_day)));
  }
  if (summary.previous_count) {
    add("before", fmt::format("{} records in the previous run", grouped(*summary.previous_count)));
  }
  if (!summary.alias.empty()) add("served as", summary.alias);
  return lines;
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

std::string summary_text(const StateSummary& state) {
  std::string lines = fmt::format("{} ({}): {}\n", state.name, state.state, state.status);
  for (const auto& [type, summary] : state.types) lines += type_text(type, summary);
  for (const auto& [reason, examples] : state.reject_examples) {
    for (const std::string& example : examples) {
      lines += fmt::format("  {} at {}\n", reason, example);
    }
  }
  for (const std::string& note : state.notes) lines += fmt::format("  note: {}\n", note);
  double total = 0;
  for (const auto& [stage, seconds] : state.seconds) total += seconds;
  if (!state.seconds.empty()) lines += fmt::format("  {:.2f} s\n", total);
  if (!state.next_step.empty()) lines += fmt::format("  next: {}\n", state.next_step);
  return lines;
}

}  // namespace sfi
