// The memory for what is held in memory whole: lookups, and the keys of streams.
#pragma once

#include <cstdint>

#include "plan/lookup_table.h"

namespace sfi {

// Growing needs a temporary copy, and the program itself needs some.
std::uint64_t memory_for_lookups();
std::uint64_t bytes_of(const BuiltLookups& lookups);

}  // namespace sfi
