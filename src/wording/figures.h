// Numbers formatted for people.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/units.h"

namespace sfi {

// 1234567: "1,234,567".
std::string grouped(std::uint64_t value);

// "$1,234.50", "-$0.05".
std::string dollars(Cents cents);

// "1 row", "1,234 rows".
std::string counted(std::uint64_t count, std::string_view what);

// Three or four digits: "812", "9,999", "12.3 k", "812 k", "1.23 M", "4.56 G". Rounded down.
std::string short_number(std::uint64_t value);

// In powers of 1000: "812 B", "12.3 kB", "1.10 GB". Rounded down.
std::string short_bytes(std::uint64_t bytes);

// "0:07", "12:34", "1:02:03"; "> 99 h" for longer times.
std::string clock_time(double seconds);

// "0.02 s", "12.3 s", "812 s".
std::string short_seconds(double seconds);

}  // namespace sfi
