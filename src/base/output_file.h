// A file that appears under its name only when it is complete: written under a temporary name in the
// same folder (NAME.PROCESS.partial), synced and renamed by commit(), removed when it is given up; what a program that
// was killed has left of it is removed by the next one that writes it. A file that is replaced keeps its mode, owner
// and group, a symbolic link what it points to. A path that is no regular file (/dev/null, a pipe) and "-" (stdout)
// are written straight.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace sfi {

// Whoever read our output has gone (`| head`): the program ends quietly.
struct OutputClosed : Error {
  OutputClosed() : Error(ExitCode::ok, "The output was closed by its reader.") {}
};

class OutputFile {
 public:
  OutputFile() = default;
  // Throws RunFailed when it cannot be created.
  explicit OutputFile(const std::string& path);
  ~OutputFile();
  OutputFile(OutputFile&& other) noexcept { *this = std::move(other); }
  OutputFile& operator=(OutputFile&& other) noexcept;

  bool is_open() const { return descriptor_ >= 0; }
  const std::string& path() const { return path_; }
  // The name it has until commit(), for libraries that write to a file by its name; empty when it is
  // written straight.
  const std::string& partial() const { return temporary_; }

  // Writes all of it or throws: RunFailed (disk full, ...) or OutputClosed.
  void write(std::string_view bytes);
  void commit();
  void discard() noexcept;

  // Bytes written so far; truncating back to such a mark gives up what came after (not for pipes).
  std::uint64_t size() const { return size_; }
  void truncate(std::uint64_t size);

 private:
  void open_partial();
  void take_over_mode() const;
  void close() noexcept;

  std::string path_;
  std::string target_;     // where it will be: what `path_` leads to
  std::string temporary_;  // empty: written straight
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace sfi
