#include "input/temporary_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

#include "base/error.h"

namespace sfi {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20;

[[noreturn]] void throw_no_room(const std::string& label, const std::string& folder) {
  throw RunFailed(fmt::format("{}: cannot be unpacked into a temporary file in {}: {}.", label, folder,
                              std::strerror(errno)),
                  "Set TMPDIR to a folder with more room.");
}

void write_all(int descriptor, const char* bytes, std::size_t size, const std::string& label,
               const std::string& folder) {
  while (size > 0) {
    const ssize_t count = ::write(descriptor, bytes, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) throw_no_room(label, folder);
    bytes += count;
    size -= static_cast<std::size_t>(count);
  }
}

}  // namespace

TemporaryFile::TemporaryFile(ByteSource& source, const std::string& label) {
  std::error_code error;
  std::filesystem::path temporary = std::filesystem::temp_directory_path(error);
  if (error) temporary = "/tmp";
  const std::string folder = temporary.string();
  std::string name = folder + "/state-fin-ingest-XXXXXX";
  descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor_ < 0) throw_no_room(label, folder);
  ::unlink(name.c_str());
  try {
    std::vector<char> block(kBlock);
    for (std::size_t count = kBlock; count == kBlock;) {
      count = source.read(block.data(), kBlock);
      write_all(descriptor_, block.data(), count, label, folder);
    }
  } catch (...) {
    ::close(descriptor_);
    throw;
  }
}

TemporaryFile::~TemporaryFile() { ::close(descriptor_); }

std::string TemporaryFile::path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }

}  // namespace sfi
