#include "command/progress/live_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "wording/display_width.h"
#include "wording/figures.h"

namespace sfi {
namespace {

struct Figure {
  std::string text;   // empty: currently unknown; its columns stay reserved
  std::size_t width;  // columns reserved for it
  int rank;           // the highest are dropped first if there is no room
  bool shown = true;
};

constexpr std::size_t kGap = 2;

std::string words_for(const StateProgress::View& view, bool stopping) {
  if (view.ended) return "done";
  if (view.stages.empty()) return "waiting";
  return stopping ? "stopping" : words_of(view.stages.back().stage);
}

std::string percent_text(const StateProgress::View& view) {
  const auto percent = percent_read(view);
  return percent ? fmt::format("{:>3}%", *percent) : "";
}

std::string bytes_text(const StateProgress::View& view) {
  if (view.all_bytes == 0) return view.bytes == 0 ? "" : short_bytes(view.bytes);
  return fmt::format("{:>7} of {}", short_bytes(view.bytes), short_bytes(view.all_bytes));
}

// The time left while reading, otherwise how long the stage has taken so far.
std::string time_text(const StateProgress::View& view, const Pace& pace, StateProgress::Clock::time_point now) {
  if (const auto left = pace.seconds_left(view)) return "ETA " + clock_time(*left);
  if (view.stages.empty() || view.ended) return "";
  const std::chrono::duration<double> taken = now - view.stages.back().began;
  return "for " + clock_time(taken.count());
}

std::string queue_text(const StateProgress::View& view) {
  std::string text = fmt::format("{} out, {} queued", view.requests_out, view.requests_waiting);
  if (view.requests_repeated != 0) text += fmt::format(", {} retried", view.requests_repeated);
  return text;
}

std::vector<Figure> figures_of(const std::string& state, const StateProgress::View& view, const Pace& pace,
                               StateProgress::Clock::time_point now, bool stopping) {
  const std::uint64_t rows = view.stages.empty() ? 0 : view.stages.back().rows;
  const auto rate = pace.rows_per_second();
  const bool reads = rows != 0 && !view.ended;
  std::vector<Figure> figures{
      {state, 2, 0},
      {words_for(view, stopping), 16, 1},
      {percent_text(view), 4, 2},
      {bytes_text(view), 18, 7},
      {reads ? fmt::format("{:>6} rows", short_number(rows)) : "", 11, 5},
      {reads && rate ? fmt::format("{:>6}/s", short_number(static_cast<std::uint64_t>(*rate))) : "", 8, 4},
      {time_text(view, pace, now), 8, 3},
  };
  if (view.has_queue) figures.push_back({queue_text(view), 15, 6});
  return figures;
}

std::size_t width_of(const std::vector<Figure>& figures) {
  std::size_t width = 0;
  for (const Figure& figure : figures) {
    if (figure.shown) width += kGap + std::max(figure.width, display_width(figure.text));
  }
  return width - std::min(width, kGap);
}

void leave_out_what_has_no_room(std::vector<Figure>& figures, std::size_t columns) {
  for (int rank = 9; rank > 1 && width_of(figures) > columns; --rank) {
    for (Figure& figure : figures) figure.shown &= figure.rank != rank;
  }
}

}  // namespace

std::string live_line(const std::string& state, const StateProgress::View& view, const Pace& pace,
                      StateProgress::Clock::time_point now, std::size_t columns, bool stopping) {
  std::vector<Figure> figures = figures_of(state, view, pace, now, stopping);
  leave_out_what_has_no_room(figures, columns);
  std::string line;
  for (const Figure& figure : figures) {
    if (!figure.shown) continue;
    if (!line.empty()) line += std::string(kGap, ' ');
    line += padded(figure.text, figure.width);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return cut_to_width(line, columns);
}

}  // namespace sfi
