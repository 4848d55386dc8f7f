// Parses option values. All throw UsageError with the option's name.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/units.h"
#include "record/schema.h"
#include "run/options.h"

namespace sfi {

// "20%": 20.
double percent_of(const std::string& option, std::string text);

// "100" or "0.1%".
RejectLimit reject_limit(const std::string& option, const std::string& text);

// "2024-01-31"
Day day_of(const std::string& option, const std::string& text);

// "512MB", "2 GiB", "1g": bytes, in powers of 1024.
std::uint64_t bytes_of(const std::string& option, const std::string& text);

// "contribs" or "reports", already checked by choices().
std::set<RecordType> record_types_of(const std::vector<std::string>& names);

}  // namespace sfi
