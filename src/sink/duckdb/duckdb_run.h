// One state's run into the DuckDB file: a transaction (see duckdb_sink.h).
#pragma once

#include <map>
#include <memory>
#include <string>

#include "sink/duckdb/duckdb_connection.h"
#include "sink/duckdb/duckdb_sink.h"

namespace sfi {

class DuckdbRun : public SinkRun {
 public:
  DuckdbRun(DuckdbSink& sink, std::shared_ptr<const DuckdbDatabase> database, const RunInfo& run);
  ~DuckdbRun() override;

  std::unique_ptr<RecordBlock> new_block(RecordType type) override;
  void write(RecordType type, RecordBlock& block) override;
  Count count(RecordType type) override;
  std::optional<std::uint64_t> previous_count(RecordType type) override;
  void promote(const std::string& summary_json) override;
  void discard() noexcept override;
  std::string target(RecordType type) const override;
  std::string alias(RecordType type) const override;
  std::string next_step() const override;
  std::vector<std::string> notes() const override { return notes_; }

 private:
  struct Load {
    Load() = default;
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;
    ~Load() { duckdb_appender_destroy(&appender); }

    duckdb_appender appender = nullptr;
    std::uint64_t records = 0;
    std::uint64_t unflushed = 0;
  };
  void check_aliases();
  void create_tables();
  void close_appenders() noexcept;
  void append(Load& load, duckdb_data_chunk chunk);
  void append_whole(Load& load, duckdb_data_chunk chunk);
  void flush(Load& load);
  [[noreturn]] void throw_append_error(duckdb_appender appender) const;
  void insert_run(const std::string& summary_json);
  void drop_old_tables(RecordType type);
  void refresh_views();

  DuckdbSink& sink_;
  std::string file_;
  std::unique_ptr<DuckdbConnection> connection_;
  bool in_run_ = false;
  RunInfo run_;
  std::map<RecordType, Load> loads_;
  std::vector<std::string> notes_;
};

}  // namespace sfi
