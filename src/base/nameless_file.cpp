#include "base/nameless_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>

#include "base/error.h"

namespace sfi {

std::string temporary_folder() {
  const char* named = ::getenv("TMPDIR");
  if (named == nullptr || *named == '\0') return "/tmp";
  std::error_code error;
  if (!std::filesystem::is_directory(named, error)) {
    throw UsageError(fmt::format("TMPDIR: there is no folder {}.", named), "Create it, or name another one.");
  }
  return named;
}

int open_nameless_file() {
  std::string name = temporary_folder() + "/state-fin-ingest-XXXXXX";
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor >= 0) ::unlink(name.c_str());
  return descriptor;
}

}  // namespace sfi
