// A stream of bytes: a file, a member of an archive, memory in tests.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace sfi {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Fills up to `capacity` bytes; fewer only at the end of the stream, 0 at the end.
  // Throws Refused when the bytes are damaged, RunFailed when they cannot be read.
  virtual std::size_t read(char* out, std::size_t capacity) = 0;
};

// All bytes to the end, for formats that cannot be read piece by piece. Throws Refused for more than
// kMaxWholeBytes; `label` names the file in the message.
inline constexpr std::size_t kMaxWholeBytes = std::size_t{1} << 30;
std::string read_all(ByteSource& source, const std::string& label, std::size_t limit = kMaxWholeBytes);

class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : left_(bytes) {}
  std::size_t read(char* out, std::size_t capacity) override;

 private:
  std::string_view left_;
};

// A file on disk, read from its beginning.
class FileSource : public ByteSource {
 public:
  explicit FileSource(const std::string& path);
  ~FileSource() override;
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  std::size_t read(char* out, std::size_t capacity) override;

 private:
  std::string path_;
  int descriptor_;
};

}  // namespace sfi
