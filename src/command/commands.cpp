#include "command/commands.h"

namespace sfi {
namespace {

constexpr CommandEntry kCommands[] = {
    {"ingest", "Load states (the main job)", make_ingest},
    {"check", "Check definition and inputs; loads nothing", make_check},
    {"download", "Download files that agencies publish at a fixed address", make_download},
    {"states", "List supported states: inputs, addresses, coverage", make_states},
    {"report", "Write a page about a loaded state: totals, what was left out", make_report},
    {"status", "Show what is loaded, served and kept", make_status},
    {"rollback", "Serve the previous run again", make_rollback},
    {"prune", "Remove old runs and leftovers of killed runs", make_prune},
    {"export", "Write loaded records to Parquet, CSV, Excel or NDJSON", make_export},
    {"serve", "Show the loaded data in a browser, and over REST", make_serve},
};

}  // namespace

std::span<const CommandEntry> command_entries() {
  return kCommands;
}

}  // namespace sfi
