// Fills one table of DuckDB's with the rows of data chunks, in their order.
//
// DuckDB compresses in the thread that hands it rows, whenever it has a row group of them (122,880): 0.4 s for
// contributions, nothing in between. So there are two of DuckDB's appenders: one gathers rows while a thread of
// its own empties the other into the table.
#pragma once

#include <cstdint>
#include <future>
#include <string>

#include "database/duckdb_api.h"

namespace sfi {

class TableWriter {
 public:
  // `file` is that of the database, for messages. Throws RunFailed, as the others do when DuckDB cannot write.
  TableWriter(duckdb_connection connection, const std::string& table, std::string file);
  // Its end waits for what is under way. Rows that were not flushed may be in the table or not.

  // Copies the rows. Leaves the chunk as it likes.
  void append(duckdb_data_chunk chunk);
  // All rows are in the table afterwards, and nothing is under way.
  void flush();

  std::uint64_t rows() const { return rows_; }

 private:
  // Must be destroyed also when it could not be created.
  struct Appender {
    Appender() = default;
    Appender(const Appender&) = delete;
    Appender& operator=(const Appender&) = delete;
    ~Appender() { duckdb_appender_destroy(&handle); }

    duckdb_appender handle = nullptr;
  };
  void append_whole(duckdb_data_chunk chunk);
  bool is_emptying() const;
  void start_emptying();
  void finish_emptying();
  void empty(const Appender& appender) const;
  [[noreturn]] void throw_error(const Appender& appender) const;

  std::string file_;
  Appender gathering_;
  Appender emptied_;
  std::future<void> emptying_;  // declared after the appenders: its destructor waits, before theirs run
  std::uint64_t gathered_ = 0;
  std::uint64_t rows_ = 0;
};

}  // namespace sfi
