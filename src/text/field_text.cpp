#include "text/field_text.h"

#include <algorithm>
#include <cstring>

#include "text/blanks.h"

namespace sfi {
namespace {

std::string_view without_excel_text(std::string_view text) {
  const std::string_view trimmed = trim_blanks(text);
  return is_excel_text(trimmed) ? trimmed.substr(2, trimmed.size() - 3) : text;
}

}  // namespace

bool is_excel_text(std::string_view text) {
  return text.size() >= 3 && text.starts_with("=\"") && text.ends_with('"');
}

std::string_view FieldDecoder::make_text(std::string_view raw) {
  if (format_.skip_initial_space) raw.remove_prefix(std::min(raw.find_first_not_of(' '), raw.size()));
  // A field of joined lines may begin with a quote and not end with one.
  if (format_.quote != 0 && raw.size() >= 2 && raw.front() == format_.quote && raw.back() == format_.quote) {
    raw = without_quotes(raw.substr(1, raw.size() - 2));
  }
  if (!is_ascii(raw)) raw = decode(raw);
  if (format_.strip_nul && std::memchr(raw.data(), 0, raw.size()) != nullptr) raw = strip_nul(raw);
  if (format_.excel_text) raw = without_excel_text(raw);
  if (format_.trim) raw = trim_blanks(raw);
  return format_.missing_values.empty() ? raw : without_missing(raw);
}

std::string_view FieldDecoder::without_missing(std::string_view text) const {
  const auto& missing = format_.missing_values;
  return std::find(missing.begin(), missing.end(), text) == missing.end() ? text : std::string_view{};
}

std::string_view FieldDecoder::without_quotes(std::string_view quoted) {
  const char escape = format_.escape != 0 ? format_.escape : format_.quote;
  const bool escapes = format_.escape != 0 || format_.double_quote;
  const bool found = escapes && std::memchr(quoted.data(), escape, quoted.size()) != nullptr;
  return found ? unescape(quoted, escape) : quoted;
}

// The escape (a quote, where quotes are doubled) before a quote or itself is dropped; before anything
// else it stays.
std::string_view FieldDecoder::unescape(std::string_view quoted, char escape) {
  char* out = arena_.allocate(quoted.size());
  std::size_t size = 0;
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    const bool pair =
        quoted[i] == escape && i + 1 < quoted.size() && (quoted[i + 1] == format_.quote || quoted[i + 1] == escape);
    if (pair) ++i;
    out[size++] = quoted[i];
  }
  return {out, size};
}

std::string_view FieldDecoder::decode(std::string_view bytes) {
  Encoding encoding = format_.encoding;
  if (encoding == Encoding::utf8) {
    if (is_valid_utf8(bytes)) return bytes;
    encoding = format_.fallback;
    ++counts_.fallbacks;
  }
  decoded_.clear();
  append_single_byte(bytes, encoding, decoded_);
  return arena_.copy(decoded_);
}

std::string_view FieldDecoder::strip_nul(std::string_view bytes) {
  char* out = arena_.allocate(bytes.size());
  std::size_t size = 0;
  for (const char byte : bytes) {
    if (byte != '\0') out[size++] = byte;
  }
  ++counts_.stripped;
  return {out, size};
}

}  // namespace sfi
