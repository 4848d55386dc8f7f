#include "text/decode.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <cstring>

#include "base/error.h"
#include "base/lower.h"

namespace sfi {
namespace {

#include "text/code_pages.inc"

constexpr std::uint64_t kHighBits = 0x8080808080808080ULL;

bool is_ascii_word(const char* bytes) {
  std::uint64_t word;
  std::memcpy(&word, bytes, sizeof(word));
  return (word & kHighBits) == 0;
}

// Appends a code point below 0x10000 or a whole one from a surrogate pair; returns bytes written.
std::size_t encode_utf8(std::uint32_t point, char* out) {
  if (point < 0x80) {
    out[0] = static_cast<char>(point);
    return 1;
  }
  if (point < 0x800) {
    out[0] = static_cast<char>(0xC0 | (point >> 6));
    out[1] = static_cast<char>(0x80 | (point & 0x3F));
    return 2;
  }
  if (point < 0x10000) {
    out[0] = static_cast<char>(0xE0 | (point >> 12));
    out[1] = static_cast<char>(0x80 | (point >> 6 & 0x3F));
    out[2] = static_cast<char>(0x80 | (point & 0x3F));
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | (point >> 18));
  out[1] = static_cast<char>(0x80 | (point >> 12 & 0x3F));
  out[2] = static_cast<char>(0x80 | (point >> 6 & 0x3F));
  out[3] = static_cast<char>(0x80 | (point & 0x3F));
  return 4;
}

std::uint32_t code_point(unsigned char byte, Encoding encoding) {
  if (byte < 0x80) return byte;
  const std::size_t index = byte - 0x80U;
  switch (encoding) {
    case Encoding::windows1252:
      return kWindows1252[index];
    case Encoding::mac_roman:
      return kMacRoman[index];
    case Encoding::cp437:
      return kCp437[index];
    default:
      return byte;  // ISO-8859-1 is the first 256 code points
  }
}

// Length of the well-formed sequence that `text` begins with, 0 if there is none (Unicode 15, table 3-7).
std::size_t sequence_length(std::string_view text) {
  const auto at = [text](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto is_tail = [&at](std::size_t i) { return (at(i) & 0xC0U) == 0x80U; };
  const unsigned lead = at(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return is_tail(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const unsigned low = lead == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = lead == 0xED ? 0x9F : 0xBF;
    return at(1) >= low && at(1) <= high && is_tail(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const unsigned low = lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;
    return at(1) >= low && at(1) <= high && is_tail(2) && is_tail(3) ? 4 : 0;
  }
  return 0;
}

std::string folded(std::string_view name) {
  std::string result;
  for (const char c : name) {
    if (c == '-' || c == '_' || c == ' ') continue;
    result += ascii_lower(c);
  }
  return result;
}

// Zeros at every second place only: text of western languages in UTF-16 without a mark.
std::optional<Encoding> sniff_unmarked_utf16(std::string_view head) {
  const std::size_t pairs = head.size() / 2;
  if (pairs < 2) return std::nullopt;
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i < pairs * 2; ++i) {
    if (head[i] == '\0') ++(i % 2 == 0 ? even : odd);
  }
  if (odd * 10 >= pairs * 9 && even * 10 <= pairs) return Encoding::utf16le;
  if (even * 10 >= pairs * 9 && odd * 10 <= pairs) return Encoding::utf16be;
  return std::nullopt;
}

}  // namespace

std::optional<Encoding> encoding_from(std::string_view name) {
  struct Known {
    std::string_view name;
    Encoding encoding;
  };
  constexpr std::array kKnown{
      Known{"utf8", Encoding::utf8},          Known{"latin1", Encoding::latin1},
      Known{"iso88591", Encoding::latin1},    Known{"windows1252", Encoding::windows1252},
      Known{"cp1252", Encoding::windows1252}, Known{"macroman", Encoding::mac_roman},
      Known{"cp437", Encoding::cp437},        Known{"utf16", Encoding::utf16le},
      Known{"utf16le", Encoding::utf16le},    Known{"utf16be", Encoding::utf16be},
  };
  const std::string wanted = folded(name);
  for (const Known& known : kKnown) {
    if (known.name == wanted) return known.encoding;
  }
  return std::nullopt;
}

std::string_view to_string(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "utf-8";
    case Encoding::latin1:
      return "latin-1";
    case Encoding::windows1252:
      return "windows-1252";
    case Encoding::mac_roman:
      return "mac-roman";
    case Encoding::cp437:
      return "cp437";
    case Encoding::utf16le:
      return "utf-16le";
    case Encoding::utf16be:
      return "utf-16be";
  }
  return "unknown";
}

bool is_valid_utf8(std::string_view text) {
  return valid_utf8_prefix(text) == text.size();
}

std::size_t valid_utf8_prefix(std::string_view text) {
  const std::size_t size = text.size();
  while (!text.empty()) {
    if (text.size() >= 8 && is_ascii_word(text.data())) {
      text.remove_prefix(8);
      continue;
    }
    const std::size_t length = sequence_length(text);
    if (length == 0) break;
    text.remove_prefix(length);
  }
  return size - text.size();
}

std::string replaced_utf8(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t valid = valid_utf8_prefix(text);
    out += text.substr(0, valid);
    text.remove_prefix(valid);
    if (text.empty()) break;
    out += "\xEF\xBF\xBD";
    text.remove_prefix(1);
  }
  return out;
}

void append_single_byte(std::string_view text, Encoding encoding, std::string& out) {
  char encoded[4];
  for (const char c : text) {
    const std::uint32_t point = code_point(static_cast<unsigned char>(c), encoding);
    out.append(encoded, encode_utf8(point, encoded));
  }
}

void Utf16Decoder::append(std::string_view bytes, Buffer& out) {
  // A unit of two bytes becomes at most three.
  out.reserve(out.size() + bytes.size() * 2 + 8);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    ++offset_;
    if (!has_half_) {
      half_ = byte;
      has_half_ = true;
      continue;
    }
    has_half_ = false;
    append_unit(big_endian_ ? half_ * 256U + byte : byte * 256U + half_, out);
  }
}

void Utf16Decoder::append_unit(unsigned unit, Buffer& out) {
  const bool is_high = unit >= 0xD800 && unit < 0xDC00;
  const bool is_low = unit >= 0xDC00 && unit < 0xE000;
  if (is_low != (high_surrogate_ != 0)) {
    throw Refused(fmt::format("The UTF-16 text has half of a character at byte {}.", offset_ - 2),
                  "The file is damaged or not UTF-16: get it again, or correct 'encoding' in the layout.");
  }
  if (is_high) {
    high_surrogate_ = unit;
    return;
  }
  std::uint32_t point = unit;
  if (is_low) point = 0x10000U + ((high_surrogate_ - 0xD800U) << 10) + (unit - 0xDC00U);
  high_surrogate_ = 0;
  char encoded[4];
  out.append({encoded, encode_utf8(point, encoded)});
}

void Utf16Decoder::finish() const {
  if (!has_half_ && high_surrogate_ == 0) return;
  throw Refused(fmt::format("The UTF-16 text ends inside a character, at byte {}.", offset_),
                "The file is cut off: get it again.");
}

std::optional<Encoding> sniff_encoding(std::string_view head, std::size_t& bom_length) {
  bom_length = 0;
  if (head.starts_with("\xEF\xBB\xBF")) {
    bom_length = 3;
    return Encoding::utf8;
  }
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) {
    bom_length = 2;
    return head.front() == '\xFF' ? Encoding::utf16le : Encoding::utf16be;
  }
  return sniff_unmarked_utf16(head);
}

}  // namespace sfi
