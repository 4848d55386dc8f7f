#include "input/byte_source.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "base/system_advice.h"

namespace sfi {

std::string read_all(ByteSource& source, const std::string& label, std::size_t limit) {
  std::string bytes;
  std::string part(std::size_t{64} << 10, '\0');
  for (;;) {
    const std::size_t count = source.read(part.data(), part.size());
    if (bytes.size() + count > limit) {
      throw Refused(
          fmt::format("{}: is larger than {} MiB, and a file of its kind is held in memory whole.", label, limit >> 20),
          "Get it as CSV, or in several files.");
    }
    bytes.append(part, 0, count);
    if (count < part.size()) return bytes;
  }
}

std::size_t MemorySource::read(char* out, std::size_t capacity) {
  const std::size_t count = std::min(capacity, left_.size());
  if (count != 0) std::memcpy(out, left_.data(), count);
  left_.remove_prefix(count);
  return count;
}

FileSource::FileSource(const std::string& path) : path_(path), descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (descriptor_ < 0) {
    const int error = errno;
    throw Refused(fmt::format("{}: cannot be opened: {}.", path, std::strerror(error)), system_advice(error));
  }
}

FileSource::~FileSource() {
  ::close(descriptor_);
}

std::size_t FileSource::read(char* out, std::size_t capacity) {
  std::size_t filled = 0;
  while (filled < capacity) {
    const ssize_t count = ::read(descriptor_, out + filled, capacity - filled);
    if (count == 0) break;
    if (count > 0) {
      filled += static_cast<std::size_t>(count);
    } else if (errno != EINTR) {
      throw RunFailed(fmt::format("{}: reading failed after {} bytes: {}.", path_, filled, std::strerror(errno)));
    }
  }
  return filled;
}

}  // namespace sfi
