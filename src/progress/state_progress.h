// The progress of one state's run: stages, and counters that the run updates once for each block. It does not know
// who reads them.
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

// In order.
enum class Stage : std::uint8_t { check, sink, lookups, contribs, reports, verify, fingerprint, promote };

// The name in the summary: "contribs"; and in words: "loading contribs".
const char* to_string(Stage stage);
const char* words_of(Stage stage);
Stage stage_of(RecordType type);

class StateProgress {
 public:
  using Clock = std::chrono::steady_clock;

  struct Span {
    Stage stage = Stage::check;
    Clock::time_point began;
    std::optional<Clock::time_point> ended;  // empty: still running
    std::uint64_t rows = 0;                  // read so far in this stage
  };

  // A snapshot.
  struct View {
    std::vector<Span> stages;     // empty: not started
    bool ended = false;           // successfully or not
    std::uint64_t bytes = 0;      // bytes on disk read so far
    std::uint64_t all_bytes = 0;  // bytes on disk to read in total, a file once per use; 0: unknown
    std::uint64_t rows = 0;       // read so far in all stages
    bool has_queue = false;       // the sink has one
    std::uint64_t requests_out = 0;
    std::uint64_t requests_waiting = 0;
    std::uint64_t requests_repeated = 0;
  };

  explicit StateProgress(std::string state) : state_(std::move(state)) {}

  const std::string& state() const { return state_; }

  // ---- for the run; stages by one thread, counts by any ----

  // Ends the previous stage.
  void begin(Stage stage);
  void end();
  void expect_bytes(std::uint64_t bytes) { all_bytes_ = bytes; }
  std::atomic<std::uint64_t>& bytes() { return bytes_; }
  void add_rows(std::uint64_t rows) { rows_.fetch_add(rows, std::memory_order_relaxed); }
  void watch(std::shared_ptr<const SendQueue> queue);

  // ---- for readers, any thread ----

  View view() const;
  // By stage, each once.
  std::vector<std::pair<std::string, double>> seconds() const;

 private:
  void end_stage(Clock::time_point now);

  const std::string state_;
  // On separate cache lines, since different threads add to them.
  alignas(64) std::atomic<std::uint64_t> bytes_{0};
  alignas(64) std::atomic<std::uint64_t> rows_{0};
  alignas(64) std::atomic<std::uint64_t> all_bytes_{0};
  mutable std::mutex mutex_;  // for the rest
  std::vector<Span> stages_;
  std::uint64_t rows_before_ = 0;  // before the current stage
  bool ended_ = false;
  std::shared_ptr<const SendQueue> queue_;
};

}  // namespace sfi
