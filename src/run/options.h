// What the user can say about a run: flags, environment, .env, defaults, in this order.
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

// Where the files lie, and what may be absent.
struct InputOptions {
  std::filesystem::path folder = "input";  // those of Texas lie in folder/tx
  std::optional<std::filesystem::path> roster;
  std::set<std::string> allow_missing;
};

struct RunOptions {
  InputOptions inputs;
  std::string env = "dev";
  std::set<RecordType> types{RecordType::contribs, RecordType::reports};
  Selection selection;
  RejectLimit max_rejects;
  RejectLimit max_refused{0, 0, false};  // records that the server would not take
  double max_shrink_percent = 20;
  bool keep_rejects = false;  // rejected rows are wanted whole, not only counted
  std::optional<std::uint64_t> limit;
  bool dry_run = false;
  unsigned jobs = 1;
};

}  // namespace sfi
