#include "run/run_states.h"

#include <algorithm>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

#include "ingestor/definition_ingestor.h"

namespace sfi {
namespace {

class StateQueue {
 public:
  StateQueue(const RunOptions& options, std::vector<Definition> definitions, Sink& sink,
             std::deque<StateProgress>& progress, const std::function<void(StateResult&, Rejects&)>& finished)
      : options_(options),
        definitions_(std::move(definitions)),
        sink_(sink),
        progress_(progress),
        finished_(finished),
        results_(definitions_.size()) {}

  void run() {
    const std::size_t at_once =
        sink_.takes_parallel_runs() ? std::min<std::size_t>(options_.jobs, definitions_.size()) : 1;
    std::vector<std::jthread> helpers;
    for (std::size_t i = 1; i < at_once; ++i) helpers.emplace_back([this] { work(); });
    work();
    helpers.clear();
    if (error_) std::rethrow_exception(error_);
  }

 private:
  struct Done {
    StateResult result;
    Rejects rejects;
  };

  void work() {
    while (const auto index = next()) {
      try {
        Rejects rejects(options_.keep_rejects);
        StateResult result = run_one(*index, rejects);
        deliver(*index, {std::move(result), std::move(rejects)});
      } catch (...) {
        const std::lock_guard lock(mutex_);
        if (!error_) error_ = std::current_exception();
      }
    }
  }

  std::optional<std::size_t> next() {
    const std::lock_guard lock(mutex_);
    if (error_ || next_ == definitions_.size()) return std::nullopt;
    return next_++;
  }

  StateResult run_one(std::size_t index, Rejects& rejects) {
    Definition& definition = definitions_[index];
    const auto folder = options_.inputs.folder / definition.code;
    DefinitionIngestor ingestor(std::move(definition), folder, options_.inputs.allow_missing, options_.inputs.roster);
    return run_state(options_, threads_for(index), ingestor, sink_, rejects, progress_[index]);
  }

  // Jobs divided by the states that are running or still to come, so that the last ones get all jobs.
  unsigned threads_for(std::size_t index) const {
    if (!sink_.takes_parallel_runs()) return options_.jobs;
    const std::size_t left = definitions_.size() - index;
    return std::max(1U, options_.jobs / static_cast<unsigned>(std::min<std::size_t>(left, options_.jobs)));
  }

  void deliver(std::size_t index, Done done) {
    const std::lock_guard lock(mutex_);
    results_[index] = std::move(done);
    while (told_ < results_.size() && results_[told_]) {
      finished_(results_[told_]->result, results_[told_]->rejects);
      results_[told_++].reset();
    }
  }

  const RunOptions& options_;
  std::vector<Definition> definitions_;
  Sink& sink_;
  std::deque<StateProgress>& progress_;
  const std::function<void(StateResult&, Rejects&)>& finished_;
  std::mutex mutex_;
  std::size_t next_ = 0;
  std::size_t told_ = 0;
  std::vector<std::optional<Done>> results_;
  std::exception_ptr error_;
};

}  // namespace

void run_states(const RunOptions& options, std::vector<Definition> definitions, Sink& sink,
                std::deque<StateProgress>& progress, const std::function<void(StateResult&, Rejects&)>& finished) {
  StateQueue(options, std::move(definitions), sink, progress, finished).run();
}

}  // namespace sfi
