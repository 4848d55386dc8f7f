// What is exported, as SQL.
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
  std::string where;  // of the user's
};

class ExportQuery {
 public:
  // `views`: the states' views of that type.
  ExportQuery(RecordType type, const std::vector<std::string>& views, const ExportFilter& filter);

  // Throws UsageError when `where` is not one condition on the columns there are.
  void check(DuckdbConnection& connection) const;

  // The columns of duckdb_columns(type), by date and id.
  std::string rows_sql() const;
  // One row: count, sum of the amounts (NULL for reports), first and last date.
  std::string totals_sql() const;
  // The candidates: name and id, by name, at most `limit`.
  std::string candidates_sql(std::size_t limit) const;

 private:
  RecordType type_;
  std::string from_;
  std::string where_;
  std::string user_where_;
};

}  // namespace sfi
