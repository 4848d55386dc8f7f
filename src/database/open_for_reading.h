// A database that is only read from: for reports and exports.
#pragma once

#include <cstdint>
#include <filesystem>

#include "database/connection.h"

namespace sfi {

// What DuckDB sorts beyond its memory goes there; it makes the folder when it needs one. Removed with the
// object, which must live longer than the connection.
class SpillFolder {
 public:
  SpillFolder();
  ~SpillFolder();
  SpillFolder(const SpillFolder&) = delete;
  SpillFolder& operator=(const SpillFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Throws Refused when there is no such file; else what DuckdbDatabase throws.
DuckdbConnection open_for_reading(const std::filesystem::path& file, std::uint64_t memory_bytes, unsigned threads,
                                  const SpillFolder& spill);

}  // namespace sfi
