#include "sink/duckdb/table_writer.h"

#include <chrono>
#include <numeric>
#include <utility>

#include "database/duckdb_error.h"

namespace sfi {
namespace {

// An appender is emptied in full vectors of DuckDB's (five of 2,048 rows), because for a vector that is filled in
// two steps it keeps 16 bytes a row until the transaction ends.
constexpr std::uint64_t kRowsAtOnce = 10'240;

// Gathered at most while the other appender is emptied: about 1.4 kB a row.
constexpr std::uint64_t kMostGathered = 3 * kRowsAtOnce;

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

TableWriter::TableWriter(duckdb_connection connection, const std::string& table, std::string file)
    : file_(std::move(file)) {
  for (Appender* appender : {&gathering_, &emptied_}) {
    if (duckdb_appender_create(connection, nullptr, table.c_str(), &appender->handle) != DuckDBSuccess) {
      throw_error(*appender);
    }
  }
}

void TableWriter::append(duckdb_data_chunk chunk) {
  const idx_t rows = duckdb_data_chunk_get_size(chunk);
  const idx_t room = kRowsAtOnce - gathered_ % kRowsAtOnce;
  if (rows < room) return append_whole(chunk);
  duckdb_data_chunk_set_size(chunk, room);
  append_whole(chunk);
  if (!is_emptying() || gathered_ >= kMostGathered) start_emptying();
  if (rows == room) return;
  duckdb_data_chunk_set_size(chunk, rows);
  drop_rows_before(room, chunk);
  append_whole(chunk);
}

void TableWriter::append_whole(duckdb_data_chunk chunk) {
  if (duckdb_append_data_chunk(gathering_.handle, chunk) != DuckDBSuccess) throw_error(gathering_);
  const idx_t rows = duckdb_data_chunk_get_size(chunk);
  gathered_ += rows;
  rows_ += rows;
}

bool TableWriter::is_emptying() const {
  return emptying_.valid() && emptying_.wait_for(std::chrono::seconds(0)) != std::future_status::ready;
}

void TableWriter::start_emptying() {
  finish_emptying();
  std::swap(gathering_.handle, emptied_.handle);
  gathered_ = 0;
  emptying_ = std::async(std::launch::async, [this] { empty(emptied_); });
}

void TableWriter::finish_emptying() {
  if (emptying_.valid()) emptying_.get();
}

void TableWriter::flush() {
  finish_emptying();
  empty(gathering_);
  gathered_ = 0;
}

void TableWriter::empty(const Appender& appender) const {
  if (duckdb_appender_flush(appender.handle) != DuckDBSuccess) throw_error(appender);
}

void TableWriter::throw_error(const Appender& appender) const {
  duckdb_error_data error = duckdb_appender_error_data(appender.handle);
  const std::string reason = duckdb_error_data_message(error);
  duckdb_destroy_error_data(&error);
  throw_duckdb_error(file_, reason);
}

}  // namespace sfi
