#include "sink/duckdb/count_ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "database/stream.h"

namespace sfi {
namespace {

// What is looked at in one reading of the table: 16 MB of hashes, or some 20 MB of ids.
constexpr std::uint64_t kHashesAtOnce = 2'000'000;
constexpr std::uint64_t kIdsAtOnce = 250'000;

struct Table {
  std::string name;
  std::string id;
};

// The rows whose ids' hashes leave this remainder.
std::string share_sql(const Table& table, std::uint64_t shares, std::uint64_t share) {
  return fmt::format("FROM {1} WHERE hash({0}) % {2} = {3}", table.id, table.name, shares, share);
}

void read_hashes(DuckdbConnection& connection, const std::string& sql, std::vector<std::uint64_t>& hashes) {
  hashes.clear();
  DuckdbStream stream(connection, sql);
  while (const duckdb_data_chunk chunk = stream.next()) {
    const void* column = duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, 0));
    const auto* values = static_cast<const std::uint64_t*>(column);
    hashes.insert(hashes.end(), values, values + duckdb_data_chunk_get_size(chunk));
  }
}

// The number of records if no two ids have the same hash and all therefore differ; otherwise nothing.
std::optional<std::uint64_t> count_by_hashes(DuckdbConnection& connection, const Table& table, std::uint64_t expected) {
  const std::uint64_t shares = 1 + expected / kHashesAtOnce;
  std::vector<std::uint64_t> hashes;
  hashes.reserve(expected / shares);
  std::uint64_t records = 0;
  for (std::uint64_t share = 0; share < shares; ++share) {
    read_hashes(connection, fmt::format("SELECT hash({}) {}", table.id, share_sql(table, shares, share)), hashes);
    std::sort(hashes.begin(), hashes.end());
    if (std::adjacent_find(hashes.begin(), hashes.end()) != hashes.end()) return std::nullopt;
    records += hashes.size();
  }
  return records;
}

SinkRun::Count count_one_by_one(DuckdbConnection& connection, const Table& table, std::uint64_t expected) {
  SinkRun::Count count;
  const std::uint64_t shares = 1 + expected / kIdsAtOnce;
  for (std::uint64_t share = 0; share < shares; ++share) {
    const auto counted = connection.rows(
        fmt::format("SELECT count(*), count(DISTINCT {}) {}", table.id, share_sql(table, shares, share)));
    count.records += std::stoull(*counted[0][0]);
    count.distinct += std::stoull(*counted[0][1]);
  }
  if (count.records == count.distinct) return count;
  for (const auto& row : connection.rows(fmt::format(
           "SELECT {0} FROM {1} GROUP BY {0} HAVING count(*) > 1 ORDER BY {0} LIMIT 5", table.id, table.name))) {
    count.repeated_ids.push_back(row[0].value_or(""));
  }
  return count;
}

}  // namespace

SinkRun::Count count_ids(DuckdbConnection& connection, const std::string& table, std::string_view column,
                         std::uint64_t expected) {
  const Table source{sql_name(table), sql_name(column)};
  if (const auto records = count_by_hashes(connection, source, expected)) return {*records, *records, {}, {}};
  return count_one_by_one(connection, source, expected);
}

}  // namespace sfi
