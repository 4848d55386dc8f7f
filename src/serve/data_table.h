// Rows of a query as JSON and as CSV. Amounts are exact: decimal texts, and whole cents beside them in JSON.
#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sfi {

using JsonWriter = rapidjson::Writer<rapidjson::StringBuffer>;

void write_text(JsonWriter& json, std::string_view text);
void write_member(JsonWriter& json, std::string_view name, std::string_view text);

struct DataColumn {
  enum class Kind { text, integer, money, json };
  std::string name;  // "candidate.name" is a member of an object "candidate"; such names are adjacent
  Kind kind = Kind::text;
};

// Values as DuckDB writes them as texts; nothing for NULL.
using DataRow = std::vector<std::optional<std::string>>;

struct DataTable {
  std::vector<DataColumn> columns;
  std::vector<DataRow> rows;
};

// An array of objects. NULL is null.
void write_rows(JsonWriter& json, const DataTable& table);

// RFC 4180 with a header, UTF-8. NULL is empty.
std::string csv_of(const DataTable& table);

}  // namespace sfi
