#include "database/handover.h"

#include <fcntl.h>
#include <unistd.h>

#include <string>

#include "base/interrupt.h"

namespace sfi {
namespace {

namespace fs = std::filesystem;

enum Byte : off_t { kWanted = 0, kReading = 1, kServing = 2 };

constexpr std::chrono::milliseconds kPause{20};
constexpr std::chrono::seconds kLongestWait{10};

fs::path served_file(const fs::path& database) {
  return fs::absolute(database).string() + ".served";
}

struct flock lock_of(Byte byte, short type) {
  struct flock lock{};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = byte;
  lock.l_len = 1;
  return lock;
}

// The locks are those of the open file, not of the process: closing another descriptor does not end them.
bool set_lock(int descriptor, Byte byte, short type) {
  struct flock lock = lock_of(byte, type);
  return ::fcntl(descriptor, F_OFD_SETLK, &lock) == 0;
}

bool is_write_locked(int descriptor, Byte byte) {
  struct flock lock = lock_of(byte, F_RDLCK);
  return ::fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

// Also another user's server must be able to make way.
int open_file(const fs::path& path, int flags) {
  return ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0666);
}

void wait_for_readers(int descriptor) {
  const auto end = std::chrono::steady_clock::now() + kLongestWait;
  while (!set_lock(descriptor, kReading, F_WRLCK) && std::chrono::steady_clock::now() < end) {
    sleep_unless_interrupted(kPause);
  }
}

}  // namespace

ReaderPost::ReaderPost(const fs::path& database) : file_(served_file(database)) {
  descriptor_ = open_file(file_, O_CREAT);
  if (descriptor_ < 0) return;
  if (set_lock(descriptor_, kServing, F_RDLCK)) return;
  ::close(descriptor_);
  descriptor_ = -1;
}

ReaderPost::~ReaderPost() {
  if (descriptor_ < 0) return;
  end_reading();
  // Only the last server removes the file: writers could not see the others any more.
  if (set_lock(descriptor_, kServing, F_WRLCK)) ::unlink(file_.c_str());
  ::close(descriptor_);
}

bool ReaderPost::is_wanted() const {
  return descriptor_ >= 0 && is_write_locked(descriptor_, kWanted);
}

bool ReaderPost::begin_reading() {
  if (descriptor_ < 0) return true;
  return !is_wanted() && set_lock(descriptor_, kReading, F_RDLCK);
}

void ReaderPost::end_reading() {
  if (descriptor_ >= 0) set_lock(descriptor_, kReading, F_UNLCK);
}

WriterClaim::WriterClaim(const fs::path& database) : descriptor_(open_file(served_file(database), 0)) {
  if (descriptor_ < 0) return;
  // A second writer does not wait: DuckDB tells it that the first has the file.
  if (!set_lock(descriptor_, kWanted, F_WRLCK)) return;
  try {
    wait_for_readers(descriptor_);
  } catch (...) {
    ::close(descriptor_);
    throw;
  }
}

WriterClaim::~WriterClaim() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace sfi
