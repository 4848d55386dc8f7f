#include "download/folder_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace sfi {

// Of the folder itself: the kernel gives it back however the program ends, and no file is left.
FolderLock::FolderLock(const std::filesystem::path& folder)
    : descriptor_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (descriptor_ < 0) {
    throw RunFailed(fmt::format("{}: cannot be opened: {}.", folder.string(), std::strerror(errno)));
  }
  // A file system without locks is no reason to stop.
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
  ::close(descriptor_);
  throw Refused(fmt::format("{}: another download is running here.", folder.string()), "Wait until it has finished.");
}

FolderLock::~FolderLock() {
  ::close(descriptor_);
}

}  // namespace sfi
