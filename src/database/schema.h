// The columns of our tables: those of a record type, with filer, candidate and source as STRUCTs.
//   text -> VARCHAR (unknown: NULL)   date -> DATE   datetime -> TIMESTAMP   integer -> BIGINT
//   money -> DECIMAL(14,2)            addtl_data -> JSON
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "database/duckdb_api.h"
#include "record/schema.h"

namespace sfi {

struct DuckdbColumn {
  std::string name;
  std::vector<FieldInfo> fields;  // one, or the members of a STRUCT
  bool is_struct = false;
};

std::vector<DuckdbColumn> duckdb_columns(RecordType type);

// "VARCHAR", "STRUCT(...)"
std::string column_type_sql(const DuckdbColumn& column);

// What COMMENT ON COLUMN says of it: meaning, unit, example.
std::string column_comment(const DuckdbColumn& column);

// CREATE TABLE "name" (...)
std::string create_table_sql(const std::string& name, RecordType type);

// What a table or a view of this type holds.
std::string_view records_meaning(RecordType type);

// COMMENT ON, for a table ("TABLE") or a view ("VIEW"), for a column, for all columns of a record type.
std::string comment_sql(const std::string& what, const std::string& name, const std::string& comment);
std::string column_comment_sql(const std::string& table, const std::string& column, const std::string& comment);
std::string column_comments_sql(const std::string& table, RecordType type);

// Points a state's view to the table of a run.
std::string serve_table_sql(const std::string& alias, const std::string& table, RecordType type);

// The same columns as types of a data chunk.
class DuckdbTypes {
 public:
  explicit DuckdbTypes(RecordType type);
  ~DuckdbTypes();
  DuckdbTypes(const DuckdbTypes&) = delete;
  DuckdbTypes& operator=(const DuckdbTypes&) = delete;
  duckdb_logical_type* data() { return types_.data(); }
  idx_t size() const { return types_.size(); }

 private:
  std::vector<duckdb_logical_type> types_;
};

}  // namespace sfi
