#include "base/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include "base/in_use.h"
#include "base/system_advice.h"

namespace sfi {
namespace {

namespace fs = std::filesystem;

// The file that a symbolic link leads to, whether it is there or not.
fs::path end_of_links(fs::path path) {
  constexpr int kMostLinks = 40;
  std::error_code error;
  for (int i = 0; i < kMostLinks && fs::is_symlink(path, error); ++i) {
    const fs::path target = fs::read_symlink(path, error);
    path = path.parent_path() / target;  // an absolute one replaces all of it
  }
  return path;
}

bool is_special(const std::string& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

[[noreturn]] void throw_errno(const std::string& path, const char* what) {
  if (errno == EPIPE) throw OutputClosed();
  const int error = errno;
  const std::string advice = error == ENOENT ? "Create the folder first." : system_advice(error);
  throw RunFailed(fmt::format("{}: {}: {}.", path == "-" ? "standard output" : path, what, std::strerror(error)),
                  advice);
}

}  // namespace

OutputFile::OutputFile(const std::string& path) : path_(path) {
  if (path == "-") {
    descriptor_ = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  } else if (is_special(path)) {
    descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  } else {
    open_partial();
  }
  if (descriptor_ < 0) throw_errno(path, "cannot be created");
}

void OutputFile::open_partial() {
  const fs::path target = end_of_links(path_);
  remove_left_behind(fs::absolute(target).parent_path(), target.filename().string() + ".", ".partial");
  target_ = target.string();
  temporary_ = fmt::format("{}.{}.partial", target_, ::getpid());
  std::error_code error;
  const mode_t mode = fs::exists(target, error) ? 0600 : 0644;
  descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, mode);
  if (descriptor_ < 0) return;
  if (!lock_for_use(descriptor_)) {
    close();
    temporary_.clear();  // the other's
    throw Refused(fmt::format("{}: is being written already.", path_), "Name a file of its own for each.");
  }
  if (::ftruncate(descriptor_, 0) != 0) throw_errno(path_, "truncating failed");
}

OutputFile::~OutputFile() {
  discard();
}

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
  discard();
  path_ = std::exchange(other.path_, {});
  target_ = std::exchange(other.target_, {});
  temporary_ = std::exchange(other.temporary_, {});
  descriptor_ = std::exchange(other.descriptor_, -1);
  size_ = std::exchange(other.size_, 0);
  return *this;
}

void OutputFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_errno(path_, "writing failed");
    size_ += static_cast<std::uint64_t>(count);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void OutputFile::truncate(std::uint64_t size) {
  if (temporary_.empty()) return;
  const auto offset = static_cast<off_t>(size);
  if (::ftruncate(descriptor_, offset) != 0 || ::lseek(descriptor_, offset, SEEK_SET) < 0) {
    throw_errno(path_, "truncating failed");
  }
  size_ = size;
}

void OutputFile::commit() {
  if (temporary_.empty()) {
    close();
    return;
  }
  take_over_mode();
  if (::fsync(descriptor_) != 0) throw_errno(path_, "writing to disk failed");
  close();
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) {
    throw_errno(path_, "renaming the finished file failed");
  }
  temporary_.clear();
}

// Of the file that is replaced. Another's owner only root can keep.
void OutputFile::take_over_mode() const {
  struct stat old{};
  if (::stat(target_.c_str(), &old) != 0) return;
  const bool is_kept = ::fchown(descriptor_, old.st_uid, old.st_gid) == 0 ||
                       ::fchown(descriptor_, static_cast<uid_t>(-1), old.st_gid) == 0;
  // What its group was allowed is not for another one.
  const mode_t mode = is_kept ? 0777U : 0707U;
  if (::fchmod(descriptor_, old.st_mode & mode) != 0) throw_errno(path_, "setting its mode failed");
}

void OutputFile::close() noexcept {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

void OutputFile::discard() noexcept {
  close();
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  temporary_.clear();
}

}  // namespace sfi
