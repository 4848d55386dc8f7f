// Where DuckDB writes what does not fit into memory. It holds the data, so only the user can read it.
#pragma once

#include <filesystem>
#include <string>

namespace sfi {

// A folder that is removed with the object, which must live longer than the database.
class SpillFolder {
 public:
  // In TMPDIR, for a database that is only read; those that killed programs have left there are removed.
  SpillFolder();
  // FILE.tmp beside a database that nobody else has open: its contents were left by a killed program.
  explicit SpillFolder(const std::filesystem::path& database);
  ~SpillFolder();
  SpillFolder(const SpillFolder&) = delete;
  SpillFolder& operator=(const SpillFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  static std::string path_beside(const std::filesystem::path& database) { return database.string() + ".tmp"; }

 private:
  void clear() noexcept;

  std::filesystem::path path_;
  int descriptor_ = -1;
};

}  // namespace sfi
