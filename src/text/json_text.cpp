#include "text/json_text.h"

#include <charconv>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace sfi {
namespace {

bool needs_escape(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

char* write_escaped(char* out, char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  *out++ = '\\';
  switch (c) {
    case '"': *out++ = '"'; return out;
    case '\\': *out++ = '\\'; return out;
    case '\n': *out++ = 'n'; return out;
    case '\r': *out++ = 'r'; return out;
    case '\t': *out++ = 't'; return out;
    case '\b': *out++ = 'b'; return out;
    case '\f': *out++ = 'f'; return out;
    default: break;
  }
  const auto byte = static_cast<unsigned char>(c);
  for (const char digit : {'u', '0', '0', kHex[byte >> 4], kHex[byte & 15]}) *out++ = digit;
  return out;
}

// Copies the longest start of `text` that needs no escape, in steps of sixteen; returns its length.
std::size_t copy_plain(char* out, std::string_view text) {
  std::size_t i = 0;
#if defined(__SSE2__)
  const __m128i space = _mm_set1_epi8(0x20);
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  for (; i + 16 <= text.size(); i += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + i));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + i), bytes);
    // Unsigned "less than 0x20": the smaller of the byte and 0x1F is the byte itself.
    const __m128i control = _mm_cmpeq_epi8(
        _mm_min_epu8(bytes, _mm_sub_epi8(space, _mm_set1_epi8(1))), bytes);
    const __m128i special = _mm_or_si128(
        control, _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)));
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(special));
    if (mask != 0) return i + static_cast<std::size_t>(__builtin_ctz(mask));
  }
#endif
  for (; i < text.size() && !needs_escape(text[i]); ++i) out[i] = text[i];
  return i;
}

}  // namespace

void append_json_string(Buffer& out, std::string_view text) {
  out.reserve(out.size() + text.size() * 6 + 2);
  char* begin = out.data() + out.size();
  char* end = begin;
  *end++ = '"';
  while (!text.empty()) {
    const std::size_t plain = copy_plain(end, text);
    end += plain;
    text.remove_prefix(plain);
    if (text.empty()) break;
    end = write_escaped(end, text.front());
    text.remove_prefix(1);
  }
  *end++ = '"';
  out.set_size(out.size() + static_cast<std::size_t>(end - begin));
}

void append_json_integer(Buffer& out, std::int64_t value) {
  out.reserve(out.size() + 20);
  char* begin = out.data() + out.size();
  const auto [end, error] = std::to_chars(begin, begin + 20, value);
  static_cast<void>(error);  // twenty bytes are enough for any value
  out.set_size(out.size() + static_cast<std::size_t>(end - begin));
}

void append_json_cents(Buffer& out, std::int64_t cents) {
  if (cents < 0) out.push_back('-');
  const auto magnitude = static_cast<std::uint64_t>(cents < 0 ? -cents : cents);
  append_json_integer(out, static_cast<std::int64_t>(magnitude / 100));
  const auto rest = static_cast<unsigned>(magnitude % 100);
  const char decimals[3] = {'.', static_cast<char>('0' + rest / 10),
                            static_cast<char>('0' + rest % 10)};
  out.append({decimals, 3});
}

}  // namespace sfi
