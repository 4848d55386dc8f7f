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
    case '"':
      *out++ = '"';
      return out;
    case '\\':
      *out++ = '\\';
      return out;
    case '\n':
      *out++ = 'n';
      return out;
    case '\r':
      *out++ = 'r';
      return out;
    case '\t':
      *out++ = 't';
      return out;
    case '\b':
      *out++ = 'b';
      return out;
    case '\f':
      *out++ = 'f';
      return out;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  for (const char digit : {'u', '0', '0', kHex[byte >> 4], kHex[byte & 15]}) *out++ = digit;
  return out;
}

template <typename Word>
Word load(const char* bytes) {
  Word word;
  std::memcpy(&word, bytes, sizeof(word));
  return word;
}

// Whether one of eight bytes needs an escape. A borrow may set bits above a byte that does, never
// where there is none.
bool any_needs_escape(std::uint64_t bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
  const std::uint64_t quote = bytes ^ kOnes * '"';
  const std::uint64_t backslash = bytes ^ kOnes * '\\';
  const std::uint64_t found =
      ((bytes - kOnes * 0x20) & ~bytes) | ((quote - kOnes) & ~quote) | ((backslash - kOnes) & ~backslash);
  return (found & kOnes * 0x80) != 0;
}

// Copies a text of less than sixteen bytes when none of them needs an escape: words from both ends, which
// may overlap.
bool copy_short(char* out, std::string_view text) {
  const char* end = text.data() + text.size();
  if (text.size() >= 8) {
    const auto first = load<std::uint64_t>(text.data());
    const auto last = load<std::uint64_t>(end - 8);
    if (any_needs_escape(first) || any_needs_escape(last)) return false;
    std::memcpy(out, &first, 8);
    std::memcpy(out + text.size() - 8, &last, 8);
    return true;
  }
  if (text.size() >= 4) {
    const auto first = load<std::uint32_t>(text.data());
    const auto last = load<std::uint32_t>(end - 4);
    if (any_needs_escape(first | std::uint64_t{last} << 32)) return false;
    std::memcpy(out, &first, 4);
    std::memcpy(out + text.size() - 4, &last, 4);
    return true;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (needs_escape(text[i])) return false;
    out[i] = text[i];
  }
  return true;
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
    const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_sub_epi8(space, _mm_set1_epi8(1))), bytes);
    const __m128i special =
        _mm_or_si128(control, _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)));
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(special));
    if (mask != 0) return i + static_cast<std::size_t>(__builtin_ctz(mask));
  }
  if (copy_short(out + i, text.substr(i))) return text.size();
#endif
  for (; i < text.size() && !needs_escape(text[i]); ++i) out[i] = text[i];
  return i;
}

}  // namespace

char* write_json_string(char* out, std::string_view text) {
  *out++ = '"';
  while (!text.empty()) {
    const std::size_t plain = copy_plain(out, text);
    out += plain;
    text.remove_prefix(plain);
    if (text.empty()) break;
    out = write_escaped(out, text.front());
    text.remove_prefix(1);
  }
  *out++ = '"';
  return out;
}

char* write_json_integer(char* out, std::int64_t value) {
  return std::to_chars(out, out + kMaxJsonNumber, value).ptr;
}

char* write_json_cents(char* out, Cents cents) {
  const auto bits = static_cast<std::uint64_t>(cents.value);
  if (cents.value < 0) *out++ = '-';
  const std::uint64_t magnitude = cents.value < 0 ? ~bits + 1 : bits;
  out = std::to_chars(out, out + kMaxJsonNumber, magnitude / 100).ptr;
  const auto rest = static_cast<unsigned>(magnitude % 100);
  *out++ = '.';
  *out++ = static_cast<char>('0' + rest / 10);
  *out++ = static_cast<char>('0' + rest % 10);
  return out;
}

void append_json_string(Buffer& out, std::string_view text) {
  out.reserve(out.size() + max_json_string(text));
  const char* end = write_json_string(out.data() + out.size(), text);
  out.set_size(static_cast<std::size_t>(end - out.data()));
}

}  // namespace sfi
