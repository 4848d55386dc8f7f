#include "command/progress/progress_display.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/interrupt.h"
#include "base/utc_time.h"
#include "command/progress/live_line.h"
#include "command/terminal.h"
#include "wording/display_width.h"

namespace sfi {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFrame{200};
// Stages are polled: a line is late by at most this.
constexpr milliseconds kLook{100};

constexpr int kStream = STDERR_FILENO;
constexpr std::string_view kClearBelow = "\r\x1b[J";
constexpr std::string_view kClearLine = "\x1b[K";

// Printed by the signal handler while the block is drawn.
constexpr const char* kStopping = "\r\x1b[JStopping and cleaning up; press Ctrl-C again to quit at once.\n";
constexpr const char* kLeaving = "\r\x1b[J";

// In one piece if the system allows. A failed write is not worth ending a run for.
void write_all(std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(kStream, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
}

// The lines below each other, with the cursor moved back to the start.
std::string drawn(const std::vector<std::string>& lines) {
  std::string frame = "\r";
  for (std::size_t i = 0; i < lines.size(); ++i) {
    frame += fmt::format("{}{}{}", i == 0 ? "" : "\n", lines[i], kClearLine);
  }
  frame += "\x1b[J\r";
  if (lines.size() > 1) frame += fmt::format("\x1b[{}A", lines.size() - 1);
  return frame;
}

}  // namespace

ProgressDisplay::ProgressDisplay(ProgressMode mode, const std::deque<StateProgress>& states) : mode_(mode) {
  for (const StateProgress& state : states) states_.push_back({&state, {}, LogLines(state.state())});
  if (mode_ == ProgressMode::none) return;
  if (mode_ == ProgressMode::live) set_interrupt_words(kStopping, kLeaving);
  thread_ = std::thread([this] { loop(); });
}

void ProgressDisplay::close() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  stop_changed_.notify_all();
  thread_.join();
  if (mode_ != ProgressMode::live) return;
  write_all(kClearBelow);
  reset_interrupt_words();
}

void ProgressDisplay::loop() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    show({});
    stop_changed_.wait_for(lock, mode_ == ProgressMode::live ? kFrame : kLook, [this] { return stop_; });
  }
}

void ProgressDisplay::end_state(std::string_view text) {
  const std::lock_guard lock(mutex_);
  const auto now = StateProgress::Clock::now();
  std::string said = mode_ == ProgressMode::plain ? log_lines(now) : std::string();
  if (!states_.empty()) states_.pop_front();
  said += text;
  show(said);
}

// The caller holds the mutex.
void ProgressDisplay::show(std::string_view said) {
  const auto now = StateProgress::Clock::now();
  switch (mode_) {
    case ProgressMode::none:
      return write_all(said);
    case ProgressMode::plain:
      return write_all(std::string(said) + log_lines(now));
    case ProgressMode::live:
      break;
  }
  std::string frame;
  if (!said.empty()) frame = fmt::format("{}{}", kClearBelow, said);
  if (is_in_foreground(kStream)) frame += block(now);
  write_all(frame);
}

std::string ProgressDisplay::log_lines(StateProgress::Clock::time_point now) {
  std::string lines;
  const std::string stamp = utc_now();
  for (Watched& state : states_) {
    const auto view = state.progress->view();
    state.pace.note(view, now);
    lines += state.log.since_last(view, state.pace, now, stamp);
  }
  return lines;
}

// A line for each state that has started and one for those that have not; as many as fit the terminal.
std::string ProgressDisplay::block(StateProgress::Clock::time_point now) {
  const TerminalSize size = terminal_size(kStream);
  const std::size_t columns = std::max<std::size_t>(size.columns, 2) - 1;
  std::vector<std::string> lines;
  std::string waiting;
  for (Watched& state : states_) {
    const auto view = state.progress->view();
    state.pace.note(view, now);
    if (view.stages.empty() && states_.size() > 1) {
      waiting += " " + state.progress->state();
    } else {
      lines.push_back(live_line(state.progress->state(), view, state.pace, now, columns, interrupted()));
    }
  }
  if (!waiting.empty()) lines.push_back(cut_to_width("waiting:" + waiting, columns));
  const std::size_t most = std::max<std::size_t>(size.rows, 3) - 1;
  if (lines.size() > most) {
    const std::size_t hidden = lines.size() - most + 1;
    lines.resize(most - 1);
    lines.push_back(cut_to_width(fmt::format("... and {} more", hidden), columns));
  }
  return drawn(lines);
}

}  // namespace sfi
