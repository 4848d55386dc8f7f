#include "database/connection.h"

#include <fmt/format.h>

#include "base/error.h"
#include "database/duckdb_error.h"

namespace sfi {
namespace {

std::string quoted(std::string_view text, char quote) {
  std::string result(1, quote);
  for (const char c : text) {
    if (c == quote) result += quote;
    result += c;
  }
  return result + quote;
}

class Config {
 public:
  Config() { duckdb_create_config(&config_); }
  ~Config() { duckdb_destroy_config(&config_); }
  Config(const Config&) = delete;
  Config& operator=(const Config&) = delete;
  void set(const char* name, const std::string& value) {
    if (duckdb_set_config(config_, name, value.c_str()) != DuckDBSuccess) {
      throw RunFailed(fmt::format("DuckDB does not take the setting {} = {}.", name, value));
    }
  }
  duckdb_config get() const { return config_; }

 private:
  duckdb_config config_ = nullptr;
};

class Result {
 public:
  ~Result() { duckdb_destroy_result(&result_); }
  Result() = default;
  Result(const Result&) = delete;
  Result& operator=(const Result&) = delete;
  duckdb_result* get() { return &result_; }

 private:
  duckdb_result result_{};
};

// A statement with its values bound: no value is ever a part of the SQL.
class Prepared {
 public:
  Prepared(const DuckdbConnection& connection, const std::string& sql, const std::vector<std::string>& values) {
    // The destructor does not run for what is thrown here.
    if (!is_ready(connection, sql, values)) {
      const char* words = duckdb_prepare_error(statement_);
      const std::string reason = words == nullptr ? "a value could not be bound" : words;
      duckdb_destroy_prepare(&statement_);
      connection.fail(reason);
    }
  }
  ~Prepared() { duckdb_destroy_prepare(&statement_); }
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;
  void execute(const DuckdbConnection& connection, Result& result) {
    if (duckdb_execute_prepared(statement_, result.get()) != DuckDBSuccess) {
      connection.fail(duckdb_result_error(result.get()));
    }
  }

 private:
  bool is_ready(const DuckdbConnection& connection, const std::string& sql, const std::vector<std::string>& values) {
    if (duckdb_prepare(connection.handle(), sql.c_str(), &statement_) != DuckDBSuccess) return false;
    for (idx_t i = 0; i < values.size(); ++i) {
      if (duckdb_bind_varchar_length(statement_, i + 1, values[i].data(), values[i].size()) != DuckDBSuccess) {
        return false;
      }
    }
    return true;
  }

  duckdb_prepared_statement statement_ = nullptr;
};

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::optional<std::string> text_at(duckdb_vector column, idx_t row) {
  std::uint64_t* validity = duckdb_vector_get_validity(column);
  if (validity != nullptr && !duckdb_validity_row_is_valid(validity, row)) return std::nullopt;
  duckdb_string_t* text = static_cast<duckdb_string_t*>(duckdb_vector_get_data(column)) + row;
  return std::string(duckdb_string_t_data(text), duckdb_string_t_length(*text));
}

void append_rows(duckdb_data_chunk chunk, std::vector<std::vector<std::optional<std::string>>>& rows) {
  for (idx_t row = 0; row < duckdb_data_chunk_get_size(chunk); ++row) {
    auto& values = rows.emplace_back();
    for (idx_t column = 0; column < duckdb_data_chunk_get_column_count(chunk); ++column) {
      values.push_back(text_at(duckdb_data_chunk_get_vector(chunk, column), row));
    }
  }
}

std::vector<std::vector<std::optional<std::string>>> all_rows(Result& result) {
  std::vector<std::vector<std::optional<std::string>>> rows;
  while (duckdb_data_chunk chunk = duckdb_fetch_chunk(*result.get())) {
    append_rows(chunk, rows);
    duckdb_destroy_data_chunk(&chunk);
  }
  return rows;
}

// How the DuckDB that made a file can make one of it that is read here.
std::string copy_advice(const std::filesystem::path& file) {
  const std::filesystem::path older = file.parent_path() / (file.stem().string() + "-older.duckdb");
  return fmt::format(
      "Name another file with --database, or copy it with the DuckDB that made it: ATTACH {} AS newer (READ_ONLY); "
      "ATTACH {} AS older (STORAGE_VERSION '{}'); COPY FROM DATABASE newer TO older;",
      sql_text(file.string()), sql_text(older.string()), kDefaultStorage);
}

[[noreturn]] void throw_open_error(const std::string& file, const std::string& reason) {
  if (contains(reason, "lock on file") || contains(reason, "Conflicting lock")) {
    throw DatabaseInUse(fmt::format("{}: another program has the database open. DuckDB says: {}", file, reason),
                        "Close it there (a notebook, a shell, another run), then run again.");
  }
  if (contains(reason, "not a valid DuckDB database")) {
    throw Refused(fmt::format("{}: is not a DuckDB database.", file),
                  "Name another file with --database; this one was not touched.");
  }
  if (contains(reason, "newer version")) {
    throw Refused(
        fmt::format("{}: made by a newer DuckDB than {}, which is built in. DuckDB says: {}", file,
                    std::string_view(duckdb_library_version()).substr(1), reason.substr(0, reason.find('\n'))),
        copy_advice(file));
  }
  if (contains(reason, "storage version")) {
    throw Refused(fmt::format("{}: was written by another version of DuckDB. DuckDB says: {}", file, reason),
                  "Name another file with --database, or export it with the DuckDB that wrote it.");
  }
  throw RunFailed(fmt::format("{}: cannot be opened. DuckDB says: {}", file, duckdb_words(reason)));
}

}  // namespace

std::span<const std::string_view> storage_versions() {
  // Not v1.3.0: DuckDB 1.3.2 opens such a file written by 2.0, and shows NULL for texts.
  static constexpr std::string_view kVersions[] = {"v1.0.0", "v1.2.0", "v1.4.0", "v1.5.0", "v2.0.0"};
  return kVersions;
}

std::string sql_text(std::string_view text) {
  return quoted(text, '\'');
}
std::string sql_name(std::string_view name) {
  return quoted(name, '"');
}

DuckdbDatabase::DuckdbDatabase(const std::filesystem::path& file, std::uint64_t memory_bytes, unsigned threads,
                               const DuckdbAccess& access)
    : file_(file.string()) {
  Config config;
  if (access.read_only) config.set("access_mode", "READ_ONLY");
  // Of names that are not absolute DuckDB takes some for another thing than a file: ":memory:", "~x", "md:x".
  const std::filesystem::path path = file.empty() ? file : std::filesystem::absolute(file);
  const bool has_folder = !file.empty() && !access.read_only;
  config.set("temp_directory", has_folder ? SpillFolder::path_beside(path) : access.temporary_folder);
  if (!std::filesystem::exists(file)) config.set("storage_compatibility_version", access.storage);
  config.set("memory_limit", fmt::format("{}B", memory_bytes));
  // Returns freed memory to the system early: the process then stays near the limit.
  config.set("allocator_flush_threshold", "1MB");
  config.set("allocator_bulk_deallocation_flush_threshold", "4MB");
  config.set("threads", std::to_string(threads));
  // Nothing is ever fetched from the network.
  config.set("autoinstall_known_extensions", "false");
  config.set("autoload_known_extensions", "false");
  if (access.locked) {
    config.set("enable_external_access", "false");
    config.set("lock_configuration", "true");
  }
  if (has_folder) claim_.emplace(path);
  char* error = nullptr;
  if (duckdb_open_ext(path.c_str(), &database_, config.get(), &error) != DuckDBSuccess) {
    const std::string reason = error == nullptr ? "unknown error" : error;
    duckdb_free(error);
    throw_open_error(file_, reason);
  }
  if (has_folder) spill_.emplace(path);
}

DuckdbDatabase::~DuckdbDatabase() {
  duckdb_close(&database_);
}

DuckdbConnection::DuckdbConnection(std::shared_ptr<const DuckdbDatabase> database) : database_(std::move(database)) {
  if (duckdb_connect(database_->handle(), &connection_) != DuckDBSuccess) {
    throw RunFailed(fmt::format("{}: DuckDB gives no connection.", database_->file()));
  }
}

DuckdbConnection::~DuckdbConnection() {
  duckdb_disconnect(&connection_);
}

void DuckdbConnection::run(const std::string& sql) {
  Result result;
  if (duckdb_query(connection_, sql.c_str(), result.get()) != DuckDBSuccess) {
    fail(duckdb_result_error(result.get()));
  }
}

std::vector<std::vector<std::optional<std::string>>> DuckdbConnection::rows(const std::string& sql) {
  Result result;
  // DuckDB itself turns values into text: chunks hold them in its own form.
  const std::string as_text = fmt::format("SELECT COLUMNS(*)::VARCHAR FROM ({})", sql);
  if (duckdb_query(connection_, as_text.c_str(), result.get()) != DuckDBSuccess) {
    fail(duckdb_result_error(result.get()));
  }
  return all_rows(result);
}

std::vector<std::vector<std::optional<std::string>>> DuckdbConnection::rows(const std::string& sql,
                                                                            const std::vector<std::string>& values) {
  Result result;
  Prepared(*this, fmt::format("SELECT COLUMNS(*)::VARCHAR FROM ({})", sql), values).execute(*this, result);
  return all_rows(result);
}

void DuckdbConnection::run(const std::string& sql, const std::vector<std::string>& values) {
  Result result;
  Prepared(*this, sql, values).execute(*this, result);
}

void DuckdbConnection::fail(std::string_view reason) const {
  throw_duckdb_error(database_->file(), reason);
}

std::optional<std::string> DuckdbConnection::mistake_in(const std::string& sql) {
  duckdb_prepared_statement statement = nullptr;
  std::optional<std::string> mistake;
  if (duckdb_prepare(connection_, sql.c_str(), &statement) != DuckDBSuccess) {
    mistake = duckdb_prepare_error(statement);
  }
  duckdb_destroy_prepare(&statement);
  return mistake;
}

std::optional<std::string> DuckdbConnection::value(const std::string& sql) {
  const auto found = rows(sql);
  if (found.empty() || found.front().empty()) return std::nullopt;
  return found.front().front();
}

}  // namespace sfi
