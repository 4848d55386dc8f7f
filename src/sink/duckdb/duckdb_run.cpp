#include "sink/duckdb/duckdb_run.h"

#include <fmt/format.h>

#include <numeric>

#include "base/error.h"
#include "sink/duckdb/common_views.h"
#include "sink/duckdb/duckdb_block.h"

namespace sfi {
namespace {

// Rows that the appender holds before they go into the table: bounds its memory. They are ten full vectors of
// DuckDB's, because for a vector that is filled in two steps it keeps 16 bytes a row until the transaction ends.
constexpr std::uint64_t kFlushRows = 20'480;

constexpr std::uint64_t kDistinctAtOnce = 250'000;

std::string table_column(RecordType type) { return fmt::format("{}_table", to_string(type)); }

void drop_rows_before(idx_t first, duckdb_data_chunk chunk) {
  const idx_t rows = duckdb_data_chunk_get_size(chunk) - first;
  duckdb_selection_vector rest = duckdb_create_selection_vector(rows);
  std::iota(duckdb_selection_vector_get_data_ptr(rest), duckdb_selection_vector_get_data_ptr(rest) + rows, first);
  for (idx_t i = 0; i < duckdb_data_chunk_get_column_count(chunk); ++i) {
    duckdb_slice_vector(duckdb_data_chunk_get_vector(chunk, i), rest, rows);
  }
  duckdb_destroy_selection_vector(rest);
  duckdb_data_chunk_set_size(chunk, rows);
}

}  // namespace

DuckdbRun::DuckdbRun(DuckdbSink& sink, std::shared_ptr<const DuckdbDatabase> database,
                     const RunInfo& run)
    : sink_(sink), file_(database->file()),
      connection_(std::make_unique<DuckdbConnection>(std::move(database))), run_(run) {
  check_aliases();
  create_tables();
}

DuckdbRun::~DuckdbRun() { discard(); }

void DuckdbRun::create_tables() {
  connection_->run("BEGIN TRANSACTION");
  in_run_ = true;
  for (const RecordType type : run_.types) {
    connection_->run(create_table_sql(target(type), type));
    connection_->run(comment_sql("TABLE", target(type), std::string(records_meaning(type))) +
                     column_comments_sql(target(type), type));
    Load& load = loads_[type];
    if (duckdb_appender_create(connection_->handle(), nullptr, target(type).c_str(),
                               &load.appender) != DuckDBSuccess) {
      throw_append_error(load.appender);
    }
  }
}

// A table of the user's under the view's name would be lost by replacing it.
void DuckdbRun::check_aliases() {
  for (const RecordType type : run_.types) {
    const auto table = connection_->value(
        fmt::format("SELECT table_name FROM duckdb_tables() WHERE table_name = {}",
                    sql_text(alias(type))));
    if (!table) continue;
    throw Refused(fmt::format("{}: '{}' is a table, but the view of that name has to serve the data.",
                              file_, *table),
                  fmt::format("Rename it (ALTER TABLE {} RENAME TO ...) or use another --env.",
                              sql_name(*table)));
  }
}

std::unique_ptr<RecordBlock> DuckdbRun::new_block(RecordType type) {
  return std::make_unique<DuckdbBlock>(type);
}

void DuckdbRun::write(RecordType type, RecordBlock& block) {
  auto& records = static_cast<DuckdbBlock&>(block);
  Load& load = loads_[type];
  for (duckdb_data_chunk chunk : records.filled()) append(load, chunk);
  load.records += records.records();
}

// Flushes as soon as there are kFlushRows, if need be in the middle of the chunk.
void DuckdbRun::append(Load& load, duckdb_data_chunk chunk) {
  const idx_t rows = duckdb_data_chunk_get_size(chunk);
  const idx_t room = kFlushRows - load.unflushed;
  if (rows < room) return append_whole(load, chunk);
  duckdb_data_chunk_set_size(chunk, room);
  append_whole(load, chunk);
  flush(load);
  if (rows == room) return;
  duckdb_data_chunk_set_size(chunk, rows);
  drop_rows_before(room, chunk);
  append_whole(load, chunk);
}

void DuckdbRun::append_whole(Load& load, duckdb_data_chunk chunk) {
  if (duckdb_append_data_chunk(load.appender, chunk) != DuckDBSuccess) {
    throw_append_error(load.appender);
  }
  load.unflushed += duckdb_data_chunk_get_size(chunk);
}

void DuckdbRun::flush(Load& load) {
  if (duckdb_appender_flush(load.appender) != DuckDBSuccess) throw_append_error(load.appender);
  load.unflushed = 0;
}

void DuckdbRun::throw_append_error(duckdb_appender appender) const {
  const char* reason = duckdb_appender_error(appender);
  throw RunFailed(fmt::format("{}: writing failed. DuckDB says: {}", file_,
                              reason == nullptr ? "unknown error" : reason),
                  "Is the disk full? What was loaded before is still served.");
}

SinkRun::Count DuckdbRun::count(RecordType type) {
  flush(loads_[type]);
  const std::string table = sql_name(target(type));
  const FieldInfo* id = nullptr;
  for (const FieldInfo& field : fields_of(type)) {
    if (field.field == id_field(type)) id = &field;
  }
  Count count;
  // In shares of the ids, so that the memory it takes does not grow with the table.
  const std::uint64_t shares = 1 + loads_[type].records / kDistinctAtOnce;
  for (std::uint64_t share = 0; share < shares; ++share) {
    const auto counted = connection_->rows(
        fmt::format("SELECT count(*), count(DISTINCT {0}) FROM {1} WHERE hash({0}) % {2} = {3}",
                    id->name, table, shares, share));
    count.records += std::stoull(*counted[0][0]);
    count.distinct += std::stoull(*counted[0][1]);
  }
  if (count.records != count.distinct) {
    for (const auto& row : connection_->rows(
             fmt::format("SELECT {0} FROM {1} GROUP BY {0} HAVING count(*) > 1 ORDER BY {0} LIMIT 5",
                         id->name, table))) {
      count.repeated_ids.push_back(row[0].value_or(""));
    }
  }
  return count;
}

std::optional<std::uint64_t> DuckdbRun::previous_count(RecordType type) {
  const auto view = connection_->value(
      fmt::format("SELECT view_name FROM duckdb_views() WHERE view_name = {}",
                  sql_text(alias(type))));
  if (!view) return std::nullopt;
  const auto count = connection_->value(fmt::format("SELECT count(*) FROM {}", sql_name(*view)));
  return std::stoull(*count);
}

void DuckdbRun::promote(const std::string& summary_json) {
  close_appenders();
  const std::lock_guard lock(sink_.promotions());
  for (const RecordType type : run_.types) connection_->run(serve_table_sql(alias(type), target(type), type));
  insert_run(summary_json);
  for (const RecordType type : run_.types) drop_old_tables(type);
  connection_->run("COMMIT");
  in_run_ = false;
  loads_.clear();
  sink_.note_promoted();
  refresh_views();
}

// By itself, because states that are loaded side by side do not see each other's views before their own
// transaction has ended. The data are served whatever happens here.
void DuckdbRun::refresh_views() {
  try {
    for (const std::string& name : refresh_common_views(*connection_)) {
      notes_.push_back(fmt::format("{}: '{}' is something of yours, so that there is no view of that name over "
                                   "all states.", file_, name));
    }
  } catch (const Error& error) {
    notes_.push_back(fmt::format("The views over all states could not be renewed; the next run tries again. {}",
                                 error.what()));
  }
}

void DuckdbRun::insert_run(const std::string& summary_json) {
  const auto table = [&](RecordType type) {
    return loads_.contains(type) ? sql_text(target(type)) : std::string("NULL");
  };
  const auto records = [&](RecordType type) {
    return loads_.contains(type) ? std::to_string(loads_[type].records) : std::string("NULL");
  };
  connection_->run(fmt::format(
      "INSERT INTO state_fin_runs VALUES ({}, {}, {}, strptime({}, '%Y%m%dt%H%M%S'), "
      "current_timestamp AT TIME ZONE 'UTC', {}, {}, {}, {}, {}, {}, {})",
      sql_text(fmt::format("{}_{}_{}", run_.state, run_.started, run_.env)), sql_text(run_.state),
      sql_text(run_.env), sql_text(run_.started.substr(0, 15)), sql_text(run_.program_version),
      sql_text(run_.definition_hash), table(RecordType::contribs), table(RecordType::reports),
      records(RecordType::contribs), records(RecordType::reports), sql_text(summary_json)));
}

// Keeps the table that is served now and `keep` before it.
void DuckdbRun::drop_old_tables(RecordType type) {
  const std::string column = table_column(type);
  const auto old = connection_->rows(fmt::format(
      "SELECT run, {0} FROM state_fin_runs WHERE state = {1} AND env = {2} AND {0} IS NOT NULL "
      "ORDER BY run DESC OFFSET {3}",
      column, sql_text(run_.state), sql_text(run_.env), sink_.options().keep + 1));
  for (const auto& row : old) {
    connection_->run(fmt::format("DROP TABLE IF EXISTS {}", sql_name(*row[1])));
    connection_->run(fmt::format("UPDATE state_fin_runs SET {} = NULL WHERE run = {}", column,
                                 sql_text(*row[0])));
  }
}

void DuckdbRun::close_appenders() noexcept {
  for (auto& [type, load] : loads_) duckdb_appender_destroy(&load.appender);
}

void DuckdbRun::discard() noexcept {
  loads_.clear();
  try {
    if (in_run_) connection_->run("ROLLBACK");
  } catch (const std::exception&) {
    // Closing the connection rolls back just as well.
    connection_.reset();
  }
  in_run_ = false;
}

std::string DuckdbRun::target(RecordType type) const { return target_name(run_, type); }
std::string DuckdbRun::alias(RecordType type) const { return alias_name(run_, type); }

std::string DuckdbRun::next_step() const {
  return fmt::format("duckdb {} 'SELECT * FROM {} LIMIT 10'", file_,
                     sql_name(alias(run_.types.front())));
}

}  // namespace sfi
