// The table `state_fin_runs` of a DuckDB file: a row for each run that was promoted. Every statement on it is in
// this class; who writes or reads it (sink, report, export) works with runs and never with its columns.
//
//   run              VARCHAR, primary key: "tx_20261124t071213000042_dev"
//   state, env       VARCHAR
//   started          TIMESTAMP, UTC
//   finished         TIMESTAMP, UTC
//   program_version  VARCHAR
//   definition_hash  VARCHAR
//   contribs_table   VARCHAR: the run's table of contributions; NULL when not loaded or no longer kept
//   reports_table    VARCHAR: the same for reports
//   contribs         BIGINT: how many records were loaded, also when they are no longer kept; NULL when not loaded
//   reports          BIGINT
//   summary          JSON: the account of the run, as --summary writes it
//
// What is served is not in the table: a state's view (tx_contribs_dev) selects from the table of one run.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "database/connection.h"
#include "record/schema.h"

namespace sfi {

// The records of one type that a run has loaded.
struct PromotedTable {
  std::string name;           // "tx_contribs_20261124t071213000042_dev"
  std::uint64_t records = 0;  // counted when it was loaded
};

struct PromotedRun {
  std::string state;     // "tx"
  std::string env;       // "dev"
  std::string started;   // UTC, "20261124t071213000042": yyyymmddthhmmss + microseconds
  std::string finished;  // UTC, "2026-11-24 07:12:19"
  std::string program_version;
  std::string definition_hash;
  std::map<RecordType, PromotedTable> tables;  // those that were loaded and are still kept

  std::string name() const;                  // "tx_20261124t071213000042_dev"
  std::string table(RecordType type) const;  // its name; empty: not loaded, or no longer kept
};

class RunTable {
 public:
  // The connection must live longer.
  explicit RunTable(DuckdbConnection& connection) : connection_(connection) {}

  // Whether anything was ever loaded into this file. All methods below except create() need the table.
  bool exists() const;
  void create();

  // Writes the row of a run; it finishes now, whatever run.finished says.
  void insert(const PromotedRun& run, const std::string& summary_json);

  // The runs of which a table is kept, by state and start.
  std::vector<PromotedRun> runs(const std::string& env) const;
  // The newest run of which a table is served: after a rollback, types may be served from different runs.
  std::optional<PromotedRun> served_run(const std::string& state, const std::string& env) const;
  // As passed to insert(); empty if there is no such run.
  std::string summary(const PromotedRun& run) const;

  // Every environment that a run was ever promoted in, in alphabetical order.
  std::vector<std::string> envs() const;
  // The states that have a view of this type, in alphabetical order.
  std::vector<std::string> served_states(const std::string& env, RecordType type) const;
  // SELECT of what the accounts of the runs that are served say about their states, for the view `coverage`.
  static std::string coverage_sql(const std::string& env);
  // The table that the view of this name selects from.
  std::optional<std::string> served_table(const std::string& alias) const;
  // When the last run of an environment finished: seconds since 1970; 0 without a run.
  std::int64_t last_finished(const std::string& env) const;

  // Drops a table of records; its run no longer lists it.
  void drop(RecordType type, const std::string& table);
  // Drops those of a state but the `newest`.
  void drop_all_but(std::size_t newest, const std::string& state, const std::string& env, RecordType type);

 private:
  DuckdbConnection& connection_;
};

}  // namespace sfi
