// The scheduler alone: batches are numbers, reading and emitting are fakes.
#include "pipeline/batch_scheduler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>

namespace sfi {
namespace {

using testing::ElementsAre;
using testing::Le;

// Parts with this many pieces each. Logs what happens; the order of emitting is the result.
class FakeWork : public BatchWork {
 public:
  FakeWork(std::vector<std::size_t> pieces, unsigned threads)
      : pieces_(std::move(pieces)), batches_(BatchScheduler::batches(threads)) {}

  bool read(std::size_t part, std::size_t batch) override {
    EXPECT_FALSE(reading_[part].exchange(true)) << "two threads read part " << part;
    if (fails_at_read == std::pair(part, read_[part].load())) throw std::runtime_error("cannot be read");
    for (std::size_t earlier = 0; earlier < part; ++earlier) {
      if (read_[earlier] < pieces_[earlier]) began_early_ = true;
    }
    if (slow_read) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    const bool more = read_[part] < pieces_[part];
    if (more) {
      batches_[batch] = {part, read_[part]++};
      most_under_way = std::max(most_under_way.load(), ++under_way_);
    }
    reading_[part] = false;
    return more;
  }

  // Late pieces are quick, so that they are finished before earlier ones.
  void process(std::size_t batch) override {
    const auto [part, piece] = batches_[batch];
    std::this_thread::sleep_for(std::chrono::microseconds(piece % 3 == 0 ? 300 : 10));
  }

  void emit(std::size_t batch) override {
    EXPECT_FALSE(emitting_.exchange(true)) << "two threads emit";
    if (slow_emit) std::this_thread::sleep_for(std::chrono::microseconds(200));
    if (fails_at_emit == batches_[batch]) throw std::runtime_error("cannot be written");
    emitted.push_back(batches_[batch]);
    --under_way_;
    emitting_ = false;
  }

  void close(std::size_t part) override { closed.push_back(part); }

  // All pieces in order: what must be emitted.
  std::vector<std::pair<std::size_t, std::size_t>> all() const {
    std::vector<std::pair<std::size_t, std::size_t>> all;
    for (std::size_t part = 0; part < pieces_.size(); ++part) {
      for (std::size_t piece = 0; piece < pieces_[part]; ++piece) all.emplace_back(part, piece);
    }
    return all;
  }
  bool began_early() const { return began_early_; }

  std::vector<std::pair<std::size_t, std::size_t>> emitted;
  std::vector<std::size_t> closed;
  std::atomic<int> most_under_way = 0;
  bool slow_read = false;  // so that others find the part busy
  bool slow_emit = false;
  std::optional<std::pair<std::size_t, std::size_t>> fails_at_read;
  std::optional<std::pair<std::size_t, std::size_t>> fails_at_emit;

 private:
  std::vector<std::size_t> pieces_;
  std::array<std::atomic<std::size_t>, 8> read_{};
  std::vector<std::pair<std::size_t, std::size_t>> batches_;
  std::array<std::atomic<bool>, 8> reading_{};
  std::atomic<bool> emitting_ = false;
  std::atomic<int> under_way_ = 0;
  std::atomic<bool> began_early_ = false;
};

class Threads : public testing::TestWithParam<unsigned> {};
INSTANTIATE_TEST_SUITE_P(Scheduler, Threads, testing::Values(1U, 2U, 5U));

TEST_P(Threads, EmitInTheOrderOfPartsAndReading) {
  FakeWork work({7, 0, 1, 20, 3}, GetParam());
  BatchScheduler({5, GetParam()}, work).run();
  EXPECT_EQ(work.emitted, work.all());
  EXPECT_THAT(work.closed, ElementsAre(0, 1, 2, 3, 4));
}

TEST_P(Threads, HaveABoundedNumberOfBatchesWhenEmittingIsSlow) {
  FakeWork work({40, 40}, GetParam());
  work.slow_emit = true;
  BatchScheduler({2, GetParam()}, work).run();
  EXPECT_EQ(work.emitted, work.all());
  EXPECT_THAT(work.most_under_way.load(), Le(static_cast<int>(BatchScheduler::batches(GetParam()))));
}

TEST_P(Threads, ReadPartAfterPartWhereTheOrderOfReadingCounts) {
  FakeWork work({3, 9, 1, 4}, GetParam());
  work.slow_read = true;
  BatchScheduler({4, GetParam(), true}, work).run();
  EXPECT_EQ(work.emitted, work.all());
  EXPECT_FALSE(work.began_early());
}

TEST_P(Threads, EndWithTheErrorOfReading) {
  FakeWork work({50, 50}, GetParam());
  work.fails_at_read = {1, 5};
  EXPECT_THROW(BatchScheduler({2, GetParam()}, work).run(), std::runtime_error);
  EXPECT_LT(work.emitted.size(), 100U);
}

TEST_P(Threads, EndWithTheErrorOfEmitting) {
  FakeWork work({50, 50}, GetParam());
  work.slow_emit = true;  // so that all others wait for a free batch
  work.fails_at_emit = {0, 4};
  EXPECT_THROW(BatchScheduler({2, GetParam()}, work).run(), std::runtime_error);
  EXPECT_THAT(work.emitted, ElementsAre(std::pair(0, 0), std::pair(0, 1), std::pair(0, 2), std::pair(0, 3)));
}

TEST_P(Threads, HaveNothingToDoWithoutParts) {
  FakeWork work({}, GetParam());
  BatchScheduler({0, GetParam()}, work).run();
  EXPECT_TRUE(work.emitted.empty());
}

TEST(Scheduler, BeginsLaterPartsWhileTheFirstIsRead) {
  FakeWork work({30, 30, 30}, 4);
  work.slow_read = true;
  BatchScheduler({3, 4}, work).run();
  EXPECT_TRUE(work.began_early());
}

}  // namespace
}  // namespace sfi
