#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "base/utc_time.h"
#include "command/progress/live_line.h"
#include "command/progress/log_lines.h"
#include "command/progress/pace.h"
#include "input/byte_meter.h"
#include "progress/state_progress.h"
#include "wording/display_width.h"

namespace sfi {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::Not;
using Clock = StateProgress::Clock;

const Clock::time_point kStart = Clock::time_point{} + std::chrono::hours(1);

// Somewhere in the loading of contributions.
StateProgress::View loading(std::uint64_t bytes, std::uint64_t rows) {
  StateProgress::View view;
  view.stages = {{Stage::lookups, kStart, kStart + seconds(1), 19}, {Stage::contribs, kStart + seconds(1), {}, rows}};
  view.bytes = bytes;
  view.all_bytes = 1'100'000'000;
  view.rows = rows + 19;
  return view;
}

// Ten looks, one a second: steady growth up to `view`.
Pace steady(const StateProgress::View& view, Clock::time_point now) {
  Pace pace;
  for (int i = 1; i <= 10; ++i) {
    StateProgress::View then = view;
    then.bytes = view.bytes / 10 * static_cast<std::uint64_t>(i);
    then.rows = view.rows / 10 * static_cast<std::uint64_t>(i);
    pace.note(then, now - seconds(10 - i));
  }
  return pace;
}

TEST(ByteMeter, NeverMoreThanThePartHasAndAllOfItAtTheEnd) {
  std::atomic<std::uint64_t> sum{5};
  ByteMeter meter(sum, 100);
  meter.add(60);
  EXPECT_EQ(sum, 65U);
  meter.add(60);  // its head was read twice
  EXPECT_EQ(sum, 105U);
  meter.finish();
  EXPECT_EQ(sum, 105U);
  ByteMeter other(sum, 50);
  other.add(10);
  other.finish();  // the rest was not needed
  EXPECT_EQ(sum, 155U);
}

TEST(ByteMeter, SeesWhatASourceGives) {
  std::atomic<std::uint64_t> sum{0};
  ByteMeter meter(sum, 11);
  const auto source = metered(std::make_unique<MemorySource>("eleven byte"), &meter);
  char bytes[8];
  EXPECT_EQ(source->read(bytes, 8), 8U);
  EXPECT_EQ(sum, 8U);
  EXPECT_EQ(source->read(bytes, 8), 3U);
  EXPECT_EQ(sum, 11U);
}

TEST(StateProgress, StagesFollowEachOtherWithTheirRows) {
  StateProgress progress("tx");
  EXPECT_TRUE(progress.view().stages.empty());
  progress.begin(Stage::lookups);
  progress.add_rows(19);
  progress.begin(Stage::contribs);
  progress.add_rows(40);
  auto view = progress.view();
  ASSERT_EQ(view.stages.size(), 2U);
  EXPECT_EQ(view.stages[0].rows, 19U);
  EXPECT_TRUE(view.stages[0].ended.has_value());
  EXPECT_EQ(view.stages[1].rows, 40U);
  EXPECT_FALSE(view.stages[1].ended.has_value());
  EXPECT_EQ(view.rows, 59U);
  EXPECT_FALSE(view.ended);
  progress.end();
  view = progress.view();
  EXPECT_TRUE(view.ended);
  EXPECT_EQ(*view.stages[0].ended, view.stages[1].began);
  EXPECT_EQ(view.stages[1].rows, 40U);
  const auto times = progress.seconds();
  ASSERT_EQ(times.size(), 2U);
  EXPECT_EQ(times[0].first, "lookups");
  EXPECT_EQ(times[1].first, "contribs");
}

TEST(StateProgress, AnyThreadCountsWhileAnotherLooks) {
  StateProgress progress("tx");
  progress.expect_bytes(40'000);
  progress.begin(Stage::contribs);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      ByteMeter meter(progress.bytes(), 10'000);
      for (int k = 0; k < 1000; ++k) {
        meter.add(10);
        progress.add_rows(3);
      }
    });
  }
  for (int i = 0; i < 100; ++i) EXPECT_LE(percent_read(progress.view()).value_or(0), 100U);
  threads.clear();
  EXPECT_EQ(progress.view().bytes, 40'000U);
  EXPECT_EQ(progress.view().stages[0].rows, 12'000U);
}

TEST(StateProgress, TheQueueIsSeenAsLongAsTheRunGoesOn) {
  StateProgress progress("tx");
  auto queue = std::make_shared<SendQueue>();
  queue->out = 4;
  queue->waiting = 2;
  progress.begin(Stage::contribs);
  EXPECT_FALSE(progress.view().has_queue);
  progress.watch(queue);
  EXPECT_EQ(progress.view().requests_out, 4U);
  EXPECT_EQ(progress.view().requests_waiting, 2U);
  progress.end();
  EXPECT_FALSE(progress.view().has_queue);
}

TEST(Rate, IsThatOfTheLastSeconds) {
  Rate rate(seconds(3));
  EXPECT_FALSE(rate.per_second().has_value());
  rate.note(kStart, 0);
  rate.note(kStart + milliseconds(200), 1000);
  EXPECT_FALSE(rate.per_second().has_value());  // too little to go by
  for (int i = 1; i <= 10; ++i) rate.note(kStart + seconds(i), 1000 * static_cast<std::uint64_t>(i));
  EXPECT_DOUBLE_EQ(*rate.per_second(), 1000);
  for (int i = 11; i <= 14; ++i) rate.note(kStart + seconds(i), 10'000);
  EXPECT_DOUBLE_EQ(*rate.per_second(), 0);  // an average would still say 700
}

TEST(Percent, IsAHundredOnlyWhenAllIsRead) {
  StateProgress::View view;
  EXPECT_FALSE(percent_read(view).has_value());
  view.all_bytes = 1'000'000;
  EXPECT_EQ(percent_read(view), 0U);
  view.bytes = 999'999;
  EXPECT_EQ(percent_read(view), 99U);
  view.bytes = 1'000'000;
  EXPECT_EQ(percent_read(view), 100U);
  view.bytes = 1'000'001;
  EXPECT_EQ(percent_read(view), 100U);
}

TEST(Pace, TimeLeft) {
  const auto view = loading(400'000'000, 12'000'000);
  EXPECT_FALSE(Pace().seconds_left(view).has_value());
  EXPECT_NEAR(*steady(view, kStart).seconds_left(view), 17.5, 0.1);  // 700 MB at 40 MB/s
  const auto all = loading(1'100'000'000, 12'000'000);
  EXPECT_FALSE(steady(all, kStart).seconds_left(all).has_value());
  Pace still;
  still.note(view, kStart);
  still.note(view, kStart + seconds(20));
  EXPECT_FALSE(still.seconds_left(view).has_value());
}

TEST(LiveLine, LeavesOutFiguresUntilItFits) {
  const auto view = loading(412'000'000, 12'345'000);
  const auto now = kStart + seconds(20);
  const Pace pace = steady(view, now);
  const auto line = [&](std::size_t columns) { return live_line("tx", view, pace, now, columns, false); };
  EXPECT_EQ(line(79), "tx  loading contribs   37%   412 MB of 1.10 GB  12.3 M rows  1.23 M/s  ETA 0:16");
  EXPECT_EQ(line(60), "tx  loading contribs   37%  12.3 M rows  1.23 M/s  ETA 0:16");
  EXPECT_EQ(line(50), "tx  loading contribs   37%  1.23 M/s  ETA 0:16");
  EXPECT_EQ(line(39), "tx  loading contribs   37%  ETA 0:16");
  EXPECT_EQ(line(30), "tx  loading contribs   37%");
  EXPECT_EQ(line(20), "tx  loading contribs");
  EXPECT_EQ(line(10), "tx  loa...");
  for (std::size_t columns = 0; columns < 120; ++columns) EXPECT_LE(display_width(line(columns)), columns);
}

TEST(LiveLine, FiguresOfTwoStatesStandBelowEachOther) {
  const auto now = kStart + seconds(20);
  const auto small = loading(9'000, 1'200);
  const auto large = loading(412'000'000, 12'345'000);
  const std::string first = live_line("tx", small, steady(small, now), now, 100, false);
  const std::string second = live_line("ca", large, steady(large, now), now, 100, false);
  for (const char* figure : {"%", " of ", " rows", "/s", "ETA"}) {
    EXPECT_EQ(first.find(figure), second.find(figure)) << first << "\n" << second;
  }
}

TEST(LiveLine, RequestsToAServer) {
  auto view = loading(412'000'000, 12'345'000);
  const auto now = kStart + seconds(20);
  view.has_queue = true;
  view.requests_out = 4;
  view.requests_waiting = 2;
  const Pace pace = steady(view, now);
  EXPECT_THAT(live_line("tx", view, pace, now, 120, false), HasSubstr("  ETA 0:16  4 out, 2 queued"));
  // If not everything fits, the bytes are dropped first: the percentage says the same.
  const std::string line = live_line("tx", view, pace, now, 79, false);
  EXPECT_THAT(line, HasSubstr("4 out, 2 queued"));
  EXPECT_THAT(line, Not(HasSubstr("412 MB")));
  view.requests_repeated = 3;
  EXPECT_THAT(live_line("tx", view, pace, now, 120, false), HasSubstr("4 out, 2 queued, 3 retried"));
}

TEST(LiveLine, StagesWithoutFigures) {
  const auto now = kStart + seconds(83);
  StateProgress::View view;
  EXPECT_EQ(live_line("tx", view, {}, now, 79, false), "tx  waiting");
  view.stages = {{Stage::check, kStart, {}, 0}};
  EXPECT_THAT(live_line("tx", view, {}, now, 79, false), HasSubstr("tx  checking inputs "));
  EXPECT_THAT(live_line("tx", view, {}, now, 79, false), HasSubstr("  for 1:23"));
  EXPECT_THAT(live_line("tx", view, {}, now, 79, true), HasSubstr("tx  stopping "));
  view.ended = true;
  EXPECT_EQ(live_line("tx", view, {}, now, 79, false), "tx  done");
}

TEST(LiveLine, WithALimitNobodyKnowsHowMuchIsToBeRead) {
  auto view = loading(412'000'000, 12'345'000);
  view.all_bytes = 0;
  const auto now = kStart + seconds(20);
  const std::string line = live_line("tx", view, steady(view, now), now, 120, false);
  EXPECT_THAT(line, Not(HasSubstr("%")));
  EXPECT_THAT(line, Not(HasSubstr("ETA")));
  EXPECT_THAT(line, HasSubstr("412 MB"));
}

TEST(LogLines, ALineWhenAStageBeginsAndEndsAndEveryTenSeconds) {
  LogLines log("tx");
  StateProgress::View view;
  view.stages = {{Stage::check, kStart, {}, 0}};
  EXPECT_EQ(log.since_last(view, {}, kStart, "T"), "T tx: checking inputs\n");
  EXPECT_EQ(log.since_last(view, {}, kStart + milliseconds(100), "T"), "");
  view.stages[0].ended = kStart + milliseconds(250);
  view.stages.push_back({Stage::contribs, kStart + milliseconds(250), {}, 0});
  EXPECT_EQ(log.since_last(view, {}, kStart + milliseconds(300), "T"),
            "T tx: checking inputs: done in 0.25 s\nT tx: loading contribs\n");
  int lines = 0;
  for (int i = 1; i <= 300; ++i) {
    if (!log.since_last(view, {}, kStart + milliseconds(300 + 100 * i), "T").empty()) ++lines;
  }
  EXPECT_EQ(lines, 3);  // in 30 seconds
  view.stages[1].ended = kStart + seconds(40);
  view.stages[1].rows = 1'234'567;
  EXPECT_EQ(log.since_last(view, {}, kStart + seconds(40), "T"),
            "T tx: loading contribs: done, 1,234,567 rows in 39.8 s\n");
  EXPECT_EQ(log.since_last(view, {}, kStart + seconds(80), "T"), "");
}

TEST(LogLines, AStageThatWasOverBeforeAnybodyLookedHasOneLine) {
  LogLines log("tx");
  StateProgress::View view;
  view.stages = {{Stage::check, kStart, kStart, 0}, {Stage::sink, kStart, kStart, 0}, {Stage::lookups, kStart, {}, 0}};
  EXPECT_EQ(log.since_last(view, {}, kStart, "T"),
            "T tx: checking inputs: done in 0.00 s\nT tx: opening the sink: done in 0.00 s\nT tx: reading lookups\n");
}

TEST(LogLines, WhereTheRunStands) {
  LogLines log("tx");
  auto view = loading(412'000'000, 12'345'000);
  view.has_queue = true;
  view.requests_out = 4;
  view.requests_waiting = 2;
  view.requests_repeated = 1;
  log.since_last(view, {}, kStart, "T");
  const auto now = kStart + seconds(20);
  EXPECT_EQ(log.since_last(view, steady(view, now), now, "T"),
            "T tx: loading contribs: 37%, 412 MB of 1.10 GB, 12,345,000 rows, 1,234,501 rows/s, ETA 0:16, "
            "4 requests out, 2 queued, 1 retried\n");
}

TEST(LogLines, TheStampIsUtc) {
  EXPECT_THAT(utc_now(), ::testing::MatchesRegex("[0-9]+-[0-9]+-[0-9]+T[0-9]+:[0-9]+:[0-9]+Z"));
}

}  // namespace
}  // namespace sfi
