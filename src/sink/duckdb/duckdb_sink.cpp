#include "sink/duckdb/duckdb_sink.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "base/memory.h"
#include "database/common_views.h"
#include "database/schema.h"
#include "sink/duckdb/duckdb_run.h"

namespace sfi {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRunTable = "state_fin_runs";

// Compressing is done by the thread that hands over the rows. Threads of DuckDB's own would take a part of it
// only while that one waits for them, spinning.
constexpr unsigned kThreads = 1;

struct RunColumn {
  const char* name;
  const char* type;
  const char* meaning;
};
constexpr RunColumn kRunColumns[] = {
    {"run", "VARCHAR PRIMARY KEY", "State, start and environment of the run"},
    {"state", "VARCHAR", "The state's two small letters"},
    {"env", "VARCHAR", "--env of the run"},
    {"started", "TIMESTAMP", "UTC"},
    {"finished", "TIMESTAMP", "UTC"},
    {"program_version", "VARCHAR", "Version of state-fin-ingest"},
    {"definition_hash", "VARCHAR", "Hash of the definition that made the data"},
    {"contribs_table", "VARCHAR", "Table with the contributions; NULL when not loaded or no longer kept"},
    {"reports_table", "VARCHAR", "Table with the reports; NULL when not loaded or no longer kept"},
    {"contribs", "BIGINT", "How many contributions"},
    {"reports", "BIGINT", "How many reports"},
    {"summary", "JSON", "The account of the run, as --summary writes it"},
};

void create_run_table(DuckdbConnection& connection) {
  std::string columns, comments;
  for (const RunColumn& column : kRunColumns) {
    columns += fmt::format("{}{} {}", columns.empty() ? "" : ", ", column.name, column.type);
    comments += column_comment_sql(kRunTable, column.name, column.meaning);
  }
  connection.run(fmt::format("CREATE TABLE {} ({});{}{}", kRunTable, columns,
                             comment_sql("TABLE", kRunTable, "One row for each run that was promoted."), comments));
}

bool is_there(const fs::path& file) {
  std::error_code error;
  return fs::exists(file, error);
}

}  // namespace

std::optional<std::string> served_table(DuckdbConnection& connection, const std::string& alias) {
  const auto sql =
      connection.value(fmt::format("SELECT sql FROM duckdb_views() WHERE view_name = {}", sql_text(alias)));
  if (!sql) return std::nullopt;
  const std::size_t from = sql->rfind(" FROM ");
  if (from == std::string::npos) return std::nullopt;
  std::string table = sql->substr(from + 6);
  std::erase_if(table, [](char c) { return c == '"' || c == ';' || c == ' ' || c == '\n'; });
  return table;
}

namespace {

RecordType type_of(const std::string& state, const std::string& env, const std::string& alias) {
  return alias == alias_name(state, RecordType::contribs, env) ? RecordType::contribs : RecordType::reports;
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

DuckdbSink::DuckdbSink(fs::path file, Options options) : file_(std::move(file)), options_(options) {}

DuckdbSink::~DuckdbSink() {
  database_.reset();
  if (!created_) return;
  std::error_code error;
  fs::remove(file_, error);
  fs::remove(fs::path(file_.string() + ".wal"), error);
}

void DuckdbSink::preflight() {
  check_place();
  check_memory();
  if (is_there(file_)) database();
}

// DuckDB crashes where an allocation fails at a bad moment, so there must be room from the begin. Each
// thread that works with it has a stack and an arena.
void DuckdbSink::check_memory() const {
  constexpr std::uint64_t kLibrary = 256'000'000;
  constexpr std::uint64_t kThread = 80'000'000;
  const std::uint64_t needed = kLibrary + options_.memory_bytes + options_.callers * kThread;
  const std::uint64_t there = address_space_limit();
  if (there >= needed) return;
  throw Refused(fmt::format("{}: DuckDB and the {} threads that work with it may need {} MB of memory, but 'ulimit "
                            "-v' allows {} MB.",
                            file_.string(), options_.callers, needed / 1'000'000, there / 1'000'000),
                "Raise it, or run with fewer --jobs, less --memory, or --sink ndjson.");
}

void DuckdbSink::check_place() const {
  std::error_code error;
  if (fs::is_directory(file_, error)) {
    throw Refused(fmt::format("{}: is a folder.", file_.string()), "Give a file's name with --database.");
  }
  if (is_there(file_)) return;
  const fs::path folder = fs::absolute(file_).parent_path();
  if (!fs::is_directory(folder, error)) {
    throw Refused(fmt::format("{}: the folder {} does not exist.", file_.string(), folder.string()),
                  "Create it first.");
  }
  if (::access(folder.c_str(), W_OK) != 0) {
    throw Refused(fmt::format("{}: the folder {} cannot be written to: {}.", file_.string(), folder.string(),
                              std::strerror(errno)));
  }
}

std::shared_ptr<const DuckdbDatabase> DuckdbSink::database() {
  const std::lock_guard lock(opening_);
  if (!database_) {
    const bool is_new = !is_there(file_);
    database_ = std::make_shared<const DuckdbDatabase>(file_, options_.memory_bytes, kThreads);
    created_ = is_new;
    renew_common_views();
  }
  return database_;
}

// What a run that was killed right after its promotion, or an older version, has left undone.
void DuckdbSink::renew_common_views() const {
  DuckdbConnection connection(database_);
  if (has_runs(connection)) refresh_common_views(connection);
}

std::unique_ptr<SinkRun> DuckdbSink::begin(const RunInfo& run) {
  auto opened = database();
  {
    // Before the run's own transaction, so that states that run side by side do not both create it.
    const std::lock_guard lock(promotions_);
    DuckdbConnection connection(opened);
    if (!has_runs(connection)) create_run_table(connection);
  }
  return std::make_unique<DuckdbRun>(*this, std::move(opened), run);
}

void DuckdbSink::finish() {
  if (!database_) return;
  try {
    DuckdbConnection(database_).run("CHECKPOINT");
  } catch (const RunFailed& failed) {
    const std::string more = failed.advice().empty() ? "" : failed.advice() + "\n  ";
    throw RunFailed(failed.what(),
                    more + fmt::format("What was promoted is served, from {}.wal as well: leave that beside "
                                       "the file until a later command has taken it in.",
                                       file_.string()));
  }
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
  if (!has_runs(connection)) return runs;
  for (const RecordType type : kRecordTypes) {
    const auto rows =
        connection.rows(fmt::format("SELECT state, env, {0}_table, {0}, program_version FROM state_fin_runs "
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
    connection.run(serve_table_sql(move.alias, move.to, type_of(state, env, move.alias)));
  }
  connection.run("COMMIT");
  connection.run("CHECKPOINT");
  return moves;
}

void DuckdbSink::remove(const StoredRun& run) {
  DuckdbConnection connection = connect_existing();
  connection.run("BEGIN TRANSACTION");
  connection.run(fmt::format("DROP TABLE IF EXISTS {}", sql_name(run.name)));
  connection.run(fmt::format("UPDATE state_fin_runs SET {0}_table = NULL WHERE {0}_table = {1}", to_string(run.type),
                             sql_text(run.name)));
  connection.run("COMMIT");
  connection.run("CHECKPOINT");
}

}  // namespace sfi
