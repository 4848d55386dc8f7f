// The filers of contributions without a candidate.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "account/skipped_money.h"

namespace sfi {

struct UnlinkedAccount {
  struct Filer {
    std::string id;    // empty: only the name is known
    std::string name;  // as in its first row; both empty: the rows do not name a filer
    SkippedRows sum;
    bool operator==(const Filer&) const = default;
  };
  std::uint64_t filers = 0;  // counted one by one
  SkippedRows all;           // of all filers, including those beyond the limit
  SkippedRows beyond;        // of the filers beyond the limit
  std::vector<Filer> top;    // most money first

  bool operator==(const UnlinkedAccount&) const = default;
};

}  // namespace sfi
