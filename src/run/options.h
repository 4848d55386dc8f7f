// The user's options for a run: from flags, environment, .env and defaults, in this order.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "plan/record_plan.h"
#include "record/schema.h"

namespace sfi {

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

// Where the files are, and which may be absent.
struct InputOptions {
  std::filesystem::path folder = "input";  // those of Texas are in folder/tx
  std::optional<std::filesystem::path> roster;
  std::set<std::string> allow_missing;
};

struct RunOptions {
  InputOptions inputs;
  std::string env = "dev";
  std::set<RecordType> types{RecordType::contribs, RecordType::reports};
  Selection selection;
  RejectLimit max_rejects;
  RejectLimit max_refused{0, 0, false};  // records that the server rejected
  double max_shrink_percent = 20;
  std::optional<double> max_growth_percent;  // without: growth is only noted
  double max_drift_points = 50;              // percentage points that a share may differ from the served run's
  bool keep_rejects = false;                 // keep rejected rows, instead of only counting them
  std::optional<std::uint64_t> limit;
  bool dry_run = false;
  bool strict = false;  // a note refuses the run
  unsigned jobs = 1;
};

}  // namespace sfi
