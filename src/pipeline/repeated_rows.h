// Rows that come once more, where exports of an agency overlap: the same id from the same text.
#pragma once

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace sfi {

class RepeatedRows {
 public:
  // Whether a row with this id and text was noted before. Another text under an id that was there is not a repeat:
  // the sink will find the id twice, and the run fails.
  bool note(std::string_view id, std::string_view text) {
    const std::uint64_t hash = XXH3_64bits(text.data(), text.size());
    const auto [known, is_new] = texts_.emplace(XXH3_64bits(id.data(), id.size()), hash);
    return !is_new && known->second == hash;
  }

 private:
  std::unordered_map<std::uint64_t, std::uint64_t> texts_;  // hash of an id -> that of its row
};

}  // namespace sfi
