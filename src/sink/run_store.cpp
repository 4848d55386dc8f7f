#include "sink/run_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/error.h"

namespace sfi {

std::string_view to_string(StoredRun::Status status) {
  switch (status) {
    case StoredRun::Status::served:
      return "served";
    case StoredRun::Status::kept:
      return "kept";
    case StoredRun::Status::under_way:
      return "under way";
    case StoredRun::Status::orphan:
      return "orphan";
  }
  return "";
}

std::vector<MovedAlias> moves_back(const std::vector<StoredRun>& runs, const std::string& state) {
  std::vector<MovedAlias> moves;
  for (const StoredRun& served : runs) {
    if (served.state != state || served.status != StoredRun::Status::served) continue;
    const StoredRun* before = nullptr;
    for (const StoredRun& run : runs) {
      const bool fits =
          run.alias == served.alias && run.status == StoredRun::Status::kept && run.started < served.started;
      if (fits && (before == nullptr || run.started > before->started)) before = &run;
    }
    if (before == nullptr) {
      throw Refused(fmt::format("{}: no earlier run than the served one ({}) is kept.", served.alias, served.name),
                    "Load the state again; 'status' lists the runs.");
    }
    moves.push_back({served.alias, served.name, before->name});
  }
  if (moves.empty()) {
    throw Refused(fmt::format("No data of '{}' is served.", state), "'status' lists what is loaded; check --env.");
  }
  return moves;
}

std::vector<StoredRun> prunable(const std::vector<StoredRun>& runs, std::size_t keep) {
  std::vector<StoredRun> result;
  std::map<std::string, std::size_t> kept;
  auto newest_first = runs;
  std::stable_sort(newest_first.begin(), newest_first.end(),
                   [](const auto& a, const auto& b) { return a.started > b.started; });
  for (const StoredRun& run : newest_first) {
    const bool is_old = run.status == StoredRun::Status::kept && ++kept[run.alias] > keep;
    if (is_old || run.status == StoredRun::Status::orphan) result.push_back(run);
  }
  std::stable_sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return result;
}

}  // namespace sfi
