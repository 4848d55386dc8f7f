// Command lines that are shown, to be copied into a shell.
#pragma once

#include <string>
#include <string_view>

namespace sfi {

// One word of a POSIX shell's command line: in quotes where it needs them.
std::string shell_word(std::string_view text);

// A file's name as an argument that no program takes for an option or for anything else but a path.
std::string shell_path(std::string_view path);

}  // namespace sfi
