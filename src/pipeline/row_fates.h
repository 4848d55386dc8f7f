// Which rows of a stream count where several compete: versions of one record, the same record in overlapping exports,
// rows that delete others. Decided before the stream is loaded (ingestor/fate_decider.h): one byte for each row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "reason/reason.h"

namespace sfi {

enum class Fate : std::uint8_t { counts, superseded, repeated, deletion, deleted };

// Why a row with this fate, which is not `counts`, is skipped.
constexpr Reason reason_of(Fate fate) {
  switch (fate) {
    case Fate::repeated:
      return Reason::repeated;
    case Fate::deletion:
      return Reason::deletion;
    case Fate::deleted:
      return Reason::deleted;
    case Fate::superseded:
    case Fate::counts:
      break;
  }
  return Reason::superseded;
}

class RowFates {
 public:
  explicit RowFates(std::size_t parts) : parts_(parts) {}

  // `row` counts the rows of the part from 0, without those that could not be split into fields.
  void set(std::size_t part, std::uint64_t row, Fate fate) {
    std::vector<Fate>& fates = parts_[part];
    if (row >= fates.size()) fates.resize(row + 1, Fate::counts);
    fates[row] = fate;
  }
  Fate of(std::size_t part, std::uint64_t row) const {
    return row < parts_[part].size() ? parts_[part][row] : Fate::counts;
  }
  // Of the rows of the part from `row` on; those beyond the end count.
  std::span<const Fate> from(std::size_t part, std::uint64_t row) const {
    const std::span<const Fate> all = parts_[part];
    return row < all.size() ? all.subspan(row) : std::span<const Fate>();
  }

 private:
  std::vector<std::vector<Fate>> parts_;
};

}  // namespace sfi
