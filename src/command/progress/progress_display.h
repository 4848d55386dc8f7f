// Shows the progress of the states on stderr, in its own thread; nothing else writes there in the meantime. On a
// terminal a block of lines is redrawn a few times a second, with messages above it. Elsewhere lines are added as
// stages begin and end.
//
// Between two writes the cursor is visible at the start of the block, so however the program ends, the next prompt is
// on its own line and no cleanup is needed.
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
  // `states` must outlive the display.
  ProgressDisplay(ProgressMode mode, const std::deque<StateProgress>& states);
  ~ProgressDisplay() { close(); }
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;

  // The next state in order has ended: prints `text`, if any, in its place.
  void end_state(std::string_view text);
  // Removes the block; afterwards others can write to stderr.
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
  std::deque<Watched> states_;  // not reported as ended yet
  std::thread thread_;
};

}  // namespace sfi
