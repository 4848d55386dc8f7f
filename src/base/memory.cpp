#include "base/memory.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace sfi {
namespace {

// Control groups, version 2 and 1, as seen from inside a container; "max" or a missing file means no limit.
std::uint64_t container_limit() {
  std::uint64_t limit = UINT64_MAX;
  for (const char* path : {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}) {
    std::uint64_t bytes = 0;
    if (std::ifstream(path) >> bytes && bytes != 0) limit = std::min(limit, bytes);
  }
  return limit;
}

}  // namespace

std::uint64_t memory_limit() {
  std::uint64_t limit = container_limit();
  const long pages = ::sysconf(_SC_PHYS_PAGES);
  const long page = ::sysconf(_SC_PAGESIZE);
  if (pages > 0 && page > 0)
    limit = std::min(limit, static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(page));
  return std::min(limit, address_space_limit());
}

std::uint64_t address_space_limit() {
  rlimit limit{};
  const bool limited = ::getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
  return limited ? limit.rlim_cur : UINT64_MAX;
}

}  // namespace sfi
