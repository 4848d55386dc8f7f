#include "pipeline/batch_scheduler.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "base/interrupt.h"

namespace sfi {

BatchScheduler::BatchScheduler(const Shape& shape, BatchWork& work)
    : shape_(shape), work_(work), parts_(shape.parts), free_(batches(shape.threads)) {
  for (std::size_t i = 0; i < free_.size(); ++i) free_[i] = i;
}

void BatchScheduler::run() {
  std::vector<std::jthread> helpers;
  for (unsigned i = 1; i < shape_.threads; ++i) helpers.emplace_back([this] { work_on(); });
  work_on();
  helpers.clear();
  if (error_) std::rethrow_exception(error_);
  if (head_.part != parts_.size() || !done_.empty()) {
    throw RunFailed("Some blocks of rows were read but never written.",
                    "This is a bug in state-fin-ingest: please report it.");
  }
}

void BatchScheduler::work_on() {
  try {
    while (const auto taken = take()) {
      if (!read(*taken)) continue;
      work_.process(taken->batch);
      deliver(*taken);
    }
  } catch (...) {
    fail(std::current_exception());
  }
}

void BatchScheduler::fail(std::exception_ptr error) {
  const std::lock_guard lock(mutex_);
  if (!error_) error_ = std::move(error);
  changed_.notify_all();
}

// The earliest part that can be read now; only the first unfinished one if few batches are free.
std::optional<std::size_t> BatchScheduler::next_part() const {
  bool is_first = true;
  for (std::size_t i = head_.part; i < parts_.size(); ++i) {
    if (parts_[i].ended) continue;
    const bool may_read_ahead = free_.size() > shape_.threads && !shape_.one_part_at_a_time;
    if (!is_first && !may_read_ahead) return std::nullopt;
    if (!parts_[i].busy) return i;
    is_first = false;
  }
  return std::nullopt;
}

// A free batch and the part to read into it; nothing if all parts are read or the run has failed.
std::optional<BatchScheduler::Taken> BatchScheduler::take() {
  std::unique_lock lock(mutex_);
  for (;;) {
    throw_if_interrupted();
    if (error_) return std::nullopt;
    const bool all_read = std::all_of(parts_.begin() + static_cast<std::ptrdiff_t>(head_.part), parts_.end(),
                                      [](const Part& part) { return part.ended; });
    if (all_read) return std::nullopt;
    const auto part = free_.empty() ? std::nullopt : next_part();
    if (part) {
      const Taken taken{free_.back(), {*part, parts_[*part].batches}};
      free_.pop_back();
      parts_[*part].busy = true;
      return taken;
    }
    // Wakes up regularly to notice a signal.
    changed_.wait_for(lock, std::chrono::milliseconds(100));
  }
}

// False at the end of the part; the batch is then free again.
bool BatchScheduler::read(const Taken& taken) {
  const bool more = work_.read(taken.position.part, taken.batch);
  std::unique_lock lock(mutex_);
  Part& part = parts_[taken.position.part];
  part.busy = false;
  if (more) {
    ++part.batches;
  } else {
    part.ended = true;
    free_.push_back(taken.batch);
    // Batches of later parts can have been waiting for this end.
    emit_due(lock);
  }
  changed_.notify_all();
  return more;
}

void BatchScheduler::deliver(const Taken& taken) {
  std::unique_lock lock(mutex_);
  done_.emplace(taken.position, taken.batch);
  emit_due(lock);
}

// Moves past a part whose batches have all been emitted. The caller holds the mutex.
bool BatchScheduler::advance_head() {
  if (head_.part >= parts_.size()) return false;
  const Part& part = parts_[head_.part];
  if (!part.ended || head_.number != part.batches) return false;
  work_.close(head_.part);
  head_ = {head_.part + 1, 0};
  return true;
}

// Emits the batches that are due, unless another thread is doing so. `lock` is held on entry and exit, but not while a
// batch is emitted.
void BatchScheduler::emit_due(std::unique_lock<std::mutex>& lock) {
  if (emitting_) return;
  emitting_ = true;
  for (;;) {
    while (advance_head()) {
    }
    const auto next = done_.find(head_);
    if (next == done_.end() || error_) break;
    const std::size_t due = next->second;
    done_.erase(next);
    lock.unlock();
    try {
      work_.emit(due);
    } catch (...) {
      lock.lock();
      emitting_ = false;
      throw;
    }
    lock.lock();
    ++head_.number;
    free_.push_back(due);
    changed_.notify_all();
  }
  emitting_ = false;
}

}  // namespace sfi
