// A file beside the load: the account, the rejects. That it cannot be written fails the command, not the
// load, and is said when everything else is done.
#pragma once

#include <exception>
#include <functional>
#include <optional>
#include <string>

#include "base/output_file.h"

namespace sfi {

class SideFile {
 public:
  // Created at once, so that a missing folder is told before the load; without a path there is none.
  explicit SideFile(const std::string& path);

  void write(const std::function<void(OutputFile&)>& write);
  void commit();
  // Throws RunFailed when something of it could not be written.
  void check() const;

 private:
  std::optional<OutputFile> file_;
  std::exception_ptr error_;
};

}  // namespace sfi
