// The container of old Office files (Compound File Binary, "OLE2"): a small file system of sectors, out
// of which one stream is read whole.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace sfi {

// What a damaged container or workbook is answered with; the caller knows the file's name.
struct DamagedFile : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Little-endian numbers out of bytes; throws DamagedFile beyond their end.
std::uint16_t read_u16(std::string_view bytes, std::size_t at);
std::uint32_t read_u32(std::string_view bytes, std::size_t at);
std::string_view read_bytes(std::string_view bytes, std::size_t at, std::size_t size);

// The stream of one of these names, the first that is there; throws DamagedFile when there is none.
// [MS-CFB]: Compound File Binary File Format.
std::string read_compound_stream(std::string_view file, const std::vector<std::u16string>& names);

}  // namespace sfi
