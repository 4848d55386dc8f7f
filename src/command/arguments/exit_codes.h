// The exit codes, for the help of commands that read the states' files.
#pragma once

namespace sfi {

inline constexpr const char* kExitCodes =
    "Exit status: 0 done, 1 the run failed, 2 wrong usage, 3 refused (inputs missing or wrong, too "
    "many rejects, shrunk, counts differ), 130/143 interrupted.";

}  // namespace sfi
