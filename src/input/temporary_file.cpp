#include "input/temporary_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "base/error.h"
#include "base/nameless_file.h"
#include "base/system_advice.h"

namespace sfi {
namespace {

constexpr std::size_t kBlock = std::size_t{64} << 10;

[[noreturn]] void throw_no_room(const std::string& label) {
  const int error = errno;
  const bool no_room = error == ENOSPC || error == EDQUOT;
  throw RunFailed(fmt::format("{}: cannot be unpacked into a temporary file in {}: {}.", label, temporary_folder(),
                              std::strerror(error)),
                  no_room ? "Set TMPDIR to a folder with more room." : system_advice(error));
}

void write_all(int descriptor, const char* bytes, std::size_t size, const std::string& label) {
  while (size > 0) {
    const ssize_t count = ::write(descriptor, bytes, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) throw_no_room(label);
    bytes += count;
    size -= static_cast<std::size_t>(count);
  }
}

}  // namespace

TemporaryFile::TemporaryFile(ByteSource& source, const std::string& label) {
  descriptor_ = open_nameless_file();
  if (descriptor_ < 0) throw_no_room(label);
  try {
    std::vector<char> block(kBlock);
    for (std::size_t count = kBlock; count == kBlock;) {
      count = source.read(block.data(), kBlock);
      write_all(descriptor_, block.data(), count, label);
    }
  } catch (...) {
    ::close(descriptor_);
    throw;
  }
}

TemporaryFile::~TemporaryFile() {
  ::close(descriptor_);
}

std::string TemporaryFile::path() const {
  return fmt::format("/proc/self/fd/{}", descriptor_);
}

}  // namespace sfi
