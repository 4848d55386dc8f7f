// Bytes of a field into text, and whole streams of UTF-16.
//
// Input: encoding, fallback encoding, bits (1 quotes, 2 doubled, 4 trim, 8 NUL dropped), where UTF-16 is
// cut, then the bytes.
#include "text/decode.h"

#include "base/error.h"
#include "fuzzing.h"
#include "text/field_text.h"
#include "text/json_text.h"

#include <simdjson.h>

namespace sfi::fuzz {
namespace {

constexpr Encoding kEncodings[] = {Encoding::utf8, Encoding::latin1, Encoding::windows1252, Encoding::mac_roman,
                                   Encoding::cp437};

// RFC 3629, written for plainness.
bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t more = first < 0x80 ? 0 : (first & 0xE0) == 0xC0 ? 1 : (first & 0xF0) == 0xE0 ? 2 : 3;
    if (first >= 0x80 && (first < 0xC0 || first > 0xF7)) return false;
    if (i + more >= text.size()) return false;
    std::uint32_t code = more == 0 ? first : first & (0x3FU >> more);
    for (std::size_t k = 1; k <= more; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if ((next & 0xC0) != 0x80) return false;
      code = code << 6 | (next & 0x3FU);
    }
    constexpr std::uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (code < least[more] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return false;
    i += more + 1;
  }
  return true;
}

std::string utf16(std::string_view bytes, bool big_endian, std::size_t cut) {
  Buffer out;
  Utf16Decoder decoder(big_endian);
  decoder.append(bytes.substr(0, cut), out);
  decoder.append(bytes.substr(std::min(cut, bytes.size())), out);
  decoder.finish();
  return std::string(out.view());
}

void check_utf16(std::string_view bytes, bool big_endian, std::size_t cut) {
  std::string whole;
  try {
    whole = utf16(bytes, big_endian, 0);
  } catch (const Error&) {
    try {
      utf16(bytes, big_endian, cut);
    } catch (const Error&) {
      return;
    }
    check(false, "bad UTF-16 is told wherever it is cut");
  }
  check(is_utf8(whole), "UTF-16 becomes UTF-8");
  check(whole == utf16(bytes, big_endian, cut), "where UTF-16 is cut does not matter");
}

// What any JSON parser reads back is the text.
void check_json(std::string_view text) {
  Buffer out;
  append_json_string(out, text);
  simdjson::dom::parser parser;
  std::string_view back;
  check(parser.parse(out.data(), out.size()).get(back) == simdjson::SUCCESS, "a text is written as JSON");
  check(back == text, "JSON keeps a text");
}

}  // namespace
}  // namespace sfi::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  Input input(data, size);
  FieldFormat format;
  format.encoding = kEncodings[input.choice(std::size(kEncodings))];
  format.fallback = kEncodings[1 + input.choice(std::size(kEncodings) - 1)];
  const std::uint8_t bits = input.byte();
  format.quote = (bits & 1) != 0 ? '"' : '\0';
  format.double_quote = (bits & 2) != 0;
  format.trim = (bits & 4) != 0;
  format.strip_nul = (bits & 8) != 0;
  const std::size_t cut = input.byte();
  const std::string_view bytes = input.rest();

  check(is_valid_utf8(bytes) == is_utf8(bytes), "UTF-8 is told from what is none");
  FieldDecoder decoder(format);
  const std::string_view text = decoder.text(bytes);
  check(is_utf8(text), "a field's text is UTF-8");
  check(!format.strip_nul || text.find('\0') == std::string_view::npos, "NUL bytes are dropped");
  check_json(text);
  check_utf16(bytes, false, cut);
  check_utf16(bytes, true, cut);
  std::size_t mark = 0;
  sniff_encoding(bytes, mark);
  check(mark <= bytes.size(), "a byte order mark lies in the text");
  encoding_from(bytes);
  return 0;
}
