// A temporary file without a name, in TMPDIR: gone when its descriptor is closed, however the program ends.
#pragma once

#include <string>

namespace sfi {

// TMPDIR, or /tmp where it is not set. Throws UsageError when there is no such folder.
std::string temporary_folder();

// A descriptor to read and write; -1 with errno when there can be none.
int open_nameless_file();

}  // namespace sfi
