// How much memory there is, for what must be held whole however large the input is.
#pragma once

#include <cstdint>

namespace sfi {

// Bytes: the least of the machine's memory, what its container may use and `ulimit -v`.
std::uint64_t memory_limit();

// Bytes of address space by `ulimit -v`; the largest number where there is no limit.
std::uint64_t address_space_limit();

}  // namespace sfi
