// Runs the states of one program run, side by side where the sink allows it.
#pragma once

#include <deque>
#include <functional>
#include <vector>

#include "account/rejects.h"
#include "definition/definition.h"
#include "run/state_run.h"

namespace sfi {

// As many states at once as there are jobs, the jobs shared out among them; each with its own lookups.
// `progress` has one for each definition, in their order. `finished` is called for every state in the order of
// `definitions`, one at a time. A signal lets no further state begin. One state's failure leaves the others alone.
void run_states(const RunOptions& options, std::vector<Definition> definitions, Sink& sink,
                std::deque<StateProgress>& progress, const std::function<void(StateResult&, Rejects&)>& finished);

}  // namespace sfi
