// The embedded sink: one DuckDB file.
//
// A run of a state is one transaction on a connection of its own: it creates a table for each record
// type, fills it, and at promote() points the views (tx_contribs_dev) to the new tables, writes the
// run's row into the run table (run_table.h), drops tables that are no longer kept and commits. Until the commit
// nothing of it can be seen, and a program that is killed at any point leaves the old views on the old
// tables and no remains. The views over all states (common_views.h) select from these views.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "database/connection.h"
#include "sink/run_store.h"
#include "sink/sink.h"

namespace sfi {

class DuckdbSink : public Sink, public RunStore {
 public:
  struct Options {
    std::uint64_t memory_bytes = std::uint64_t{256} << 20;
    std::size_t callers = 1;               // threads of the program that hand it rows: each takes memory of its own
    std::string storage{kDefaultStorage};  // of a new file
    std::size_t keep = 1;                  // how many replaced runs stay for rollback
  };
  DuckdbSink(std::filesystem::path file, Options options);
  // A file that was made for this run and in which nothing was promoted is removed again.
  ~DuckdbSink() override;

  void preflight() override;
  std::unique_ptr<SinkRun> begin(const RunInfo& run) override;
  bool takes_parallel_runs() const override { return true; }
  // Merges the write-ahead log into the file: the file alone is then the database.
  void finish() override;

  std::vector<StoredRun> runs(const std::string& env) override;
  std::vector<MovedAlias> rollback(const std::string& state, const std::string& env) override;
  void remove(const StoredRun& run) override;

  const Options& options() const { return options_; }
  // One promotion at a time: all write to the run table.
  std::mutex& promotions() { return promotions_; }
  void note_promoted() { created_ = false; }

 private:
  void check_place() const;
  void check_memory() const;
  std::shared_ptr<const DuckdbDatabase> database();
  void renew_common_views() const;
  DuckdbConnection connect_existing();

  std::filesystem::path file_;
  Options options_;
  std::mutex opening_;
  std::mutex promotions_;
  std::shared_ptr<const DuckdbDatabase> database_;
  bool created_ = false;  // the file did not exist before, and nothing is promoted yet
};

}  // namespace sfi
