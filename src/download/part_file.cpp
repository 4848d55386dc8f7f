#include "download/part_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/error.h"

namespace sfi {

PartFile::PartFile(const std::filesystem::path& target) : target_(target), path_(target) {
  path_ += ".part";
  descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor_ < 0) fail("cannot be created");
  struct stat status{};
  if (::fstat(descriptor_, &status) != 0) fail("cannot be read");
  size_ = static_cast<std::uint64_t>(status.st_size);
}

PartFile::~PartFile() {
  if (descriptor_ < 0) return;
  if (size_ == 0) ::unlink(path_.c_str());
  ::close(descriptor_);
}

void PartFile::fail(const char* what) const {
  const int error = errno;
  std::string advice;
  if (error == ENOSPC) advice = "The disk is full: free some space and download again; it continues where it stopped.";
  throw RunFailed(fmt::format("{}: {}: {}.", path_.string(), what, std::strerror(error)), advice);
}

void PartFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("writing failed");
    size_ += static_cast<std::uint64_t>(count);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void PartFile::start_over() {
  if (::ftruncate(descriptor_, 0) != 0) fail("cannot be emptied");
  size_ = 0;
}

void PartFile::finish(std::int64_t modified) {
  const timespec times[2] = {{0, UTIME_NOW}, {modified, modified == 0 ? UTIME_NOW : 0}};
  ::futimens(descriptor_, times);  // a convenience only
  if (::fsync(descriptor_) != 0) fail("writing failed");
  if (::rename(path_.c_str(), target_.c_str()) != 0) fail("cannot be put in place");
  ::close(descriptor_);
  descriptor_ = -1;
}

void PartFile::remove() noexcept {
  ::unlink(path_.c_str());
  size_ = 0;
}

}  // namespace sfi
