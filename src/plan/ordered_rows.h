// The rows of a lookup whose keys repeat in an order: the elections of a candidate, the years of a registration.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "definition/definition.h"
#include "text/number.h"

namespace sfi {

class OrderedRows {
 public:
  // A row, the day or number it is ordered by (none: before all others) and the last one it holds for (none: without
  // end).
  struct Entry {
    std::optional<Scalar> from;
    std::optional<Scalar> until;
    std::uint32_t row = 0;
  };

  // Adds an entry, or replaces the one with this row. `key` must live as long as this object.
  void put(std::string_view key, const Entry& entry);

  // The row that `direction` finds. Without `at`, which a row may lack, only an entry without bounds is found.
  std::optional<std::uint32_t> find(std::string_view key, std::optional<Scalar> at,
                                    JoinStep::Direction direction) const;

  // False if the key's bounds are days and `scalar` is a number, or the reverse.
  bool is_comparable(const Scalar& scalar) const { return !kind_ || *kind_ == scalar.kind; }
  std::uint64_t bytes() const;

 private:
  std::optional<Scalar::Kind> kind_;                                  // of all bounds
  std::unordered_map<std::string_view, std::vector<Entry>> entries_;  // each sorted by `from`
  std::uint64_t count_ = 0;
};

}  // namespace sfi
