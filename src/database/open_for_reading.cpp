#include "database/open_for_reading.h"

#include <fmt/format.h>

#include "base/error.h"

namespace sfi {

namespace fs = std::filesystem;

namespace {

std::shared_ptr<const DuckdbDatabase> opened(const fs::path& file, std::uint64_t memory_bytes, unsigned threads,
                                             const SpillFolder& spill, bool locked) {
  std::error_code error;
  if (!fs::exists(file, error)) {
    throw Refused(fmt::format("{}: there is no such database.", file.string()),
                  "Name it with --database, or load a state into DuckDB first.");
  }
  if (fs::is_directory(file, error)) {
    throw Refused(fmt::format("{}: is a folder.", file.string()), "Give a file's name with --database.");
  }
  DuckdbAccess access;
  access.read_only = true;
  access.locked = locked;
  access.temporary_folder = spill.path().string();
  return std::make_shared<const DuckdbDatabase>(file, memory_bytes, threads, access);
}

}  // namespace

DuckdbConnection open_for_reading(const fs::path& file, std::uint64_t memory_bytes, unsigned threads,
                                  const SpillFolder& spill) {
  return DuckdbConnection(opened(file, memory_bytes, threads, spill, false));
}

std::shared_ptr<const DuckdbDatabase> open_locked(const fs::path& file, std::uint64_t memory_bytes, unsigned threads,
                                                  const SpillFolder& spill) {
  return opened(file, memory_bytes, threads, spill, true);
}

}  // namespace sfi
