// A temporary file without a name, in TMPDIR: it disappears when its descriptor is closed, however the program ends.
#pragma once

#include <string>

namespace sfi {

// TMPDIR, or /tmp where it is not set. Throws UsageError when there is no such folder.
std::string temporary_folder();

// A descriptor for reading and writing; -1 and errno on failure.
int open_nameless_file();

}  // namespace sfi
