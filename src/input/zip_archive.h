// A zip archive read in place: libzip finds the members, ISA-L inflates them. Nothing is extracted to
// disk and member names are never used as paths.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "input/byte_meter.h"
#include "input/byte_source.h"
#include "input/temporary_file.h"

struct zip;

namespace sfi {

struct ZipMember {
  std::uint64_t index = 0;
  std::string name;
  std::uint64_t packed_bytes = 0;
  std::uint64_t bytes = 0;  // as declared; checked against what really comes out
  std::uint32_t crc32 = 0;
  std::uint16_t method = 0;
  bool encrypted = false;
  bool symbolic_link = false;
};

class ZipArchive {
 public:
  // Throws Refused when the file is no zip archive, is cut off, or has members that cannot be told
  // apart or share their bytes; the message says which.
  explicit ZipArchive(const std::string& path);
  // The same for an archive that was inside another one. `label` names it in messages.
  ZipArchive(std::unique_ptr<TemporaryFile> file, const std::string& label);
  ~ZipArchive();
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

  const std::string& path() const { return path_; }
  // In the order of the archive's directory.
  const std::vector<ZipMember>& members() const { return members_; }
  // Null when there is none of this name.
  const ZipMember* find(std::string_view name) const;

  // The member's bytes, inflated as they are read; several members may be read at once by different
  // threads. At its end the stream throws Refused when length or CRC-32 differ from the directory's.
  // `meter` is told the packed bytes. The archive must live longer than the source.
  std::unique_ptr<ByteSource> open(const ZipMember& member, ByteMeter* meter = nullptr);

 private:
  class PackedSource;
  void read_directory(const std::string& file);
  void check_sizes() const;

  std::string path_;
  std::unique_ptr<TemporaryFile> temporary_;
  struct zip* zip_ = nullptr;
  std::mutex mutex_;  // libzip handles are not for several threads; reading packed bytes is brief
  std::vector<ZipMember> members_;
};

}  // namespace sfi
