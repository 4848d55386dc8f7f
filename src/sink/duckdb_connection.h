// DuckDB's C API with owners for its handles and its errors turned into ours.
#pragma once

#include <duckdb.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sfi {

// 'it''s' and "a table"
std::string sql_text(std::string_view text);
std::string sql_name(std::string_view name);

class DuckdbConnection {
 public:
  // Opens the file, creating it when it does not exist. Throws Refused or RunFailed with plain words
  // for a locked file, a file of a newer version and a file that is no database.
  DuckdbConnection(const std::filesystem::path& file, std::uint64_t memory_bytes, unsigned threads);
  ~DuckdbConnection();
  DuckdbConnection(const DuckdbConnection&) = delete;
  DuckdbConnection& operator=(const DuckdbConnection&) = delete;

  duckdb_connection handle() const { return connection_; }

  // Throws RunFailed with DuckDB's own words.
  void run(const std::string& sql);
  // All values as text; nothing for NULL.
  std::vector<std::vector<std::optional<std::string>>> rows(const std::string& sql);
  std::optional<std::string> value(const std::string& sql);

 private:
  std::string file_;
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

}  // namespace sfi
