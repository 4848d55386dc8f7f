// Decides in which order and by which thread the batches of a stream are read, processed and emitted. The work itself
// is behind an interface, so that order, bounds and errors can be tested alone.
//
// A thread takes a free batch and the earliest part that no thread is reading, reads into it (one thread at a time
// per part), then processes it (any number of threads). Processed batches are emitted strictly in the order of parts
// and of reading, by whichever thread finishes the next one due. The number of batches is fixed, so slow emitting
// slows reading. Later parts are started only while enough batches are free for the earliest one, which can
// therefore always go on.
#pragma once

#include <compare>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace sfi {

// The work on batches, which are identified by number.
class BatchWork {
 public:
  virtual ~BatchWork() = default;
  // Fills a batch with the next rows of a part; false at its end. One thread at a time for each part.
  virtual bool read(std::size_t part, std::size_t batch) = 0;
  // Any thread.
  virtual void process(std::size_t batch) = 0;
  // Called by one thread at a time, in order; afterwards the batch is free.
  virtual void emit(std::size_t batch) = 0;
  // Called when all batches of a part have been emitted. Must not throw.
  virtual void close(std::size_t part) = 0;
};

class BatchScheduler {
 public:
  struct Shape {
    std::size_t parts = 0;
    unsigned threads = 1;
    bool one_part_at_a_time = false;  // a part is started when those before it have been read to the end
  };
  // Enough for a thread to find a free batch while others wait to be emitted.
  static constexpr std::size_t kBatchesPerThread = 2;
  static std::size_t batches(unsigned threads) { return threads * kBatchesPerThread; }

  BatchScheduler(const Shape& shape, BatchWork& work);

  // Returns when every batch is emitted; throws the first error, including Interrupted.
  void run();

 private:
  struct Part {
    bool busy = false;  // some thread is reading it
    bool ended = false;
    std::uint64_t batches = 0;  // read so far
  };
  struct Position {
    std::size_t part = 0;
    std::uint64_t number = 0;
    auto operator<=>(const Position&) const = default;
  };
  struct Taken {
    std::size_t batch = 0;
    Position position;
  };

  void work_on();
  std::optional<Taken> take();
  std::optional<std::size_t> next_part() const;
  bool read(const Taken& taken);
  void deliver(const Taken& taken);
  void emit_due(std::unique_lock<std::mutex>& lock);
  bool advance_head();
  void fail(std::exception_ptr error);

  const Shape shape_;
  BatchWork& work_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Part> parts_;
  std::vector<std::size_t> free_;
  std::map<Position, std::size_t> done_;  // processed, not emitted
  Position head_;                         // of the next batch to emit
  bool emitting_ = false;
  std::exception_ptr error_;
};

}  // namespace sfi
