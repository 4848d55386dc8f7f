// Runs the given states, in parallel if the sink allows it.
#pragma once

#include <deque>
#include <functional>
#include <vector>

#include "account/rejects.h"
#include "definition/definition.h"
#include "run/state_run.h"

namespace sfi {

// Runs as many states at once as there are jobs, which are divided among them; each has its own lookups. `progress`
// has one entry for each definition, in order. `finished` is called for every state in the order of `definitions`,
// one at a time. After a signal no further state is started. If one state fails, the others still run.
void run_states(const RunOptions& options, std::vector<Definition> definitions, Sink& sink,
                std::deque<StateProgress>& progress, const std::function<void(StateResult&, Rejects&)>& finished);

}  // namespace sfi
