#include "input/fingerprint.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "base/error.h"
#include "base/system_advice.h"
#include "input/byte_source.h"

namespace sfi {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20;

}  // namespace

std::string sha256_of(const std::filesystem::path& path, const std::atomic<bool>& given_up) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
  FileSource file(path.string());
  const auto block = std::make_unique_for_overwrite<char[]>(kBlock);
  while (!given_up) {
    const std::size_t count = file.read(block.get(), kBlock);
    if (count == 0) break;
    EVP_DigestUpdate(context.get(), block.get(), count);
  }
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_DigestFinal_ex(context.get(), digest, &size);
  std::string hex;
  for (unsigned i = 0; i < size; ++i) hex += fmt::format("{:02x}", digest[i]);
  return hex;
}

Fingerprints::Stamp Fingerprints::stamp_of(const std::filesystem::path& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) {
    const int error = errno;
    throw Refused(fmt::format("{}: cannot be read: {}.", path.string(), std::strerror(error)), system_advice(error));
  }
  return {static_cast<std::uint64_t>(status.st_size),
          std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec, status.st_ino};
}

Fingerprints::Fingerprints(const std::vector<std::filesystem::path>& paths) : paths_(paths) {
  for (const auto& path : paths_) stamps_.push_back(stamp_of(path));
  result_ = std::async(std::launch::async, [this] {
    std::vector<Fingerprint> fingerprints;
    for (std::size_t i = 0; i < paths_.size(); ++i) {
      fingerprints.push_back({paths_[i], stamps_[i].bytes, sha256_of(paths_[i], given_up_)});
    }
    return fingerprints;
  });
}

Fingerprints::~Fingerprints() {
  given_up_ = true;
}

std::vector<Fingerprint> Fingerprints::take() {
  auto fingerprints = result_.get();
  for (std::size_t i = 0; i < paths_.size(); ++i) {
    if (stamp_of(paths_[i]) == stamps_[i]) continue;
    throw Refused(fmt::format("{}: was replaced or changed while it was read.", paths_[i].string()),
                  "Run again when the download has finished.");
  }
  return fingerprints;
}

}  // namespace sfi
