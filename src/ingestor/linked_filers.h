// How many rows and filers each join step has linked to candidates.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "account/tally.h"
#include "account/type_account.h"
#include "definition/definition.h"
#include "plan/lookup_table.h"

namespace sfi {

// Counts how many rows each join step linked, and which rows of its lookup: distinct ones are distinct filers. Steps
// with the same name and lookup in several streams are counted together. A join that may find nothing (totals of a
// report, the last version of a row) does not link a candidate and is only listed under the joins.
class LinkedFilers {
 public:
  explicit LinkedFilers(const BuiltLookups& lookups) : lookups_(lookups) {}

  // The numbers of the stream's steps, join by join.
  std::vector<std::size_t> add_stream(const Stream& stream) {
    std::vector<std::size_t> numbers;
    for (const Rule& rule : stream.rules) {
      for (const JoinStep& step : rule.steps) {
        numbers.push_back(number_of(step));
        steps_[numbers.back()]->listed |= !rule.reason.empty();
      }
    }
    return numbers;
  }

  void note(std::size_t step, std::uint32_t row) { steps_[step]->hits[row].store(true, std::memory_order_relaxed); }

  void add_counts(const std::vector<std::size_t>& numbers, const Tally& tally) {
    for (std::size_t i = 0; i < std::min(numbers.size(), tally.links.size()); ++i) {
      steps_[numbers[i]]->rows += tally.links[i].rows;
      steps_[numbers[i]]->cents += tally.links[i].cents;
    }
  }

  void add_to(TypeAccount& account) const {
    for (const auto& step : steps_) {
      if (step->listed) account.add_link({step->name, step->filers(), step->rows, step->cents});
    }
  }

  // Lookups that have rows of which no step found one, and whether they are to link candidates.
  std::map<std::string, bool> unused_lookups() const {
    std::map<std::string, bool> unused;
    for (const auto& step : steps_) {
      if (!step->hits.empty()) unused[step->lookup] |= step->listed;
    }
    for (const auto& step : steps_) {
      if (step->filers() != 0) unused.erase(step->lookup);
    }
    return unused;
  }

 private:
  struct Step {
    std::string name;
    std::string lookup;
    bool listed = false;
    std::vector<std::atomic<bool>> hits;
    std::uint64_t rows = 0;
    Cents cents;

    std::uint64_t filers() const {
      const auto found = std::count_if(hits.begin(), hits.end(), [](const auto& hit) { return hit.load(); });
      return static_cast<std::uint64_t>(found);
    }
  };

  std::size_t number_of(const JoinStep& step) {
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      if (steps_[i]->name == step.name && steps_[i]->lookup == step.lookup) return i;
    }
    steps_.push_back(std::make_unique<Step>());
    steps_.back()->name = step.name;
    steps_.back()->lookup = step.lookup;
    steps_.back()->hits = std::vector<std::atomic<bool>>(lookups_.at(step.lookup)->size());
    return steps_.size() - 1;
  }

  const BuiltLookups& lookups_;
  std::vector<std::unique_ptr<Step>> steps_;
};

}  // namespace sfi
