// Figures that are derived from the counters of a state's progress.
#pragma once

#include <optional>

#include "command/progress/rate.h"
#include "progress/state_progress.h"

namespace sfi {

class Pace {
 public:
  void note(const StateProgress::View& view, Rate::Clock::time_point now) {
    rows_.note(now, view.rows);
    bytes_.note(now, view.bytes);
  }

  std::optional<double> rows_per_second() const { return rows_.per_second(); }
  // Until everything is read; empty if unknown.
  std::optional<double> seconds_left(const StateProgress::View& view) const;

 private:
  Rate rows_{std::chrono::seconds(3)};
  Rate bytes_{std::chrono::seconds(15)};  // longer, so that the time left does not jump
};

// Percentage of bytes read, 100 only when all are read; empty if the total is unknown.
std::optional<unsigned> percent_read(const StateProgress::View& view);

}  // namespace sfi
