// The answer to a query in chunks, as DuckDB makes them: it is never in memory as a whole.
#pragma once

#include <string>

#include "database/connection.h"
#include "database/duckdb_api.h"

namespace sfi {

class DuckdbStream {
 public:
  // Works until the first chunk is there. Throws RunFailed, or Interrupted after a signal.
  DuckdbStream(DuckdbConnection& connection, const std::string& sql);
  ~DuckdbStream();
  DuckdbStream(const DuckdbStream&) = delete;
  DuckdbStream& operator=(const DuckdbStream&) = delete;

  // Valid until the next call; nullptr after the last one.
  duckdb_data_chunk next();

 private:
  explicit DuckdbStream(DuckdbConnection& connection) : connection_(connection) {}
  void prepare(const std::string& sql);
  bool work();
  duckdb_data_chunk fetch();
  void stop() noexcept;

  DuckdbConnection& connection_;
  duckdb_prepared_statement statement_ = nullptr;
  duckdb_pending_result pending_ = nullptr;
  duckdb_result result_{};
  bool has_result_ = false;
  duckdb_data_chunk chunk_ = nullptr;
};

}  // namespace sfi
