// Progress where nothing can be redrawn (a file, a pipe, a dumb terminal): a line when a stage begins, when it
// ends, and now and then between.
#pragma once

#include <string>
#include <string_view>

#include "command/progress/pace.h"
#include "progress/state_progress.h"

namespace sfi {

// Of one state.
class LogLines {
 public:
  static constexpr std::chrono::seconds kInterval{10};

  explicit LogLines(std::string state) : state_(std::move(state)) {}

  // What is new since the last call, each line begun with `stamp`; a stage that began and ended in
  // between has one line.
  std::string since_last(const StateProgress::View& view, const Pace& pace, StateProgress::Clock::time_point now,
                         std::string_view stamp);

 private:
  std::string state_;
  std::size_t begun_ = 0;  // stages of which that was said
  std::size_t ended_ = 0;
  StateProgress::Clock::time_point last_{};  // when something was said
};

}  // namespace sfi
