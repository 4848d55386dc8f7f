#include "account/summary_json.h"

#include <algorithm>
#include <cmath>

#include "account/type_json.h"
#include "text/json_member.h"
#include "text/json_value.h"
#include "version.h"

namespace sfi {
namespace {

using Value = rapidjson::Value;

// Tells older programs that an account is too new for them. New members do not change it.
constexpr int kSchemaVersion = 1;

// For each member, its writer followed by its reader.

void write_types(SummaryWriter& writer, const std::map<RecordType, TypeSummary>& types) {
  write_json_key(writer, "types");
  writer.StartObject();
  for (const auto& [type, summary] : types) {
    write_json_key(writer, to_string(type));
    write_type(writer, summary);
  }
  writer.EndObject();
}

std::map<RecordType, TypeSummary> read_types(const Value& object) {
  std::map<RecordType, TypeSummary> types;
  for_json_members(object, [&](const std::string& name, const Value& type) {
    const auto record_type = record_type_from(name);
    if (record_type && type.IsObject()) types[*record_type] = read_type(type);
  });
  return types;
}

void write_links(SummaryWriter& writer, const std::vector<LinkCount>& links) {
  write_json_key(writer, "links");
  writer.StartObject();
  for (const LinkCount& link : links) {
    write_json_key(writer, link.step);
    writer.StartObject();
    write_json_count(writer, "filers", link.filers);
    write_json_count(writer, "rows", link.rows);
    write_cents(writer, link.cents);
    writer.EndObject();
  }
  writer.EndObject();
}

std::vector<LinkCount> read_links(const Value& object) {
  std::vector<LinkCount> links;
  for_json_members(object, [&](const std::string& step, const Value& link) {
    links.push_back({step, json_count(link, "filers"), json_count(link, "rows"), read_cents(link)});
  });
  return links;
}

void write_unread(SummaryWriter& writer, const UnreadColumn& column) {
  writer.StartObject();
  write_json_text(writer, "section", column.section);
  write_json_text(writer, "column", column.column);
  write_json_text(writer, "kind", column.kind == WatchedValue::Kind::code ? "code" : "date");
  write_json_text(writer, "otherwise", column.otherwise);
  write_json_count(writer, "values", column.values);
  write_json_count(writer, "unread", column.unread);
  write_json_key(writer, "examples");
  writer.StartArray();
  for (const UnreadCount::Text& example : column.examples) {
    writer.StartObject();
    write_json_text(writer, "value", example.text);
    write_json_count(writer, "rows", example.rows);
    write_json_text(writer, "first", example.first);
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
}

UnreadColumn read_unread(const Value& object) {
  UnreadColumn column;
  column.section = json_text(object, "section");
  column.column = json_text(object, "column");
  column.kind = json_text(object, "kind") == "date" ? WatchedValue::Kind::date : WatchedValue::Kind::code;
  column.otherwise = json_text(object, "otherwise");
  column.values = json_count(object, "values");
  column.unread = json_count(object, "unread");
  for_json_values(json_member(object, "examples"), [&](const Value& example) {
    column.examples.push_back({json_text(example, "value"), json_count(example, "rows"), json_text(example, "first")});
  });
  return column;
}

void write_input(SummaryWriter& writer, const InputSummary& input) {
  writer.StartObject();
  write_json_text(writer, "path", input.path);
  write_json_count(writer, "bytes", input.bytes);
  write_json_text(writer, "sha256", input.sha256);
  write_json_text(writer, "layout", input.layout);
  write_json_count(writer, "rows", input.rows);
  writer.EndObject();
}

InputSummary read_input(const Value& object) {
  return {json_text(object, "path"), json_count(object, "bytes"), json_text(object, "sha256"),
          json_text(object, "layout"), json_count(object, "rows")};
}

// To the millisecond.
void write_seconds(SummaryWriter& writer, const std::vector<std::pair<std::string, double>>& by_stage) {
  write_json_key(writer, "seconds");
  writer.StartObject();
  for (const auto& [stage, seconds] : by_stage) {
    write_json_key(writer, stage);
    writer.Double(std::round(seconds * 1000) / 1000);
  }
  writer.EndObject();
}

std::vector<std::pair<std::string, double>> read_seconds(const Value& object) {
  std::vector<std::pair<std::string, double>> by_stage;
  for_json_members(object, [&](const std::string& stage, const Value& seconds) {
    by_stage.emplace_back(stage, seconds.IsNumber() ? seconds.GetDouble() : 0);
  });
  return by_stage;
}

void write_finish(SummaryWriter& writer, const std::string& finished, int exit_code) {
  write_json_text(writer, "finished", finished);
  write_json_key(writer, "exit_code");
  writer.Int(exit_code);
}

std::vector<std::string> read_texts(const Value& list) {
  std::vector<std::string> texts;
  for_json_values(list, [&](const Value& text) {
    if (text.IsString()) texts.emplace_back(text.GetString(), text.GetStringLength());
  });
  return texts;
}

void write_about(SummaryWriter& writer, const AboutState& about) {
  write_json_key(writer, "about");
  writer.StartObject();
  write_json_text(writer, "agency", about.agency);
  write_json_text(writer, "portal", about.portal);
  if (about.since != 0) write_json_count(writer, "since", static_cast<std::uint64_t>(about.since));
  write_json_text(writer, "checked_against", about.checked_against);
  write_json_text(writer, "coverage", about.coverage);
  write_json_texts(writer, "notes", about.notes);
  writer.EndObject();
}

AboutState read_about(const Value& object) {
  AboutState about;
  about.agency = json_text(object, "agency");
  about.portal = json_text(object, "portal");
  about.since = static_cast<int>(json_count(object, "since"));
  about.checked_against = json_text(object, "checked_against");
  about.coverage = json_text(object, "coverage");
  about.notes = read_texts(json_member(object, "notes"));
  return about;
}

void write_state(SummaryWriter& writer, const StateSummary& state) {
  writer.StartObject();
  write_json_text(writer, "state", state.state);
  write_json_text(writer, "name", state.name);
  write_about(writer, state.about);
  write_json_text(writer, "status", state.status);
  if (!state.error.empty()) write_json_text(writer, "error", state.error);
  write_json_text(writer, "started", state.started);
  if (!state.finished.empty()) write_finish(writer, state.finished, state.exit_code);
  write_json_texts(writer, "notes", state.notes);
  write_types(writer, state.types);
  write_links(writer, state.links());
  write_json_key(writer, "unread_values");
  writer.StartArray();
  for (const UnreadColumn& column : state.unread) write_unread(writer, column);
  writer.EndArray();
  write_json_key(writer, "inputs");
  writer.StartArray();
  for (const InputSummary& input : state.inputs) write_input(writer, input);
  writer.EndArray();
  write_seconds(writer, state.seconds);
  writer.EndObject();
}

StateSummary read_state(const Value& object) {
  StateSummary state;
  state.state = json_text(object, "state");
  state.name = json_text(object, "name");
  state.about = read_about(json_member(object, "about"));
  state.status = json_text(object, "status");
  state.error = json_text(object, "error");
  state.started = json_text(object, "started");
  state.finished = json_text(object, "finished");
  state.exit_code = static_cast<int>(json_count(object, "exit_code"));
  state.notes = read_texts(json_member(object, "notes"));
  state.types = read_types(json_member(object, "types"));
  if (!state.types.empty()) state.types.begin()->second.account.links = read_links(json_member(object, "links"));
  for_json_values(json_member(object, "unread_values"),
                  [&](const Value& column) { state.unread.push_back(read_unread(column)); });
  for_json_values(json_member(object, "inputs"),
                  [&](const Value& input) { state.inputs.push_back(read_input(input)); });
  state.seconds = read_seconds(json_member(object, "seconds"));
  return state;
}

// Of all states: from the first start to the last end.
void write_all(SummaryWriter& writer, const std::vector<StateSummary>& states, int exit_code) {
  std::string started;
  std::string finished;
  for (const StateSummary& state : states) {
    if (started.empty() || state.started < started) started = state.started;
    finished = std::max(finished, state.finished);
  }
  write_json_text(writer, "started", started);
  write_finish(writer, finished, exit_code);
}

}  // namespace

std::string summary_json(const std::vector<StateSummary>& states, std::optional<int> exit_code) {
  rapidjson::StringBuffer buffer;
  SummaryWriter writer(buffer);
  writer.SetIndent(' ', 2);
  writer.StartObject();
  write_json_key(writer, "schema_version");
  writer.Int(kSchemaVersion);
  write_json_text(writer, "program", "state-fin-ingest " SFI_VERSION);
  if (exit_code) write_all(writer, states, *exit_code);
  write_json_key(writer, "states");
  writer.StartArray();
  for (const StateSummary& state : states) write_state(writer, state);
  writer.EndArray();
  writer.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

std::optional<std::vector<StateSummary>> read_summary_json(std::string_view json) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseFullPrecisionFlag>(json.data(), json.size());
  if (document.HasParseError() || json_count(document, "schema_version") > kSchemaVersion) return std::nullopt;
  const Value& list = json_member(document, "states");
  if (!list.IsArray()) return std::nullopt;
  std::vector<StateSummary> states;
  for_json_values(list, [&](const Value& state) { states.push_back(read_state(state)); });
  return states;
}

}  // namespace sfi
