// A database that is only read from: for reports and exports.
#pragma once

#include <cstdint>
#include <filesystem>

#include "database/connection.h"
#include "database/spill_folder.h"

namespace sfi {

// Throws Refused if the file does not exist; otherwise what DuckdbDatabase throws.
DuckdbConnection open_for_reading(const std::filesystem::path& file, std::uint64_t memory_bytes, unsigned threads,
                                  const SpillFolder& spill);

}  // namespace sfi
