// Shows how the states of a run get on, on stderr, from one thread of its own; nobody else writes there
// meanwhile. On a terminal a block of lines is drawn anew a few times a second, and what is said stands
// above it. Elsewhere lines are added as stages begin and end.
//
// Between two writes the cursor stands at the beginning of the block, and it is never hidden: whatever ends
// the program, the next prompt stands on a line of its own, and nothing has to be put right.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "command/progress/log_lines.h"
#include "command/progress/pace.h"
#include "progress/state_progress.h"

namespace sfi {

enum class ProgressMode : std::uint8_t { live, plain, none };

class ProgressDisplay {
 public:
  // `states` must live longer.
  ProgressDisplay(ProgressMode mode, const std::deque<StateProgress>& states);
  ~ProgressDisplay() { close(); }
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;

  // The next state in order is at its end: `text` is said in its place. Empty: nothing is.
  void end_state(std::string_view text);
  // Takes the block away; from here on others may write.
  void close();

 private:
  struct Watched {
    const StateProgress* progress;
    Pace pace;
    LogLines log;
  };

  void loop();
  void show(std::string_view said);
  std::string block(StateProgress::Clock::time_point now);
  std::string log_lines(StateProgress::Clock::time_point now);

  ProgressMode mode_;
  std::mutex mutex_;
  std::condition_variable stop_changed_;
  bool stop_ = false;
  std::deque<Watched> states_;  // whose end was not told
  std::thread thread_;
};

}  // namespace sfi
