// A file that appears under its name only when it is complete: written under a temporary name in the same folder
// (NAME.PROCESS.partial), synced and renamed by commit(), removed otherwise. What a killed program has left is removed
// by the next one that writes the file. A replaced file keeps its mode, owner and group, a symbolic link its target.
// "-" (stdout) and paths that are not regular files (/dev/null, a pipe) are written directly.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace sfi {

// The reader of the output is gone (`| head`): the program ends quietly.
struct OutputClosed : Error {
  OutputClosed() : Error(ExitCode::ok, "The output was closed by its reader.") {}
};

class OutputFile {
 public:
  OutputFile() = default;
  // Throws RunFailed if it cannot be created.
  explicit OutputFile(const std::string& path);
  ~OutputFile();
  OutputFile(OutputFile&& other) noexcept { *this = std::move(other); }
  OutputFile& operator=(OutputFile&& other) noexcept;

  bool is_open() const { return descriptor_ >= 0; }
  const std::string& path() const { return path_; }
  // The temporary name until commit(), for libraries that need a file name; empty if the file is written directly.
  const std::string& partial() const { return temporary_; }

  // Writes all of it or throws: RunFailed (disk full, ...) or OutputClosed.
  void write(std::string_view bytes);
  void commit();
  void discard() noexcept;

  // Bytes written so far; truncating to this mark later drops everything after it (not for pipes).
  std::uint64_t size() const { return size_; }
  void truncate(std::uint64_t size);

 private:
  void open_partial();
  void take_over_mode() const;
  void close() noexcept;

  std::string path_;
  std::string target_;     // where it will be: the target of `path_`
  std::string temporary_;  // empty: written directly
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace sfi
