#include "sink/duckdb/duckdb_sink.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "sink/duckdb/duckdb_run.h"

namespace sfi {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCreateRunTable =
    "CREATE TABLE IF NOT EXISTS state_fin_runs (run VARCHAR PRIMARY KEY, state VARCHAR, env VARCHAR, "
    "started TIMESTAMP, finished TIMESTAMP, program_version VARCHAR, definition_hash VARCHAR, "
    "contribs_table VARCHAR, reports_table VARCHAR, contribs BIGINT, reports BIGINT, summary JSON)";

bool is_there(const fs::path& file) {
  std::error_code error;
  return fs::exists(file, error);
}

// The table that the view selects from, or nothing.
std::optional<std::string> served_table(DuckdbConnection& connection, const std::string& alias) {
  const auto sql = connection.value(
      fmt::format("SELECT sql FROM duckdb_views() WHERE view_name = {}", sql_text(alias)));
  if (!sql) return std::nullopt;
  const std::size_t from = sql->rfind(" FROM ");
  if (from == std::string::npos) return std::nullopt;
  std::string table = sql->substr(from + 6);
  std::erase_if(table, [](char c) { return c == '"' || c == ';' || c == ' ' || c == '\n'; });
  return table;
}

StoredRun stored_run(const std::vector<std::optional<std::string>>& row, RecordType type) {
  StoredRun run;
  run.state = *row[0];
  run.env = *row[1];
  run.type = type;
  run.name = *row[2];
  run.records = std::stoull(row[3].value_or("0"));
  run.program_version = row[4].value_or("");
  run.alias = alias_name(run.state, type, run.env);
  // "tx_contribs_STAMP_dev"
  const std::size_t begin = run.state.size() + to_string(type).size() + 2;
  run.started = run.name.substr(begin, run.name.size() - begin - run.env.size() - 1);
  return run;
}

}  // namespace

DuckdbSink::DuckdbSink(fs::path file, Options options)
    : file_(std::move(file)), options_(options) {}

DuckdbSink::~DuckdbSink() {
  database_.reset();
  if (!created_) return;
  std::error_code error;
  fs::remove(file_, error);
  fs::remove(fs::path(file_.string() + ".wal"), error);
}

void DuckdbSink::preflight() {
  check_place();
  if (is_there(file_)) database();
}

void DuckdbSink::check_place() const {
  std::error_code error;
  if (fs::is_directory(file_, error)) {
    throw Refused(fmt::format("{}: is a folder.", file_.string()),
                  "Give a file's name with --database.");
  }
  if (is_there(file_)) return;
  const fs::path folder = fs::absolute(file_).parent_path();
  if (!fs::is_directory(folder, error)) {
    throw Refused(fmt::format("{}: the folder {} does not exist.", file_.string(), folder.string()),
                  "Create it first.");
  }
  if (::access(folder.c_str(), W_OK) != 0) {
    throw Refused(fmt::format("{}: the folder {} cannot be written to: {}.", file_.string(),
                              folder.string(), std::strerror(errno)));
  }
}

std::shared_ptr<const DuckdbDatabase> DuckdbSink::database() {
  const std::lock_guard lock(opening_);
  if (!database_) {
    const bool is_new = !is_there(file_);
    database_ = std::make_shared<const DuckdbDatabase>(file_, options_.memory_bytes, options_.threads);
    created_ = is_new;
  }
  return database_;
}

std::unique_ptr<SinkRun> DuckdbSink::begin(const RunInfo& run) {
  auto opened = database();
  {
    // Before the run's own transaction, so that states that run side by side do not both create it.
    const std::lock_guard lock(promotions_);
    DuckdbConnection(opened).run(kCreateRunTable);
  }
  return std::make_unique<DuckdbRun>(*this, std::move(opened), run);
}

void DuckdbSink::finish() {
  if (database_) DuckdbConnection(database_).run("CHECKPOINT");
}

DuckdbConnection DuckdbSink::connect_existing() {
  if (!is_there(file_)) {
    throw Refused(fmt::format("{}: there is no such database.", file_.string()),
                  "Name it with --database, or load a state first.");
  }
  check_place();
  return DuckdbConnection(database());
}

std::vector<StoredRun> DuckdbSink::runs(const std::string& env) {
  DuckdbConnection connection = connect_existing();
  std::vector<StoredRun> runs;
  if (!connection.value("SELECT table_name FROM duckdb_tables() WHERE table_name = 'state_fin_runs'")) {
    return runs;
  }
  for (const RecordType type : kRecordTypes) {
    const auto rows = connection.rows(
        fmt::format("SELECT state, env, {0}_table, {0}, program_version FROM state_fin_runs "
                    "WHERE env = {1} AND {0}_table IS NOT NULL ORDER BY state, run",
                    to_string(type), sql_text(env)));
    for (const auto& row : rows) {
      StoredRun run = stored_run(row, type);
      const bool served = served_table(connection, run.alias) == run.name;
      run.status = served ? StoredRun::Status::served : StoredRun::Status::kept;
      runs.push_back(std::move(run));
    }
  }
  return runs;
}

std::vector<MovedAlias> DuckdbSink::rollback(const std::string& state, const std::string& env) {
  const std::vector<MovedAlias> moves = moves_back(runs(env), state);
  DuckdbConnection connection = connect_existing();
  connection.run("BEGIN TRANSACTION");
  for (const MovedAlias& move : moves) {
    connection.run(fmt::format("CREATE OR REPLACE VIEW {} AS SELECT * FROM {}", sql_name(move.alias),
                               sql_name(move.to)));
  }
  connection.run("COMMIT");
  connection.run("CHECKPOINT");
  return moves;
}

void DuckdbSink::remove(const StoredRun& run) {
  DuckdbConnection connection = connect_existing();
  connection.run("BEGIN TRANSACTION");
  connection.run(fmt::format("DROP TABLE IF EXISTS {}", sql_name(run.name)));
  connection.run(fmt::format("UPDATE state_fin_runs SET {0}_table = NULL WHERE {0}_table = {1}",
                             to_string(run.type), sql_text(run.name)));
  connection.run("COMMIT");
  connection.run("CHECKPOINT");
}

}  // namespace sfi
