// How far the run of one state has come: stages, and counters that the run adds to once for each block.
// Knows nothing of who looks at it, or whether anybody does.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "progress/send_queue.h"
#include "record/schema.h"

namespace sfi {

// In the order of a run.
enum class Stage : std::uint8_t { check, sink, lookups, contribs, reports, verify, fingerprint, promote };

// As the summary names it: "contribs"; and what goes on in it: "loading contribs".
const char* to_string(Stage stage);
const char* words_of(Stage stage);
Stage stage_of(RecordType type);

class StateProgress {
 public:
  using Clock = std::chrono::steady_clock;

  struct Span {
    Stage stage = Stage::check;
    Clock::time_point began;
    std::optional<Clock::time_point> ended;  // nothing: still under way
    std::uint64_t rows = 0;                  // read in it so far
  };

  // What can be seen at one moment.
  struct View {
    std::vector<Span> stages;     // empty: not begun
    bool ended = false;           // well or not
    std::uint64_t bytes = 0;      // read so far, as they lie on disk
    std::uint64_t all_bytes = 0;  // that the run will read, a file for each purpose; 0: not known
    std::uint64_t rows = 0;       // read so far, in all stages
    bool has_queue = false;       // the sink has one
    std::uint64_t requests_out = 0;
    std::uint64_t requests_waiting = 0;
    std::uint64_t requests_repeated = 0;
  };

  explicit StateProgress(std::string state) : state_(std::move(state)) {}

  const std::string& state() const { return state_; }

  // ---- the run; stages by one thread, counts by any ----

  // Ends the stage before.
  void begin(Stage stage);
  void end();
  void expect_bytes(std::uint64_t bytes) { all_bytes_ = bytes; }
  std::atomic<std::uint64_t>& bytes() { return bytes_; }
  void add_rows(std::uint64_t rows) { rows_.fetch_add(rows, std::memory_order_relaxed); }
  void watch(std::shared_ptr<const SendQueue> queue);

  // ---- whoever wants to know, any thread ----

  View view() const;
  // Of the stages so far, each once.
  std::vector<std::pair<std::string, double>> seconds() const;

 private:
  void end_stage(Clock::time_point now);

  const std::string state_;
  // Away from each other: different threads add to them.
  alignas(64) std::atomic<std::uint64_t> bytes_{0};
  alignas(64) std::atomic<std::uint64_t> rows_{0};
  alignas(64) std::atomic<std::uint64_t> all_bytes_{0};
  mutable std::mutex mutex_;  // for the rest
  std::vector<Span> stages_;
  std::uint64_t rows_before_ = 0;  // the present stage
  bool ended_ = false;
  std::shared_ptr<const SendQueue> queue_;
};

}  // namespace sfi
