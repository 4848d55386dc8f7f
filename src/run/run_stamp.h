// The time at which a run began, as a name.
#pragma once

#include <string>

namespace sfi {

// UTC, "20261124t071213000042": with microseconds, so that two runs of one second differ; lower case as index names
// must be. Never the same twice within this process, and never one that sorts before an earlier one.
std::string run_stamp();

}  // namespace sfi
