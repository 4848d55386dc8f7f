// The file that a download grows in, NAME.part beside the file that it will be: kept when the
// download is cut off, so that the next one goes on from there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace sfi {

class PartFile {
 public:
  // Goes on with what is there. Throws RunFailed when it cannot be made.
  explicit PartFile(const std::filesystem::path& target);
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::uint64_t size() const { return size_; }
  // Both throw RunFailed: disk full, ...
  void append(std::string_view bytes);
  void start_over();

  // Puts it in the target's place, synced, with this modification time (0: now).
  void finish(std::int64_t modified);
  void remove() noexcept;

 private:
  [[noreturn]] void fail(const char* what) const;

  std::filesystem::path target_;
  std::filesystem::path path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace sfi
