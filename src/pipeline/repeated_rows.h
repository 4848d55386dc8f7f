// Finds rows that occur again in overlapping exports: the same id from the same text.
#pragma once

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace sfi {

class RepeatedRows {
 public:
  // Whether a row with this id and text was noted before. The same id with a different text is not a repeat: the sink
  // finds the duplicate id, and the run fails.
  bool note(std::string_view id, std::string_view text) {
    const std::uint64_t hash = XXH3_64bits(text.data(), text.size());
    const auto [known, is_new] = texts_.emplace(XXH3_64bits(id.data(), id.size()), hash);
    return !is_new && known->second == hash;
  }

 private:
  std::unordered_map<std::uint64_t, std::uint64_t> texts_;  // hash of an id -> hash of its row
};

}  // namespace sfi
