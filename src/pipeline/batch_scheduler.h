// In which order and by which thread the batches of a stream are read, processed and emitted. What a batch is, is
// nobody's business here: the work is behind an interface, so that order, bounds and errors can be tested alone.
//
// A thread takes a free batch and the earliest part that nobody is reading, reads into it (one thread at a time for
// a part), then processes it (any number of threads). Processed batches are emitted strictly in the order of parts
// and of reading, by whichever thread finishes the next one due. The number of batches is fixed, so slow emitting
// slows the reading. Later parts are begun only while enough batches are free for the earliest one, which
// therefore can always go on.
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

// What is done with batches, which are known by number.
class BatchWork {
 public:
  virtual ~BatchWork() = default;
  // Fills a batch with what comes next in a part; false when nothing does. One thread at a time for each part.
  virtual bool read(std::size_t part, std::size_t batch) = 0;
  // Any thread.
  virtual void process(std::size_t batch) = 0;
  // One thread at a time, in order; the batch is free afterwards.
  virtual void emit(std::size_t batch) = 0;
  // All batches of a part are emitted. Must not throw.
  virtual void close(std::size_t part) = 0;
};

class BatchScheduler {
 public:
  struct Shape {
    std::size_t parts = 0;
    unsigned threads = 1;
    bool one_part_at_a_time = false;  // a part is begun when those before it were read to their end
  };
  // Enough that a thread finds a free batch while others wait for their turn to be emitted.
  static constexpr std::size_t kBatchesPerThread = 2;
  static std::size_t batches(unsigned threads) { return threads * kBatchesPerThread; }

  BatchScheduler(const Shape& shape, BatchWork& work);

  // Returns when every batch is emitted; throws what went wrong first, Interrupted included.
  void run();

 private:
  struct Part {
    bool busy = false;  // some thread is reading it
    bool ended = false;
    std::uint64_t batches = 0;  // read so far; all of them once it has ended
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
  Position head_;                         // of the batch that is emitted next
  bool emitting_ = false;
  std::exception_ptr error_;
};

}  // namespace sfi
