#include "base/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "base/system_advice.h"

namespace sfi {
namespace {

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
    temporary_ = fmt::format("{}.{}.partial", path, ::getpid());
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  }
  if (descriptor_ < 0) throw_errno(path, "cannot be created");
}

OutputFile::~OutputFile() {
  discard();
}

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
  discard();
  path_ = std::exchange(other.path_, {});
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
  if (::fsync(descriptor_) != 0) throw_errno(path_, "writing to disk failed");
  close();
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) {
    throw_errno(path_, "renaming the finished file failed");
  }
  temporary_.clear();
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
