// Equality of short texts without a call: keys of lookups, codes, words of rules.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace sfi {

inline bool is_same_text(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  const auto differ = [&]<typename Word>(std::size_t at, Word) {
    Word one;
    Word other;
    std::memcpy(&one, a.data() + at, sizeof(one));
    std::memcpy(&other, b.data() + at, sizeof(other));
    return one != other;
  };
  if (a.size() > 16) return a == b;
  // Words from both ends, which may overlap.
  if (a.size() >= 8) return !differ(0, std::uint64_t{}) && !differ(a.size() - 8, std::uint64_t{});
  if (a.size() >= 4) return !differ(0, std::uint32_t{}) && !differ(a.size() - 4, std::uint32_t{});
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] != b[i]) return false;
  }
  return true;
}

}  // namespace sfi
