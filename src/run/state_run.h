// The life of a run of one state: check, load, verify, promote; on any failure the data that was
// served before goes on being served.
#pragma once

#include "account/rejects.h"
#include "account/summary.h"
#include "base/error.h"
#include "ingestor/ingestor.h"
#include "progress/state_progress.h"
#include "run/options.h"
#include "sink/sink.h"

namespace sfi {

// Never throws for what goes wrong with this state: the summary's status and error say it, `code`
// is the exit code it stands for.
struct StateResult {
  StateSummary summary;
  ExitCode code = ExitCode::ok;
};

// `threads` is this state's share of options.jobs. Several states may run at once.
StateResult run_state(const RunOptions& options, unsigned threads, Ingestor& ingestor, Sink& sink, Rejects& rejects,
                      StateProgress& progress);

}  // namespace sfi
