#include "command/commands.h"

namespace sfi {
namespace {

constexpr CommandEntry kCommands[] = {
    {"ingest", "Load states (the main job)", make_ingest},
    {"check", "Validate definition and inputs; loads nothing", make_check},
    {"download", "Fetch the files that agencies offer at a fixed address", make_download},
    {"states", "What is supported: inputs, addresses, coverage", make_states},
    {"report", "Write one page about a state that is loaded: totals, what was left out", make_report},
    {"status", "What is loaded, served and kept", make_status},
    {"rollback", "Serve the run before the served one again", make_rollback},
    {"prune", "Remove old runs and what killed runs left behind", make_prune},
    {"export", "Write what is loaded to Parquet, CSV, a workbook or NDJSON", make_export},
};

}  // namespace

std::span<const CommandEntry> command_entries() {
  return kCommands;
}

}  // namespace sfi
