// A file written next to the load: the account or the rejects. If it cannot be written, the command fails but the
// load does not, and the error is reported last.
#pragma once

#include <exception>
#include <functional>
#include <optional>
#include <string>

#include "base/output_file.h"

namespace sfi {

class SideFile {
 public:
  // Creates the file at once, so that a missing folder is reported before the load. No file if `path` is empty.
  explicit SideFile(const std::string& path);

  void write(const std::function<void(OutputFile&)>& write);
  void commit();
  // Throws RunFailed if anything could not be written.
  void check() const;

 private:
  std::optional<OutputFile> file_;
  std::exception_ptr error_;
};

}  // namespace sfi
