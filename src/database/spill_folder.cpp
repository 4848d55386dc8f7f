#include "database/spill_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/error.h"
#include "base/in_use.h"
#include "base/nameless_file.h"
#include "base/system_advice.h"

namespace sfi {

namespace fs = std::filesystem;

SpillFolder::SpillFolder() {
  constexpr std::string_view kPrefix = "state-fin-ingest.";
  const std::string folder = temporary_folder();
  remove_left_behind(folder, kPrefix, "");
  std::string name = fmt::format("{}/{}{}.XXXXXX", folder, kPrefix, ::getpid());
  if (::mkdtemp(name.data()) == nullptr) {
    const int error = errno;
    throw RunFailed(fmt::format("TMPDIR: nothing can be created in {}: {}.", folder, std::strerror(error)),
                    system_advice(error));
  }
  path_ = name;
  descriptor_ = ::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  lock_for_use(descriptor_);
}

// Where it cannot be made DuckDB itself says so, when it needs it.
SpillFolder::SpillFolder(const fs::path& database) : path_(path_beside(database)) {
  clear();
  ::mkdir(path_.c_str(), 0700);
}

SpillFolder::~SpillFolder() {
  clear();
  if (descriptor_ >= 0) ::close(descriptor_);
}

// Only what is DuckDB's: a folder of that name may be somebody else's.
void SpillFolder::clear() noexcept {
  std::error_code error;
  for (fs::directory_iterator at(path_, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (at->path().filename().string().starts_with("duckdb_temp_")) fs::remove(at->path(), ignored);
  }
  fs::remove(path_, error);
}

}  // namespace sfi
