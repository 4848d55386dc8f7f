// The bytes of a page or of a part of a workbook as UTF-8. libxml2 converts encodings too, but at a byte that it
// cannot convert it ends the text as if the file ended there; here such a byte is kept or refused.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "text/decode.h"

namespace sfi {

enum class BadBytes : std::uint8_t { keep, refuse };

class MarkupDecoder {
 public:
  // The encoding is what the first bytes declare, by a byte order mark, an XML declaration or an HTML <meta>, else
  // `otherwise`. Throws DamagedFile for an encoding that is not known.
  MarkupDecoder(std::string_view head, Encoding otherwise, BadBytes bad_bytes);
  ~MarkupDecoder();

  // The next bytes as UTF-8, valid until the next call. In UTF-8 bytes that are not valid are kept (kept_byte)
  // where that was asked for, else handed on to the parser, which refuses them; in other encodings they throw
  // DamagedFile with their place.
  std::string_view decode(std::string_view bytes, bool last);

  // A kept byte is written as one character of a range that nobody uses, so that it comes through a parser. Gives
  // the byte when `text` begins with such a character, which is kKeptSize bytes long.
  static constexpr std::size_t kKeptSize = 4;
  static std::optional<char> kept_byte(std::string_view text);

 private:
  class Converter;
  void choose(const std::string& declared, Encoding otherwise);
  void append_utf8(std::string_view bytes, bool last);

  BadBytes bad_bytes_;
  std::size_t mark_ = 0;  // bytes of the byte order mark that are still to be skipped
  Encoding encoding_ = Encoding::utf8;
  std::unique_ptr<Converter> converter_;  // of encodings that are not our own
  std::string rest_;                      // begin of a character whose end is in the next bytes
  std::string out_;
};

}  // namespace sfi
