#include "sink/duckdb/duckdb_sink.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "base/memory.h"
#include "database/common_views.h"
#include "database/run_table.h"
#include "database/schema.h"
#include "database/transaction.h"
#include "sink/duckdb/duckdb_run.h"

namespace sfi {
namespace {

namespace fs = std::filesystem;

// Compressing is done by the thread that hands over the rows. Threads of DuckDB's own would take a part of it
// only while that one waits for them, spinning.
constexpr unsigned kThreads = 1;

bool is_there(const fs::path& file) {
  std::error_code error;
  return fs::exists(file, error);
}

RecordType type_of(const std::string& state, const std::string& env, const std::string& alias) {
  return alias == alias_name(state, RecordType::contribs, env) ? RecordType::contribs : RecordType::reports;
}

StoredRun stored_run(const PromotedRun& run, RecordType type, const PromotedTable& table) {
  StoredRun stored;
  stored.state = run.state;
  stored.env = run.env;
  stored.type = type;
  stored.started = run.started;
  stored.name = table.name;
  stored.alias = alias_name(run.state, type, run.env);
  stored.records = table.records;
  stored.program_version = run.program_version;
  return stored;
}

}  // namespace

DuckdbSink::DuckdbSink(fs::path file, Options options) : file_(std::move(file)), options_(std::move(options)) {}

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

// DuckDB crashes if an allocation fails at a bad moment, so there must be room from the start. Version 2.0 with three
// threads maps up to 870 MB of addresses, most of them never used; each thread has a stack and an arena.
void DuckdbSink::check_memory() const {
  constexpr std::uint64_t kLibrary = 640'000'000;
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
    DuckdbAccess access;
    access.storage = options_.storage;
    database_ = std::make_shared<const DuckdbDatabase>(file_, options_.memory_bytes, kThreads, access);
    created_ = is_new;
    renew_common_views();
  }
  return database_;
}

// What a run that was killed right after its promotion, or an older version, has left undone.
void DuckdbSink::renew_common_views() const {
  DuckdbConnection connection(database_);
  if (RunTable(connection).exists()) refresh_common_views(connection);
}

std::unique_ptr<SinkRun> DuckdbSink::begin(const RunInfo& run) {
  auto opened = database();
  {
    // Before the run's own transaction: two states that run in parallel must not both create it.
    const std::lock_guard lock(promotions_);
    DuckdbConnection connection(opened);
    RunTable runs(connection);
    if (!runs.exists()) runs.create();
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
  const RunTable table(connection);
  std::vector<StoredRun> stored;
  if (!table.exists()) return stored;
  const std::vector<PromotedRun> runs = table.runs(env);
  for (const RecordType type : kRecordTypes) {
    for (const PromotedRun& run : runs) {
      const auto kept = run.tables.find(type);
      if (kept == run.tables.end()) continue;
      StoredRun& added = stored.emplace_back(stored_run(run, type, kept->second));
      const bool is_served = table.served_table(added.alias) == added.name;
      added.status = is_served ? StoredRun::Status::served : StoredRun::Status::kept;
    }
  }
  return stored;
}

std::vector<MovedAlias> DuckdbSink::rollback(const std::string& state, const std::string& env) {
  const std::vector<MovedAlias> moves = moves_back(runs(env), state);
  DuckdbConnection connection = connect_existing();
  DuckdbTransaction transaction(connection);
  for (const MovedAlias& move : moves) {
    connection.run(serve_table_sql(move.alias, move.to, type_of(state, env, move.alias)));
  }
  transaction.commit();
  connection.run("CHECKPOINT");
  return moves;
}

void DuckdbSink::remove(const StoredRun& run) {
  DuckdbConnection connection = connect_existing();
  DuckdbTransaction transaction(connection);
  RunTable(connection).drop(run.type, run.name);
  transaction.commit();
  connection.run("CHECKPOINT");
}

}  // namespace sfi
