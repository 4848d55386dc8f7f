#include "progress/state_progress.h"

#include <algorithm>

namespace sfi {

const char* to_string(Stage stage) {
  switch (stage) {
    case Stage::check:
      return "check";
    case Stage::sink:
      return "sink";
    case Stage::lookups:
      return "lookups";
    case Stage::contribs:
      return "contribs";
    case Stage::reports:
      return "reports";
    case Stage::verify:
      return "verify";
    case Stage::fingerprint:
      return "fingerprint";
    case Stage::promote:
      break;
  }
  return "promote";
}

const char* words_of(Stage stage) {
  switch (stage) {
    case Stage::check:
      return "checking inputs";
    case Stage::sink:
      return "opening the sink";
    case Stage::lookups:
      return "reading lookups";
    case Stage::contribs:
      return "loading contribs";
    case Stage::reports:
      return "loading reports";
    case Stage::verify:
      return "verifying";
    case Stage::fingerprint:
      return "hashing inputs";
    case Stage::promote:
      break;
  }
  return "promoting";
}

Stage stage_of(RecordType type) {
  return type == RecordType::contribs ? Stage::contribs : Stage::reports;
}

void StateProgress::begin(Stage stage) {
  const auto now = Clock::now();
  const std::lock_guard lock(mutex_);
  end_stage(now);
  stages_.push_back({stage, now, {}, 0});
}

void StateProgress::end() {
  const auto now = Clock::now();
  const std::lock_guard lock(mutex_);
  end_stage(now);
  ended_ = true;
  queue_.reset();
}

void StateProgress::end_stage(Clock::time_point now) {
  const std::uint64_t rows = rows_;
  if (!stages_.empty() && !stages_.back().ended) {
    stages_.back().ended = now;
    stages_.back().rows = rows - rows_before_;
  }
  rows_before_ = rows;
}

void StateProgress::watch(std::shared_ptr<const SendQueue> queue) {
  const std::lock_guard lock(mutex_);
  queue_ = std::move(queue);
}

StateProgress::View StateProgress::view() const {
  const std::lock_guard lock(mutex_);
  View view;
  view.stages = stages_;
  view.ended = ended_;
  view.all_bytes = all_bytes_;
  view.bytes = bytes_;
  view.rows = rows_;
  if (!stages_.empty() && !stages_.back().ended) view.stages.back().rows = view.rows - rows_before_;
  if (queue_) {
    view.has_queue = true;
    view.requests_out = queue_->out;
    view.requests_waiting = queue_->waiting;
    view.requests_repeated = queue_->repeated;
  }
  return view;
}

std::vector<std::pair<std::string, double>> StateProgress::seconds() const {
  const auto now = Clock::now();
  std::vector<std::pair<std::string, double>> seconds;
  const std::lock_guard lock(mutex_);
  for (const Span& span : stages_) {
    const std::chrono::duration<double> took = span.ended.value_or(now) - span.began;
    seconds.emplace_back(to_string(span.stage), took.count());
  }
  return seconds;
}

}  // namespace sfi
