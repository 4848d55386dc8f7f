// DuckDB's C API with owners for its handles and its errors turned into ours.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "database/duckdb_api.h"
#include "database/handover.h"
#include "database/spill_folder.h"

namespace sfi {

// 'it''s' and "a table"
std::string sql_text(std::string_view text);
std::string sql_name(std::string_view name);

// What a file's storage can be, each by the first DuckDB that can open it.
std::span<const std::string_view> storage_versions();
inline constexpr std::string_view kDefaultStorage = "v1.4.0";

struct DuckdbAccess {
  std::string storage{kDefaultStorage};  // of a new file; one that is there keeps its own
  bool read_only = false;
  bool locked = false;           // no SQL can reach other files or change a setting
  std::string temporary_folder;  // for what memory does not hold; of a file that is written to it is beside the file
};

// One file, opened once for the whole program; any number of connections to it, each for one thread.
class DuckdbDatabase {
 public:
  // Opens the file, creating it when it does not exist; without a name the database is in memory only. Throws Refused
  // or RunFailed, with a clear message for a locked file, a file of a newer version and a file that is not a database.
  DuckdbDatabase(const std::filesystem::path& file, std::uint64_t memory_bytes, unsigned threads,
                 const DuckdbAccess& access = {});
  ~DuckdbDatabase();
  DuckdbDatabase(const DuckdbDatabase&) = delete;
  DuckdbDatabase& operator=(const DuckdbDatabase&) = delete;

  const std::string& file() const { return file_; }
  duckdb_database handle() const { return database_; }

 private:
  std::string file_;
  std::optional<WriterClaim> claim_;  // of a file that is written to; longer than it is open
  std::optional<SpillFolder> spill_;
  duckdb_database database_ = nullptr;
};

class DuckdbConnection {
 public:
  explicit DuckdbConnection(std::shared_ptr<const DuckdbDatabase> database);
  ~DuckdbConnection();
  DuckdbConnection(const DuckdbConnection&) = delete;
  DuckdbConnection& operator=(const DuckdbConnection&) = delete;

  duckdb_connection handle() const { return connection_; }

  // Throws RunFailed with DuckDB's own words.
  void run(const std::string& sql);
  // The answer to a SELECT. All values as text; nothing for NULL.
  std::vector<std::vector<std::optional<std::string>>> rows(const std::string& sql);
  // The same with a value for each of $1, $2 and so on, which are texts to DuckDB.
  std::vector<std::vector<std::optional<std::string>>> rows(const std::string& sql,
                                                            const std::vector<std::string>& values);
  void run(const std::string& sql, const std::vector<std::string>& values);
  std::optional<std::string> value(const std::string& sql);
  // Why DuckDB would not run this statement, in its own words; nothing when it would. Runs nothing.
  std::optional<std::string> mistake_in(const std::string& sql);

  // Throws RunFailed for an answer of DuckDB's.
  [[noreturn]] void fail(std::string_view reason) const;

 private:
  std::shared_ptr<const DuckdbDatabase> database_;
  duckdb_connection connection_ = nullptr;
};

}  // namespace sfi
