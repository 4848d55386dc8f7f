#include "base/in_use.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <string>

namespace sfi {
namespace {

namespace fs = std::filesystem;

// The process in such a name; 0 when it is of another form.
pid_t owner_in(std::string_view name, std::string_view prefix, std::string_view suffix) {
  if (!name.starts_with(prefix)) return 0;
  name.remove_prefix(prefix.size());
  pid_t process = 0;
  const auto [rest, error] = std::from_chars(name.data(), name.data() + name.size(), process);
  const std::string_view end(rest, static_cast<std::size_t>(name.data() + name.size() - rest));
  const bool fits = suffix.empty() ? end.empty() || end.starts_with('.') : end == suffix;
  return error == std::errc{} && process > 0 && fits ? process : 0;
}

bool is_running(pid_t process) {
  return ::kill(process, 0) == 0 || errno == EPERM;
}

// Of a process on another machine, which shares the folder, only the lock tells.
bool is_locked(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return true;
  struct stat status{};
  const bool is_ours = ::fstat(descriptor, &status) == 0 && status.st_uid == ::geteuid();
  const bool is_free = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
  ::close(descriptor);
  return !is_ours || !is_free;
}

}  // namespace

bool lock_for_use(int descriptor) {
  return ::flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

void remove_left_behind(const fs::path& folder, std::string_view prefix, std::string_view suffix) {
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const pid_t owner = owner_in(at->path().filename().string(), prefix, suffix);
    if (owner == 0 || is_running(owner) || is_locked(at->path())) continue;
    std::error_code ignored;
    fs::remove_all(at->path(), ignored);
  }
}

}  // namespace sfi
