// A database that is only read from: for reports, exports and the server.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "database/connection.h"
#include "database/spill_folder.h"

namespace sfi {

// Throws Refused if the file does not exist; otherwise what DuckdbDatabase throws.
DuckdbConnection open_for_reading(const std::filesystem::path& file, std::uint64_t memory_bytes, unsigned threads,
                                  const SpillFolder& spill);

// The same for questions of strangers: no SQL can reach other files or change a setting.
std::shared_ptr<const DuckdbDatabase> open_locked(const std::filesystem::path& file, std::uint64_t memory_bytes,
                                                  unsigned threads, const SpillFolder& spill);

}  // namespace sfi
