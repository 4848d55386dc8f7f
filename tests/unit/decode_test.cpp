#include "text/decode.h"

#include <gtest/gtest.h>

#include <string>

#include "base/error.h"

namespace sfi {
namespace {

using namespace std::string_literals;

std::string single(std::string_view bytes, Encoding encoding) {
  std::string out;
  append_single_byte(bytes, encoding, out);
  return out;
}

TEST(Decode, SingleByteEncodings) {
  EXPECT_EQ(single("Jos\xE9", Encoding::latin1), "José");
  EXPECT_EQ(single("\x93quoted\x94 \x80", Encoding::windows1252), "“quoted” €");
  EXPECT_EQ(single("\x81", Encoding::windows1252), "\xC2\x81");
  EXPECT_EQ(single("Jos\x8E", Encoding::mac_roman), "José");
  EXPECT_EQ(single("Jos\x82", Encoding::cp437), "José");
}

TEST(Decode, ValidUtf8) {
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8("plain text that is longer than a word"));
  EXPECT_TRUE(is_valid_utf8("Señora 日本 \xF0\x9F\x98\x80 \xF4\x8F\xBF\xBF"));
  for (const char* bad : {"\x80", "\xC0\xAF", "\xC3", "\xE0\x80\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80",
                          "\xF4\x90\x80\x80", "caf\xE9 and more", "\xE2\x82"}) {
    EXPECT_FALSE(is_valid_utf8(bad)) << bad;
  }
}

TEST(Decode, Ascii) {
  EXPECT_TRUE(is_ascii(""));
  for (std::size_t size = 1; size < 40; ++size) {
    for (std::size_t i = 0; i < size; ++i) {
      std::string text(size, 'a');
      EXPECT_TRUE(is_ascii(text));
      text[i] = '\xE9';
      EXPECT_FALSE(is_ascii(text)) << size << " " << i;
    }
  }
}

TEST(Decode, Utf16InPiecesOfAnySize) {
  const std::string little = "A\0\xE9\0\x3D\xD8\x00\xDE\n\0"s;
  for (std::size_t piece = 1; piece <= little.size(); ++piece) {
    Utf16Decoder decoder(false);
    Buffer out;
    for (std::size_t i = 0; i < little.size(); i += piece) {
      decoder.append(std::string_view(little).substr(i, piece), out);
    }
    decoder.finish();
    EXPECT_EQ(out.view(), "Aé\xF0\x9F\x98\x80\n");
  }
  Buffer out;
  Utf16Decoder big(true);
  big.append("\0A"s, out);
  EXPECT_EQ(out.view(), "A");
}

TEST(Decode, BrokenUtf16IsRefused) {
  Buffer out;
  Utf16Decoder lone(false);
  EXPECT_THROW(lone.append("\x00\xDE"s, out), Refused);
  Utf16Decoder odd(false);
  odd.append("A\0B"s, out);
  EXPECT_THROW(odd.finish(), Refused);
}

TEST(Decode, EncodingIsToldFromTheFirstBytes) {
  std::size_t mark = 9;
  EXPECT_EQ(sniff_encoding("\xEF\xBB\xBFname", mark), Encoding::utf8);
  EXPECT_EQ(mark, 3U);
  EXPECT_EQ(sniff_encoding("\xFF\xFEn\0"s, mark), Encoding::utf16le);
  EXPECT_EQ(mark, 2U);
  EXPECT_EQ(sniff_encoding("n\0a\0m\0e\0"s, mark), Encoding::utf16le);
  EXPECT_EQ(mark, 0U);
  EXPECT_EQ(sniff_encoding("\0n\0a\0m\0e"s, mark), Encoding::utf16be);
  EXPECT_EQ(sniff_encoding("name,city", mark), std::nullopt);
}

TEST(Decode, NamesOfEncodings) {
  EXPECT_EQ(encoding_from("UTF-8"), Encoding::utf8);
  EXPECT_EQ(encoding_from("iso-8859-1"), Encoding::latin1);
  EXPECT_EQ(encoding_from("Windows-1252"), Encoding::windows1252);
  EXPECT_EQ(encoding_from("ebcdic"), std::nullopt);
}

}  // namespace
}  // namespace sfi
