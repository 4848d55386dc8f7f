// The line of one state on a terminal.
#pragma once

#include <string>

#include "command/progress/pace.h"
#include "progress/state_progress.h"

namespace sfi {

// "tx  loading contribs   37%   412 MB of 1.10 GB  12.3 M rows   812 k/s  ETA 1:23  4 out, 2 queued", at most
// `columns` wide: the less important figures are left out first. The figures of several states are aligned.
// `stopping`: the user has asked the run to stop.
std::string live_line(const std::string& state, const StateProgress::View& view, const Pace& pace,
                      StateProgress::Clock::time_point now, std::size_t columns, bool stopping);

}  // namespace sfi
