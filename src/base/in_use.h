// Files and folders that have the number of the process that made them in their name and are locked while it runs:
// the kernel takes the lock back however the program ends, so that what a killed one has left is found.
#pragma once

#include <filesystem>
#include <string_view>

namespace sfi {

// Whether the lock is ours now; also true on a file system that has no locks.
bool lock_for_use(int descriptor);

// Removes what processes that no longer run have left in `folder` under names of the form
// PREFIX<process><suffix or ".anything">, with everything in it.
void remove_left_behind(const std::filesystem::path& folder, std::string_view prefix, std::string_view suffix);

}  // namespace sfi
