// The embedded sink: one DuckDB file.
//
// A run of a state is one transaction: it creates a table for each record type, fills it, and at
// promote() points the views (tx_contribs_dev) to the new tables, writes the run's row into
// `state_fin_runs`, drops tables that are no longer kept and commits. Until the commit nothing of it
// can be seen, and a program that is killed at any point leaves the old views on the old tables and
// no remains.
//
// state_fin_runs: run (unique, the tables' common part: state and start), state, env, started and
// finished (UTC), program_version, definition_hash, contribs_table and reports_table (NULL when not
// loaded or no longer kept), contribs and reports (records), summary (JSON, as --summary).
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "sink/duckdb_connection.h"
#include "sink/sink.h"

namespace sfi {

class DuckdbSink : public Sink {
 public:
  struct Options {
    std::uint64_t memory_bytes = std::uint64_t{256} << 20;
    unsigned threads = 1;
  };
  DuckdbSink(std::filesystem::path file, Options options);
  ~DuckdbSink() override;

  void preflight() override;
  void begin(const RunInfo& run) override;
  std::unique_ptr<RecordBlock> new_block(RecordType type) override;
  void write(RecordType type, RecordBlock& block) override;
  Count count(RecordType type) override;
  std::optional<std::uint64_t> previous_count(RecordType type) override;
  void promote(const std::string& summary_json) override;
  void discard() noexcept override;
  std::string target(RecordType type) const override;
  std::string alias(RecordType type) const override;
  std::string next_step() const override;

 private:
  struct Load {
    duckdb_appender appender = nullptr;
    std::uint64_t records = 0;
    std::uint64_t unflushed = 0;
  };
  void open();
  void check_aliases();
  void close_appenders() noexcept;
  void append(Load& load, duckdb_data_chunk chunk);
  void flush(Load& load);
  [[noreturn]] void throw_append_error(duckdb_appender appender) const;
  void insert_run(const std::string& summary_json);
  void drop_old_tables(RecordType type);

  std::filesystem::path file_;
  Options options_;
  std::unique_ptr<DuckdbConnection> connection_;
  bool created_ = false;  // the file did not exist before this run
  bool in_run_ = false;
  RunInfo run_;
  std::map<RecordType, Load> loads_;
};

}  // namespace sfi
