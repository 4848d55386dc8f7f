// The start time of a run, as a name.
#pragma once

#include <string>

namespace sfi {

// UTC, "20261124t071213000042": with microseconds, so that two runs in one second differ; lower case, as index names
// must be. Within this process every stamp is unique and sorts after all earlier ones.
std::string run_stamp();

}  // namespace sfi
