// An in-memory table that rows are joined to: texts by a text key. Built by one thread, then read by all.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/arena.h"
#include "plan/ordered_rows.h"

namespace sfi {

class LookupTable {
 public:
  // `values`: the names of a row's values, in order.
  explicit LookupTable(std::vector<std::string> values)
      : value_names_(std::move(values)), width_(value_names_.size()) {}

  const std::vector<std::string>& value_names() const { return value_names_; }
  // -1 if there is no such value.
  std::int32_t value_index(std::string_view name) const;

  // Adds a row, or replaces the values of the row with this key. Copies the texts; returns the row's number.
  std::uint32_t put(std::string_view key, const std::vector<std::string_view>& values);
  std::optional<std::uint32_t> find(std::string_view key) const;
  // For lookups whose rows have an order, where keys end in it: `key` is the key without it.
  void put_in_order(std::string_view key, OrderedRows::Entry entry) { ordered_.put(arena_.copy(key), entry); }
  std::optional<std::uint32_t> find_in_order(std::string_view key, std::optional<Scalar> at,
                                             JoinStep::Direction direction) const;
  const OrderedRows& ordered() const { return ordered_; }
  // find() no longer returns this row, because its key is ambiguous.
  void unlink(std::uint32_t row);

  std::string_view value(std::uint32_t row, std::uint32_t index) const {
    return values_[std::size_t{row} * width_ + index];
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(keys_.size()); }
  std::string_view key(std::uint32_t row) const { return keys_[row]; }
  // Memory in use.
  std::uint64_t bytes() const;

 private:
  static constexpr std::uint8_t kEmpty = 0;
  std::size_t bucket_of(std::string_view key, std::uint64_t hash) const;
  void grow();

  std::vector<std::string> value_names_;
  std::size_t width_;
  Arena arena_;
  // Open addressing, a power of two, at most half full. The tags of most tables fit into the CPU caches, and a
  // missing key usually costs a single tag read.
  std::vector<std::uint8_t> tags_;   // kEmpty, or bits of the key's hash
  std::vector<std::uint32_t> rows_;  // valid where the tag is not kEmpty
  std::vector<std::string_view> keys_;
  std::vector<std::string_view> values_;
  OrderedRows ordered_;
  std::unordered_set<std::uint32_t> unlinked_;
};

// The lookups built so far, by name. Plans share the tables they join.
using BuiltLookups = std::unordered_map<std::string, std::shared_ptr<const LookupTable>>;

}  // namespace sfi
