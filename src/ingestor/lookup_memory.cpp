#include "ingestor/lookup_memory.h"

#include <algorithm>

#include "base/memory.h"

namespace sfi {

std::uint64_t memory_for_lookups() {
  constexpr std::uint64_t kProgram = 100'000'000;
  const std::uint64_t memory = memory_limit();
  return memory / 2 - std::min(memory / 4, kProgram);
}

std::uint64_t bytes_of(const BuiltLookups& lookups) {
  std::uint64_t sum = 0;
  for (const auto& [name, lookup] : lookups) sum += lookup->bytes();
  return sum;
}

}  // namespace sfi
