#include "input/markup_encoding.h"

#include <fmt/format.h>
#include <iconv.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "base/lower.h"
#include "input/compound_file.h"

namespace sfi {
namespace {

constexpr std::size_t kLongestCharacter = 4;  // in UTF-8

// Labels that mean more than they say, as browsers read them (WHATWG Encoding Standard): the left one of each pair
// is what pages declare, the right one what iconv calls the encoding that they are written in.
constexpr std::array<std::pair<std::string_view, const char*>, 12> kMeant{{
    {"ascii", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},
    {"sjis", "CP932"},
    {"gb2312", "GB18030"},
    {"gbk", "GB18030"},
    {"euc-kr", "CP949"},
    {"ks_c_5601-1987", "CP949"},
    {"unicode", "utf-16"},
}};

// As the first bytes declare it, in small letters; empty when they do not.
std::string declared_encoding(std::string_view head) {
  static const RE2 meta(R"((?i)<meta[^>]*charset\s*=\s*["']?\s*([^\s"'/>;]+))");
  static const RE2 declaration(R"((?i)^\s*<\?xml[^>]*encoding\s*=\s*["']\s*([^\s"']+))");
  const re2::StringPiece text(head.data(), head.size());
  std::string name;
  if (!RE2::PartialMatch(text, declaration, &name)) RE2::PartialMatch(text, meta, &name);
  name = ascii_lower(name);
  const auto meant = std::find_if(kMeant.begin(), kMeant.end(), [&](const auto& pair) { return pair.first == name; });
  return meant == kMeant.end() ? name : meant->second;
}

bool is_utf16(Encoding encoding) {
  return encoding == Encoding::utf16le || encoding == Encoding::utf16be;
}

}  // namespace

// One of the encodings that the C library knows.
class MarkupDecoder::Converter {
 public:
  explicit Converter(std::string name) : name_(std::move(name)), handle_(::iconv_open("UTF-8", name_.c_str())) {
    if (handle_ == reinterpret_cast<iconv_t>(-1)) {
      throw DamagedFile(fmt::format("it declares the encoding '{}', which is not known", name_.substr(0, 40)));
    }
  }
  ~Converter() { ::iconv_close(handle_); }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  // Gives how many bytes at the end are the begin of a character.
  std::size_t append(std::string_view bytes, std::string& out) {
    auto* in = const_cast<char*>(bytes.data());
    std::size_t left = bytes.size();
    while (left != 0) {
      char block[4096];
      char* next = block;
      std::size_t room = sizeof(block);
      const std::size_t result = ::iconv(handle_, &in, &left, &next, &room);
      out.append(block, sizeof(block) - room);
      if (result != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
      if (errno == EINVAL) break;
      throw_bad(offset_ + bytes.size() - left);
    }
    offset_ += bytes.size() - left;
    return left;
  }

  [[noreturn]] void throw_bad(std::uint64_t offset) const {
    throw DamagedFile(fmt::format("byte {} is not valid in the encoding '{}', which it declares", offset + 1, name_));
  }
  std::uint64_t offset() const { return offset_; }

 private:
  std::string name_;
  iconv_t handle_;
  std::uint64_t offset_ = 0;  // of the next byte
};

MarkupDecoder::MarkupDecoder(std::string_view head, Encoding otherwise, BadBytes bad_bytes) : bad_bytes_(bad_bytes) {
  if (const auto marked = sniff_encoding(head, mark_)) {
    encoding_ = *marked;
    if (is_utf16(encoding_)) converter_ = std::make_unique<Converter>(std::string(to_string(encoding_)));
    return;
  }
  choose(declared_encoding(head), otherwise);
}

MarkupDecoder::~MarkupDecoder() = default;

void MarkupDecoder::choose(const std::string& declared, Encoding otherwise) {
  const auto own = declared.empty() ? std::optional(otherwise) : encoding_from(declared);
  if (!own) {
    converter_ = std::make_unique<Converter>(declared);
  } else if (!is_utf16(*own)) {  // a declaration that can be read byte by byte is not UTF-16
    encoding_ = *own;
  }
}

std::string_view MarkupDecoder::decode(std::string_view bytes, bool last) {
  const std::size_t skipped = std::min(mark_, bytes.size());
  bytes.remove_prefix(skipped);
  mark_ -= skipped;
  const bool as_it_is = encoding_ == Encoding::utf8 && bad_bytes_ == BadBytes::refuse;
  if (!converter_ && (as_it_is || (rest_.empty() && is_ascii(bytes)))) return bytes;
  out_.clear();
  if (converter_) {
    rest_ += bytes;
    const std::size_t open = converter_->append(rest_, out_);
    rest_.erase(0, rest_.size() - open);
    if (last && open != 0) converter_->throw_bad(converter_->offset());
  } else if (encoding_ == Encoding::utf8) {
    rest_ += bytes;
    append_utf8(std::exchange(rest_, {}), last);
  } else {
    append_single_byte(bytes, encoding_, out_);
  }
  return out_;
}

void MarkupDecoder::append_utf8(std::string_view bytes, bool last) {
  while (!bytes.empty()) {
    const std::size_t valid = valid_utf8_prefix(bytes);
    out_ += bytes.substr(0, valid);
    bytes.remove_prefix(valid);
    if (bytes.empty()) return;
    if (!last && bytes.size() < kLongestCharacter) {
      rest_ = bytes;
      return;
    }
    // U+10FF00 and 255 characters more.
    const auto byte = static_cast<unsigned char>(bytes.front());
    for (const unsigned part : {0xF4U, 0x8FU, 0xBCU | byte >> 6, 0x80U | (byte & 0x3FU)}) {
      out_ += static_cast<char>(part);
    }
    bytes.remove_prefix(1);
  }
}

std::optional<char> MarkupDecoder::kept_byte(std::string_view text) {
  if (text.size() < kKeptSize || text[0] != '\xF4' || text[1] != '\x8F') return std::nullopt;
  const auto third = static_cast<unsigned char>(text[2]);
  if (third < 0xBC) return std::nullopt;
  return static_cast<char>((third - 0xBCU) << 6 | (static_cast<unsigned char>(text[3]) & 0x3FU));
}

}  // namespace sfi
