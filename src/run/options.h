// Everything the user can say about a run: flags, environment, .env, defaults, in this order.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plan/record_plan.h"
#include "record/schema.h"
#include "sink/elasticsearch/elasticsearch_options.h"

namespace sfi {

enum class SinkKind : std::uint8_t { duckdb, elasticsearch, ndjson };

// "--max-rejects 100" or "--max-rejects 0.1%".
struct RejectLimit {
  std::uint64_t rows = 0;
  double percent = 0.1;
  bool is_percent = true;
  bool allows(std::uint64_t rejected, std::uint64_t read) const {
    const auto count = static_cast<double>(rejected);
    return is_percent ? count <= percent / 100 * static_cast<double>(read) : rejected <= rows;
  }
};

struct RunOptions {
  std::vector<std::string> states;
  bool all_states = false;
  std::filesystem::path input = "input";
  std::optional<std::filesystem::path> definitions;
  SinkKind sink = SinkKind::duckdb;
  ElasticsearchOptions cluster;
  std::filesystem::path database = "state-fin.duckdb";
  std::string output;
  std::string env = "dev";
  std::set<RecordType> types{RecordType::contribs, RecordType::reports};
  Selection selection;
  RejectLimit max_rejects;
  RejectLimit max_refused{0, 0, false};  // records that the server would not take
  std::size_t keep = 1;                  // replaced runs that stay for rollback
  double max_shrink_percent = 20;
  std::optional<std::string> explain;  // check: FILE:LINE
  std::optional<std::filesystem::path> roster;
  std::set<std::string> allow_missing;
  std::optional<std::string> rejects_file;
  std::optional<std::string> summary_file;
  std::optional<std::uint64_t> limit;
  bool dry_run = false;
  unsigned jobs = 1;
  std::uint64_t memory_bytes = 0;  // for the embedded database; 0: a quarter of the machine's
  std::string color = "auto";      // auto, always, never
  bool quiet = false;
  bool json = false;
};

}  // namespace sfi
