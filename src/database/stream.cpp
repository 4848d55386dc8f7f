// For duckdb_pending_prepared_streaming alone: marked as going to be replaced, but the first version of the C interface
// has no other way to a result that is not held whole.
#define DUCKDB_API_ALLOW_DEPRECATED 1

#include "database/stream.h"

#include <chrono>
#include <thread>

#include "base/error.h"
#include "base/interrupt.h"

namespace sfi {

// Delegates: the destructor then also runs if a signal or an error interrupts this constructor.
DuckdbStream::DuckdbStream(DuckdbConnection& connection, const std::string& sql) : DuckdbStream(connection) {
  prepare(sql);
  while (!work()) throw_if_interrupted();
  if (duckdb_execute_pending(pending_, &result_) != DuckDBSuccess) connection_.fail(duckdb_result_error(&result_));
  has_result_ = true;
}

DuckdbStream::~DuckdbStream() {
  stop();
  duckdb_destroy_data_chunk(&chunk_);
  duckdb_destroy_result(&result_);
  duckdb_destroy_pending(&pending_);
  duckdb_destroy_prepare(&statement_);
}

void DuckdbStream::prepare(const std::string& sql) {
  if (duckdb_prepare(connection_.handle(), sql.c_str(), &statement_) != DuckDBSuccess) {
    connection_.fail(duckdb_prepare_error(statement_));
  }
  if (duckdb_pending_prepared_streaming(statement_, &pending_) != DuckDBSuccess) {
    connection_.fail(duckdb_pending_error(pending_));
  }
}

// Runs one task, so a signal is noticed while a large table is sorted; true if it was the last one.
bool DuckdbStream::work() {
  const duckdb_pending_state state = duckdb_pending_execute_task(pending_);
  if (state == DUCKDB_PENDING_ERROR) connection_.fail(duckdb_pending_error(pending_));
  if (state == DUCKDB_PENDING_NO_TASKS_AVAILABLE) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return duckdb_pending_execution_is_finished(state);
}

// A query that DuckDB's threads are still at is interrupted and seen to its end: destroyed under their hands it
// may wait for ever.
void DuckdbStream::stop() noexcept {
  duckdb_interrupt(connection_.handle());
  try {
    if (has_result_) {
      while (fetch() != nullptr) {
      }
    } else if (pending_ != nullptr) {
      while (!work()) {
      }
    }
  } catch (const Error&) {  // that it was interrupted
  }
}

duckdb_data_chunk DuckdbStream::next() {
  throw_if_interrupted();
  return fetch();
}

duckdb_data_chunk DuckdbStream::fetch() {
  duckdb_destroy_data_chunk(&chunk_);
  chunk_ = duckdb_fetch_chunk(result_);
  if (chunk_ == nullptr) {
    const char* error = duckdb_result_error(&result_);
    if (error != nullptr && *error != '\0') connection_.fail(error);
  }
  return chunk_;
}

}  // namespace sfi
