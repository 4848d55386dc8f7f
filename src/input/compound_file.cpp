#include "input/compound_file.h"

#include <algorithm>

namespace sfi {
namespace {

constexpr std::uint32_t kEndOfChain = 0xFFFFFFFE;
constexpr std::uint32_t kLastSector = 0xFFFFFFFA;
constexpr std::size_t kEntryBytes = 128;

class CompoundFile {
 public:
  explicit CompoundFile(std::string_view file)
      : file_(file), sector_bytes_(std::size_t{1} << (read_u16(file, 30) & 15)) {
    if (sector_bytes_ != 512 && sector_bytes_ != 4096) throw DamagedFile("its sector size is odd");
    read_table();
    directory_ = chain(read_u32(file_, 48));
    mini_table_ = chain(read_u32(file_, 60));
    mini_stream_ = chain(read_u32(directory_, 116));  // the root entry holds it
  }

  std::string stream(const std::vector<std::u16string>& names) const {
    for (const std::u16string& name : names) {
      for (std::size_t at = 0; at + kEntryBytes <= directory_.size(); at += kEntryBytes) {
        if (!is_named(at, name)) continue;
        if (name == u"EncryptedPackage") throw DamagedFile("it has a password");
        return content(at);
      }
    }
    throw DamagedFile("it holds no workbook");
  }

 private:
  std::string_view sector(std::uint32_t number) const {
    return read_bytes(file_, (std::size_t{number} + 1) * sector_bytes_, sector_bytes_);
  }

  // The sectors of the allocation table are listed in the header and, past 109, in a chain of their own.
  void read_table() {
    for (std::size_t i = 0; i < 109; ++i) add_table_sector(read_u32(file_, 76 + 4 * i));
    std::uint32_t next = read_u32(file_, 68);
    for (std::size_t guard = file_.size() / sector_bytes_; next <= kLastSector && guard > 0; --guard) {
      const std::string_view list = sector(next);
      for (std::size_t at = 0; at + 4 < sector_bytes_; at += 4) add_table_sector(read_u32(list, at));
      next = read_u32(list, sector_bytes_ - 4);
    }
  }

  void add_table_sector(std::uint32_t number) {
    if (number <= kLastSector) table_.append(sector(number));
  }

  std::string chain(std::uint32_t number) const {
    std::string bytes;
    while (number <= kLastSector) {
      if (bytes.size() > file_.size()) throw DamagedFile("its sectors run in a circle");
      bytes.append(sector(number));
      number = read_u32(table_, std::size_t{number} * 4);
    }
    if (number != kEndOfChain && !bytes.empty()) throw DamagedFile("a chain of sectors breaks off");
    return bytes;
  }

  bool is_named(std::size_t entry, const std::u16string& name) const {
    const std::size_t length = read_u16(directory_, entry + 64);  // in bytes, with its end
    if (length != (name.size() + 1) * 2) return false;
    for (std::size_t i = 0; i < name.size(); ++i) {
      if (read_u16(directory_, entry + 2 * i) != name[i]) return false;
    }
    return true;
  }

  std::string content(std::size_t entry) const {
    const std::uint32_t start = read_u32(directory_, entry + 116);
    const std::size_t size = read_u32(directory_, entry + 120);
    std::string bytes = size < read_u32(file_, 56) ? mini_chain(start) : chain(start);
    if (bytes.size() < size) throw DamagedFile("it is cut off");
    bytes.resize(size);
    return bytes;
  }

  std::string mini_chain(std::uint32_t number) const {
    const std::size_t mini_bytes = std::size_t{1} << (read_u16(file_, 32) & 15);
    std::string bytes;
    while (number <= kLastSector) {
      if (bytes.size() > file_.size()) throw DamagedFile("its sectors run in a circle");
      bytes.append(read_bytes(mini_stream_, number * mini_bytes, mini_bytes));
      number = read_u32(mini_table_, std::size_t{number} * 4);
    }
    return bytes;
  }

  std::string_view file_;
  std::size_t sector_bytes_;
  std::string table_;
  std::string directory_;
  std::string mini_table_;
  std::string mini_stream_;
};

}  // namespace

std::uint16_t read_u16(std::string_view bytes, std::size_t at) {
  const std::string_view two = read_bytes(bytes, at, 2);
  return static_cast<std::uint16_t>(static_cast<unsigned char>(two[0]) | static_cast<unsigned char>(two[1]) << 8);
}

std::uint32_t read_u32(std::string_view bytes, std::size_t at) {
  return read_u16(bytes, at) | static_cast<std::uint32_t>(read_u16(bytes, at + 2)) << 16;
}

std::string_view read_bytes(std::string_view bytes, std::size_t at, std::size_t size) {
  if (at > bytes.size() || size > bytes.size() - at) throw DamagedFile("it is cut off");
  return bytes.substr(at, size);
}

std::string read_compound_stream(std::string_view file, const std::vector<std::u16string>& names) {
  return CompoundFile(file).stream(names);
}

}  // namespace sfi
