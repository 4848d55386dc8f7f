#include "command/progress/log_lines.h"

#include <fmt/format.h>

#include "wording/figures.h"

namespace sfi {
namespace {

std::string taken_by(const StateProgress::Span& span) {
  const std::chrono::duration<double> taken = *span.ended - span.began;
  const std::string rows = span.rows == 0 ? "" : fmt::format(", {}", counted(span.rows, "row"));
  return fmt::format("done{} in {}", rows, short_seconds(taken.count()));
}

std::string standing_of(const StateProgress::View& view, const Pace& pace) {
  std::string text;
  const auto add = [&text](const std::string& figure) { text += (text.empty() ? "" : ", ") + figure; };
  if (const auto percent = percent_read(view)) {
    add(fmt::format("{}%", *percent));
    add(fmt::format("{} of {}", short_bytes(view.bytes), short_bytes(view.all_bytes)));
  }
  if (view.stages.back().rows != 0) add(counted(view.stages.back().rows, "row"));
  if (const auto rate = pace.rows_per_second()) {
    add(fmt::format("{} rows/s", grouped(static_cast<std::uint64_t>(*rate))));
  }
  if (const auto left = pace.seconds_left(view)) add("ETA " + clock_time(*left));
  if (view.has_queue) add(fmt::format("{} requests out", view.requests_out));
  if (view.has_queue) add(fmt::format("{} queued", view.requests_waiting));
  if (view.requests_repeated != 0) add(fmt::format("{} retried", view.requests_repeated));
  return text;
}

}  // namespace

std::string LogLines::since_last(const StateProgress::View& view, const Pace& pace,
                                 StateProgress::Clock::time_point now, std::string_view stamp) {
  std::string lines;
  const auto say = [&](const StateProgress::Span& span, const std::string& what) {
    lines += fmt::format("{} {}: {}{}{}\n", stamp, state_, words_of(span.stage), what.empty() ? "" : ": ", what);
    last_ = now;
  };
  for (; ended_ < view.stages.size() && view.stages[ended_].ended; ++ended_) {
    say(view.stages[ended_], taken_by(view.stages[ended_]));
  }
  begun_ = std::max(begun_, ended_);
  if (begun_ < view.stages.size()) {
    say(view.stages[begun_++], {});
  } else if (ended_ < view.stages.size() && now - last_ >= kInterval) {
    say(view.stages.back(), standing_of(view, pace));
  }
  return lines;
}

}  // namespace sfi
