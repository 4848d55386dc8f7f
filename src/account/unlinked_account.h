// Who filed the contributions that no candidate was found for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "account/skipped_money.h"

namespace sfi {

struct UnlinkedAccount {
  struct Filer {
    std::string id;    // empty: known by name only
    std::string name;  // as in its first row; both empty: the rows name no filer
    SkippedRows sum;
    bool operator==(const Filer&) const = default;
  };
  std::uint64_t filers = 0;  // counted one by one
  SkippedRows all;           // of all filers, those beyond the limit included
  SkippedRows beyond;        // of the filers that were not counted one by one
  std::vector<Filer> top;    // most money first

  bool operator==(const UnlinkedAccount&) const = default;
};

}  // namespace sfi
