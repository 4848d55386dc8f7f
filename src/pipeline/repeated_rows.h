// Finds records that occur again in overlapping exports: the same id with the same content.
#pragma once

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace sfi {

class RepeatedRows {
 public:
  // Whether a record with this id and content (ContentHash) was noted before. The same id with a different content is
  // not a repeat: the sink finds the duplicate id, and the run fails.
  bool note(std::string_view id, std::string_view content) {
    const std::uint64_t hash = XXH3_64bits(content.data(), content.size());
    const auto [known, is_new] = contents_.emplace(XXH3_64bits(id.data(), id.size()), hash);
    return !is_new && known->second == hash;
  }

 private:
  std::unordered_map<std::uint64_t, std::uint64_t> contents_;  // hash of an id -> hash of its record
};

}  // namespace sfi
