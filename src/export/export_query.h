// The rows to export, as SQL.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/units.h"
#include "database/connection.h"
#include "record/schema.h"

namespace sfi {

struct ExportFilter {
  std::vector<std::string> chambers;    // lower, upper, unicameral
  std::vector<std::string> districts;   // numbers or names
  std::vector<std::string> candidates;  // ids or parts of names
  std::optional<Day> since;
  std::optional<Day> until;
  std::string where;  // the user's condition
};

class ExportQuery {
 public:
  // `views`: the states' views of that type.
  ExportQuery(RecordType type, const std::vector<std::string>& views, const ExportFilter& filter);

  // Throws UsageError if `where` is not a single condition on existing columns.
  void check(DuckdbConnection& connection) const;

  // The columns of duckdb_columns(type), sorted by date and id.
  std::string rows_sql() const;
  // One row: count, sum of amounts (NULL for reports), first and last date.
  std::string totals_sql() const;
  // Names and ids of the candidates, sorted by name, at most `limit`.
  std::string candidates_sql(std::size_t limit) const;

 private:
  RecordType type_;
  std::string from_;
  std::string where_;
  std::string user_where_;
};

}  // namespace sfi
