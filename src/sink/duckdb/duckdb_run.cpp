#include "sink/duckdb/duckdb_run.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "database/common_views.h"
#include "database/schema.h"
#include "sink/duckdb/count_ids.h"
#include "sink/duckdb/duckdb_block.h"
#include "wording/shell_word.h"

namespace sfi {

DuckdbRun::DuckdbRun(DuckdbSink& sink, std::shared_ptr<const DuckdbDatabase> database, const RunInfo& run)
    : sink_(sink), file_(database->file()), connection_(std::move(database)), run_(run) {
  check_aliases();
  create_tables();
}

DuckdbRun::~DuckdbRun() {
  discard();
}

void DuckdbRun::create_tables() {
  transaction_.emplace(connection_);
  for (const RecordType type : run_.types) {
    connection_.run(create_table_sql(target(type), type));
    connection_.run(comment_sql("TABLE", target(type), std::string(records_meaning(type))) +
                    column_comments_sql(target(type), type));
    writers_.try_emplace(type, connection_.handle(), target(type), file_);
  }
}

// A table of the user's under the view's name would be lost by replacing it.
void DuckdbRun::check_aliases() {
  for (const RecordType type : run_.types) {
    const auto table = connection_.value(
        fmt::format("SELECT table_name FROM duckdb_tables() WHERE table_name = {}", sql_text(alias(type))));
    if (!table) continue;
    throw Refused(fmt::format("{}: '{}' is a table, but the view of that name has to serve the data.", file_, *table),
                  fmt::format("Rename it (ALTER TABLE {} RENAME TO ...) or use another --env.", sql_name(*table)));
  }
}

std::unique_ptr<RecordBlock> DuckdbRun::new_block(RecordType type) {
  return std::make_unique<DuckdbBlock>(type);
}

void DuckdbRun::write(RecordType type, RecordBlock& block) {
  TableWriter& writer = writers_.at(type);
  for (duckdb_data_chunk chunk : static_cast<DuckdbBlock&>(block).filled()) writer.append(chunk);
}

SinkRun::Count DuckdbRun::count(RecordType type) {
  // All of them, since the connection cannot be asked while it is written through.
  for (auto& [_, writer] : writers_) writer.flush();
  const auto id = std::ranges::find(fields_of(type), id_field(type), &FieldInfo::field);
  return count_ids(connection_, target(type), id->name, writers_.at(type).rows());
}

std::optional<std::uint64_t> DuckdbRun::previous_count(RecordType type) {
  const auto view = connection_.value(
      fmt::format("SELECT view_name FROM duckdb_views() WHERE view_name = {}", sql_text(alias(type))));
  if (!view) return std::nullopt;
  const auto count = connection_.value(fmt::format("SELECT count(*) FROM {}", sql_name(*view)));
  return std::stoull(*count);
}

std::string DuckdbRun::previous_summary() {
  const RunTable runs(connection_);
  const auto served = runs.served_run(run_.state, run_.env);
  return served ? runs.summary(*served) : std::string{};
}

void DuckdbRun::promote(const std::string& summary_json) {
  const std::lock_guard lock(sink_.promotions());
  for (const RecordType type : run_.types) connection_.run(serve_table_sql(alias(type), target(type), type));
  RunTable runs(connection_);
  runs.insert(promoted(), summary_json);
  // The one that is served now, and those before it that stay for rollback.
  const std::size_t newest = 1 + sink_.options().keep;
  for (const RecordType type : run_.types) runs.drop_all_but(newest, run_.state, run_.env, type);
  transaction_->commit();
  writers_.clear();
  sink_.note_promoted();
  refresh_views();
}

// By itself, because states that are loaded side by side do not see each other's views before their own
// transaction has ended. The data are served whatever happens here.
void DuckdbRun::refresh_views() {
  try {
    for (const std::string& name : refresh_common_views(connection_)) {
      notes_.push_back(
          fmt::format("{}: '{}' is something of yours, so that there is no view of that name over "
                      "all states.",
                      file_, name));
    }
  } catch (const Error& error) {
    notes_.push_back(
        fmt::format("The views over all states could not be renewed; the next run tries again. {}", error.what()));
  }
}

PromotedRun DuckdbRun::promoted() const {
  PromotedRun promoted;
  promoted.state = run_.state;
  promoted.env = run_.env;
  promoted.started = run_.started;
  promoted.program_version = run_.program_version;
  promoted.definition_hash = run_.definition_hash;
  for (const auto& [type, writer] : writers_) promoted.tables[type] = {target(type), writer.rows()};
  return promoted;
}

void DuckdbRun::discard() noexcept {
  writers_.clear();
  transaction_.reset();
}

std::string DuckdbRun::target(RecordType type) const {
  return target_name(run_, type);
}
std::string DuckdbRun::alias(RecordType type) const {
  return alias_name(run_, type);
}

std::string DuckdbRun::next_step() const {
  const std::string query = fmt::format("SELECT * FROM {} LIMIT 10", sql_name(alias(run_.types.front())));
  return fmt::format("duckdb {} {}", shell_path(file_), shell_word(query));
}

}  // namespace sfi
