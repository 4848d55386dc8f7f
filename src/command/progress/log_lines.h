// Progress on outputs that cannot be redrawn (a file, a pipe, a dumb terminal): a line when a stage begins, when it
// ends, and now and then in between.
#pragma once

#include <string>
#include <string_view>

#include "command/progress/pace.h"
#include "progress/state_progress.h"

namespace sfi {

// The lines of one state.
class LogLines {
 public:
  static constexpr std::chrono::seconds kInterval{10};

  explicit LogLines(std::string state) : state_(std::move(state)) {}

  // What is new since the last call; each line begins with `stamp`. A stage that began and ended in between has one
  // line.
  std::string since_last(const StateProgress::View& view, const Pace& pace, StateProgress::Clock::time_point now,
                         std::string_view stamp);

 private:
  std::string state_;
  std::size_t begun_ = 0;  // stages whose beginning was printed
  std::size_t ended_ = 0;
  StateProgress::Clock::time_point last_{};  // when the last line was printed
};

}  // namespace sfi
