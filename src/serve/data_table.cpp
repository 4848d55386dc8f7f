#include "serve/data_table.h"

#include <algorithm>
#include <charconv>

namespace sfi {
namespace {

using Kind = DataColumn::Kind;

void write_name(JsonWriter& json, std::string_view name) {
  json.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
}

// "-0.05" -> -5
std::int64_t cents_of(std::string decimal) {
  std::erase(decimal, '.');
  std::int64_t cents = 0;
  std::from_chars(decimal.data(), decimal.data() + decimal.size(), cents);
  return cents;
}

void write_raw(JsonWriter& json, const std::string& text, rapidjson::Type type) {
  json.RawValue(text.data(), text.size(), type);
}

void write_value(JsonWriter& json, Kind kind, const std::optional<std::string>& value) {
  if (!value) {
    json.Null();
  } else if (kind == Kind::integer) {
    write_raw(json, *value, rapidjson::kNumberType);
  } else if (kind == Kind::json) {
    write_raw(json, *value, rapidjson::kObjectType);
  } else {
    write_text(json, *value);
  }
}

void write_column(JsonWriter& json, std::string_view name, Kind kind, const std::optional<std::string>& value) {
  write_name(json, name);
  write_value(json, kind, value);
  if (kind != Kind::money) return;
  write_name(json, std::string(name) + "_cents");
  value ? json.Int64(cents_of(*value)) : json.Null();
}

void write_row(JsonWriter& json, const std::vector<DataColumn>& columns, const DataRow& row) {
  json.StartObject();
  std::string_view group;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string_view name = columns[i].name;
    const std::size_t dot = name.find('.');
    const std::string_view its_group = dot == std::string_view::npos ? "" : name.substr(0, dot);
    if (its_group != group && !group.empty()) json.EndObject();
    if (its_group != group && !its_group.empty()) {
      write_name(json, its_group);
      json.StartObject();
    }
    group = its_group;
    write_column(json, group.empty() ? name : name.substr(dot + 1), columns[i].kind, row[i]);
  }
  if (!group.empty()) json.EndObject();
  json.EndObject();
}

void append_csv(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

void write_text(JsonWriter& json, std::string_view text) {
  json.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void write_member(JsonWriter& json, std::string_view name, std::string_view text) {
  write_name(json, name);
  write_text(json, text);
}

void write_rows(JsonWriter& json, const DataTable& table) {
  json.StartArray();
  for (const DataRow& row : table.rows) write_row(json, table.columns, row);
  json.EndArray();
}

std::string csv_of(const DataTable& table) {
  std::string out;
  for (const DataColumn& column : table.columns) {
    if (!out.empty()) out += ',';
    append_csv(out, column.name);
  }
  out += "\r\n";
  for (const DataRow& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i != 0) out += ',';
      if (row[i]) append_csv(out, *row[i]);
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace sfi
