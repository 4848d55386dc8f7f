// A run of one state: check, load, verify, promote. If anything fails, the old data stays served.
#pragma once

#include "account/rejects.h"
#include "account/summary.h"
#include "base/error.h"
#include "ingestor/ingestor.h"
#include "progress/state_progress.h"
#include "run/options.h"
#include "sink/sink.h"

namespace sfi {

// The result even of a failed run: the summary has status and error, `code` is the exit code.
struct StateResult {
  StateSummary summary;
  ExitCode code = ExitCode::ok;
};

// Does not throw. `threads` is this state's share of options.jobs. Several states can run at once.
StateResult run_state(const RunOptions& options, unsigned threads, Ingestor& ingestor, Sink& sink, Rejects& rejects,
                      StateProgress& progress);

}  // namespace sfi
