// One state's run into the DuckDB file: a transaction (see duckdb_sink.h).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "database/connection.h"
#include "database/run_table.h"
#include "database/transaction.h"
#include "sink/duckdb/duckdb_sink.h"
#include "sink/duckdb/table_writer.h"

namespace sfi {

class DuckdbRun : public SinkRun {
 public:
  DuckdbRun(DuckdbSink& sink, std::shared_ptr<const DuckdbDatabase> database, const RunInfo& run);
  ~DuckdbRun() override;

  std::unique_ptr<RecordBlock> new_block(RecordType type) override;
  void write(RecordType type, RecordBlock& block) override;
  Count count(RecordType type) override;
  std::optional<std::uint64_t> previous_count(RecordType type) override;
  std::string previous_summary() override;
  void promote(const std::string& summary_json) override;
  void discard() noexcept override;
  std::string target(RecordType type) const override;
  std::string alias(RecordType type) const override;
  std::string next_step() const override;
  std::vector<std::string> notes() const override { return notes_; }

 private:
  void check_aliases();
  void create_tables();
  PromotedRun promoted() const;
  void refresh_views();

  DuckdbSink& sink_;
  std::string file_;
  DuckdbConnection connection_;
  std::optional<DuckdbTransaction> transaction_;
  RunInfo run_;
  std::map<RecordType, TableWriter> writers_;
  std::vector<std::string> notes_;
};

}  // namespace sfi
