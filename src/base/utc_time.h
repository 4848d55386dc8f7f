// The current time, for logs and records.
#pragma once

#include <string>

namespace sfi {

// "2026-11-24T07:12:13Z"
std::string utc_now();

}  // namespace sfi
