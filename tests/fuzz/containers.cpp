#include "containers.h"

#include <isa-l/crc.h>

#include <cstdint>

namespace sfi::fuzz {
namespace {

void put(std::string& out, std::uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i, number >>= 8) out += static_cast<char>(number & 0xFF);
}

std::uint32_t crc_of(std::string_view bytes) {
  return crc32_gzip_refl(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

// What a local header and an entry of the directory have in common.
void put_member(std::string& out, const std::string& name, std::string_view bytes) {
  put(out, 20, 2);          // version
  put(out, 0, 2);           // flags
  put(out, 0, 2);           // stored
  put(out, 0x5A210000, 4);  // when
  put(out, crc_of(bytes), 4);
  put(out, bytes.size(), 4);
  put(out, bytes.size(), 4);
  put(out, name.size(), 2);
  put(out, 0, 2);
}

constexpr std::size_t kSector = 512;
constexpr std::uint32_t kFree = 0xFFFFFFFF;
constexpr std::uint32_t kEnd = 0xFFFFFFFE;
constexpr std::uint32_t kTable = 0xFFFFFFFD;

void put_entry(std::string& out, std::string_view name, char type, std::uint32_t child, std::uint32_t start,
               std::size_t size) {
  std::string entry;
  for (const char c : name) put(entry, static_cast<unsigned char>(c), 2);
  entry.resize(64);
  put(entry, name.empty() ? 0 : name.size() * 2 + 2, 2);
  entry += type;
  entry += '\1';
  put(entry, kFree, 4);
  put(entry, kFree, 4);
  put(entry, child, 4);
  entry.resize(116);
  put(entry, start, 4);
  put(entry, size, 8);
  out += entry;
}

}  // namespace

std::string zip_of(const Members& members) {
  std::string archive;
  std::string directory;
  for (const auto& [name, bytes] : members) {
    put(directory, 0x02014B50, 4);
    put(directory, 20, 2);
    put_member(directory, name, bytes);
    put(directory, 0, 10);  // no comment; attributes
    put(directory, 0, 2);
    put(directory, archive.size(), 4);
    directory += name;
    put(archive, 0x04034B50, 4);
    put_member(archive, name, bytes);
    archive += name;
    archive += bytes;
  }
  const std::size_t begin = archive.size();
  archive += directory;
  put(archive, 0x06054B50, 4);
  put(archive, 0, 4);
  put(archive, members.size(), 2);
  put(archive, members.size(), 2);
  put(archive, directory.size(), 4);
  put(archive, begin, 4);
  put(archive, 0, 2);
  return archive;
}

std::string gzip_of(std::string_view bytes) {
  std::string file("\x1F\x8B\x08\0\0\0\0\0\0\xFF", 10);
  std::string_view left = bytes;
  do {
    const std::string_view block = left.substr(0, 0xFFFF);
    left.remove_prefix(block.size());
    file += left.empty() ? '\1' : '\0';  // whether it is the last one; stored
    put(file, block.size(), 2);
    put(file, ~block.size(), 2);
    file += block;
  } while (!left.empty());
  put(file, crc_of(bytes), 4);
  put(file, bytes.size(), 4);
  return file;
}

// Sectors: the allocation tables, the directory, the stream.
std::string compound_file_of(std::string_view name, std::string_view stream) {
  std::string content(stream);
  if (content.size() < 4096) content.resize(4096);
  const std::size_t size = content.size();
  content.resize((size + kSector - 1) / kSector * kSector);
  const auto sectors = static_cast<std::uint32_t>(content.size() / kSector);
  std::uint32_t tables = 1;
  while (tables * kSector / 4 < tables + 1 + sectors) ++tables;

  std::string file("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  file.resize(24);
  put(file, 0x3E, 2);
  put(file, 3, 2);
  put(file, 0xFFFE, 2);
  put(file, 9, 2);  // sectors of 512 bytes
  put(file, 6, 2);  // small ones of 64
  file.resize(44);
  put(file, tables, 4);
  put(file, tables, 4);  // where the directory begins
  put(file, 0, 4);
  put(file, 4096, 4);
  put(file, kEnd, 4);
  put(file, 0, 4);
  put(file, kEnd, 4);
  put(file, 0, 4);
  for (std::uint32_t i = 0; i < 109; ++i) put(file, i < tables ? i : kFree, 4);

  for (std::uint32_t i = 0; i < tables; ++i) put(file, kTable, 4);
  put(file, kEnd, 4);
  for (std::uint32_t i = 1; i <= sectors; ++i) put(file, i == sectors ? kEnd : tables + 1 + i, 4);
  while (file.size() < (1 + tables) * kSector) put(file, kFree, 4);
  put_entry(file, "Root Entry", 5, 1, kEnd, 0);
  put_entry(file, name, 2, kFree, tables + 1, size);
  put_entry(file, "", 0, kFree, 0, 0);
  put_entry(file, "", 0, kFree, 0, 0);
  return file + content;
}

}  // namespace sfi::fuzz
