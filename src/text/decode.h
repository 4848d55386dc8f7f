// Bytes of an agency's file into valid UTF-8.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "base/buffer.h"

namespace sfi {

enum class Encoding { utf8, latin1, windows1252, mac_roman, cp437, utf16le, utf16be };

// Names as people write them: "utf-8", "UTF8", "latin-1", "iso-8859-1", "windows-1252", "cp1252",
// "macroman", "cp437", "utf-16", "utf-16le", "utf-16be" (case, '-' and '_' ignored).
std::optional<Encoding> encoding_from(std::string_view name);
std::string_view to_string(Encoding encoding);

// True when no byte is above 0x7F. Inline, since every field that is used is asked for.
inline bool is_ascii(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080ULL;
  const auto word_at = [&text](std::size_t at) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + at, sizeof(word));
    return word;
  };
  if (text.size() >= 8) {
    std::uint64_t all = word_at(text.size() - 8);
    for (std::size_t i = 0; i + 8 < text.size(); i += 8) all |= word_at(i);
    return (all & kHighBits) == 0;
  }
  unsigned char all = 0;
  for (const char c : text) all |= static_cast<unsigned char>(c);
  return all < 0x80;
}

bool is_valid_utf8(std::string_view text);
// How many bytes at the beginning are valid UTF-8.
std::size_t valid_utf8_prefix(std::string_view text);
// With U+FFFD in place of every byte that belongs to no valid sequence.
std::string replaced_utf8(std::string_view text);

// Appends `text` of a single-byte encoding to `out` as UTF-8. Bytes that the code page leaves
// undefined (0x81, 0x8D, 0x8F, 0x90, 0x9D of windows-1252) become the C1 control of the same value.
void append_single_byte(std::string_view text, Encoding encoding, std::string& out);

// A whole stream of UTF-16 piece by piece: `append` takes any number of bytes (also odd ones) and
// appends UTF-8 to `out`; a lone surrogate or an odd last byte is an error with its byte offset.
class Utf16Decoder {
 public:
  explicit Utf16Decoder(bool big_endian) : big_endian_(big_endian) {}
  // Throws Refused ("... at byte N") on an unpaired surrogate.
  void append(std::string_view bytes, Buffer& out);
  // Throws Refused when the stream ended inside a character.
  void finish() const;

 private:
  void append_unit(unsigned unit, Buffer& out);
  bool big_endian_;
  bool has_half_ = false;
  unsigned char half_ = 0;
  unsigned high_surrogate_ = 0;
  std::size_t offset_ = 0;
};

// Encoding by content of a file's first bytes: a byte order mark, or zero bytes at every second
// place (UTF-16 without a mark). `bom_length` is set to the bytes to skip.
std::optional<Encoding> sniff_encoding(std::string_view head, std::size_t& bom_length);

}  // namespace sfi
