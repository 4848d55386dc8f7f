// The bytes of a field into its text: quotes off, doubled quotes single, blanks trimmed, UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "text/decode.h"

namespace sfi {

// How the bytes of a field become its text.
struct FieldFormat {
  char quote = 0;  // 0: quotes are data
  bool double_quote = true;
  char escape = 0;  // 0: none
  bool skip_initial_space = false;
  bool trim = true;
  bool excel_text = false;  // ="00501", which keeps Excel from taking a text for a number, is 00501
  bool strip_nul = false;
  Encoding encoding = Encoding::utf8;
  Encoding fallback = Encoding::windows1252;  // for fields that are not valid UTF-8
  std::vector<std::string> missing_values;    // texts that are read as empty
};

// One per thread and file. Texts that need no change are views into the raw bytes; the others lie in
// an arena until reset().
class FieldDecoder {
 public:
  explicit FieldDecoder(const FieldFormat& format)
      : format_(format), as_they_are_(!format.excel_text && !format.strip_nul && format.missing_values.empty()) {}

  std::string_view text(std::string_view raw) { return is_its_text(raw) ? raw : make_text(raw); }
  // Forgets the texts made so far; called between rows.
  void reset() { arena_.reset(); }
  Arena& arena() { return arena_; }

  // How many fields were not valid UTF-8 and were read in the fallback encoding, and from how many
  // NUL bytes were dropped.
  struct Counts {
    std::uint64_t fallbacks = 0;
    std::uint64_t stripped = 0;
  };
  const Counts& counts() const { return counts_; }
  void set_counts(const Counts& counts) { counts_ = counts; }

 private:
  // Most fields are: no quotes, no blanks around, ASCII.
  bool is_its_text(std::string_view raw) const {
    if (raw.empty()) return true;
    const auto is_blank = [](char c) { return c <= ' '; };
    return as_they_are_ && raw.front() != format_.quote && !is_blank(raw.front()) && !is_blank(raw.back()) &&
           is_ascii(raw);
  }
  std::string_view make_text(std::string_view raw);
  std::string_view without_quotes(std::string_view raw);
  std::string_view unescape(std::string_view quoted, char escape);
  std::string_view decode(std::string_view bytes);
  std::string_view without_missing(std::string_view text) const;
  std::string_view strip_nul(std::string_view bytes);

  FieldFormat format_;
  bool as_they_are_;  // no text is replaced or cut
  Arena arena_;
  std::string decoded_;
  Counts counts_;
};

// Whether it is a text as programs write it for Excel: ="00501".
bool is_excel_text(std::string_view text);

}  // namespace sfi
