// What a file was when it was read: size, SHA-256, and whether it stayed the same meanwhile.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <future>
#include <string>
#include <vector>

namespace sfi {

struct Fingerprint {
  std::filesystem::path path;
  std::uint64_t bytes = 0;
  std::string sha256;  // hex
};

// In hex. Stops early, with a meaningless result, once `given_up` is set.
std::string sha256_of(const std::filesystem::path& path, const std::atomic<bool>& given_up);

// Reads the files once more in a thread of its own, beside the load.
class Fingerprints {
 public:
  explicit Fingerprints(const std::vector<std::filesystem::path>& paths);
  ~Fingerprints();

  // Waits for the thread. Throws Refused when a file has changed since the constructor.
  std::vector<Fingerprint> take();

 private:
  struct Stamp {
    std::uint64_t bytes;
    std::int64_t modified;
    std::uint64_t node;
    bool operator==(const Stamp&) const = default;
  };
  static Stamp stamp_of(const std::filesystem::path& path);

  std::vector<std::filesystem::path> paths_;
  std::vector<Stamp> stamps_;
  std::atomic<bool> given_up_{false};
  std::future<std::vector<Fingerprint>> result_;
};

}  // namespace sfi
