#include "database/schema.h"

#include <fmt/format.h>

#include "database/connection.h"

namespace sfi {
namespace {

constexpr std::uint8_t kMoneyWidth = 14;
constexpr std::uint8_t kMoneyScale = 2;

std::string_view sql_type(FieldKind kind) {
  switch (kind) {
    case FieldKind::text:
      return "VARCHAR";
    case FieldKind::date:
      return "DATE";
    case FieldKind::datetime:
      return "TIMESTAMP";
    case FieldKind::money:
      return "DECIMAL(14,2)";
    case FieldKind::integer:
      return "BIGINT";
    case FieldKind::extra:
      return "JSON";
  }
  return "VARCHAR";
}

duckdb_logical_type chunk_type(FieldKind kind) {
  switch (kind) {
    case FieldKind::text:
      return duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
    case FieldKind::date:
      return duckdb_create_logical_type(DUCKDB_TYPE_DATE);
    case FieldKind::datetime:
      return duckdb_create_logical_type(DUCKDB_TYPE_TIMESTAMP);
    case FieldKind::money:
      return duckdb_create_decimal_type(kMoneyWidth, kMoneyScale);
    case FieldKind::integer:
      return duckdb_create_logical_type(DUCKDB_TYPE_BIGINT);
    case FieldKind::extra:
      break;
  }
  duckdb_logical_type json = duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
  duckdb_logical_type_set_alias(json, "JSON");
  return json;
}

duckdb_logical_type struct_type(const DuckdbColumn& column) {
  std::vector<duckdb_logical_type> types;
  std::vector<std::string> names;
  for (const FieldInfo& field : column.fields) {
    types.push_back(chunk_type(field.kind));
    names.emplace_back(field.name);
  }
  std::vector<const char*> name_pointers;
  for (const std::string& name : names) name_pointers.push_back(name.c_str());
  duckdb_logical_type result = duckdb_create_struct_type(types.data(), name_pointers.data(), types.size());
  for (duckdb_logical_type& type : types) duckdb_destroy_logical_type(&type);
  return result;
}

}  // namespace

std::vector<DuckdbColumn> duckdb_columns(RecordType type) {
  std::vector<DuckdbColumn> columns;
  for (const FieldInfo& field : fields_of(type)) {
    if (field.group.empty()) {
      columns.push_back({std::string(field.name), {field}, false});
    } else if (columns.back().is_struct && columns.back().name == field.group) {
      columns.back().fields.push_back(field);
    } else {
      columns.push_back({std::string(field.group), {field}, true});
    }
  }
  return columns;
}

std::string column_type_sql(const DuckdbColumn& column) {
  if (!column.is_struct) return std::string(sql_type(column.fields.front().kind));
  std::string members;
  for (const FieldInfo& field : column.fields) {
    members += fmt::format("{}{} {}", members.empty() ? "" : ", ", sql_name(field.name), sql_type(field.kind));
  }
  return fmt::format("STRUCT({})", members);
}

std::string column_comment(const DuckdbColumn& column) {
  const FieldInfo& first = column.fields.front();
  if (!column.is_struct) {
    return fmt::format("{} ({}; {}). Example: {}", first.meaning, unit_of(first.kind),
                       first.always_known ? "never NULL" : "NULL when unknown", first.example);
  }
  std::string comment = fmt::format("{}.", group_meaning(column.name));
  for (const FieldInfo& field : column.fields) {
    comment += fmt::format(" {}: {} ({}).", field.name, field.meaning, unit_of(field.kind));
  }
  return comment;
}

std::string create_table_sql(const std::string& name, RecordType type) {
  std::string columns;
  for (const DuckdbColumn& column : duckdb_columns(type)) {
    columns += fmt::format("{}{} {}", columns.empty() ? "" : ", ", sql_name(column.name), column_type_sql(column));
  }
  return fmt::format("CREATE TABLE {} ({})", sql_name(name), columns);
}

std::string comment_sql(const std::string& what, const std::string& name, const std::string& comment) {
  return fmt::format("COMMENT ON {} {} IS {};", what, sql_name(name), sql_text(comment));
}

std::string column_comment_sql(const std::string& table, const std::string& column, const std::string& comment) {
  return fmt::format("COMMENT ON COLUMN {}.{} IS {};", sql_name(table), sql_name(column), sql_text(comment));
}

std::string column_comments_sql(const std::string& table, RecordType type) {
  std::string sql;
  for (const DuckdbColumn& column : duckdb_columns(type)) {
    sql += column_comment_sql(table, column.name, column_comment(column));
  }
  return sql;
}

std::string_view records_meaning(RecordType type) {
  if (type == RecordType::contribs) return "One row for each contribution.";
  return "One row for each report: the summary of a filing.";
}

std::string serve_table_sql(const std::string& alias, const std::string& table, RecordType type) {
  return fmt::format("CREATE OR REPLACE VIEW {} AS SELECT * FROM {};", sql_name(alias), sql_name(table)) +
         comment_sql("VIEW", alias, std::string(records_meaning(type))) + column_comments_sql(alias, type);
}

DuckdbTypes::DuckdbTypes(RecordType type) {
  for (const DuckdbColumn& column : duckdb_columns(type)) {
    types_.push_back(column.is_struct ? struct_type(column) : chunk_type(column.fields.front().kind));
  }
}

DuckdbTypes::~DuckdbTypes() {
  for (duckdb_logical_type& type : types_) duckdb_destroy_logical_type(&type);
}

}  // namespace sfi
