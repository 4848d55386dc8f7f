// The available memory, for data that must be kept in memory whole.
#pragma once

#include <cstdint>

namespace sfi {

// Bytes: the smallest of the machine's memory, the container's limit and `ulimit -v`.
std::uint64_t memory_limit();

// Bytes of address space, from `ulimit -v`; the largest number if there is no limit.
std::uint64_t address_space_limit();

}  // namespace sfi
