// The filers of contributions without a candidate: rows and exact sums by filer, which show the missing links that
// cost the most money.
//
// Workers note the rows of their block (UnlinkedRows); the thread that writes the block adds them up
// (UnlinkedFilers), block by block in the order of the input, so the result does not depend on the number of
// threads. Memory is bounded: the first kMaxFilers filers are counted one by one, all later ones in one sum. Filers
// are distinguished by a 64-bit hash.
#pragma once

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "account/skipped_money.h"
#include "account/unlinked_account.h"
#include "base/arena.h"
#include "record/filer.h"

namespace sfi {

// The rows of one block; reused for a later one after clear().
class UnlinkedRows {
 public:
  // Where to read the texts of a filer if it turns out to be new.
  struct Place {
    std::uint32_t row = 0;   // of the block
    std::uint32_t slot = 0;  // record of the row
  };
  void note(std::string_view id, std::optional<Cents> amount, Place place) {
    note_hash(XXH3_64bits(id.data(), id.size()), amount, place);
  }
  // For a filer without an id. Seeded, so that a name differs from an id with the same text.
  void note_named(std::string_view name, std::optional<Cents> amount, Place place) {
    note_hash(XXH3_64bits_withSeed(name.data(), name.size(), 1), amount, place);
  }
  void clear() { entries_.clear(); }

 private:
  friend class UnlinkedFilers;
  struct Entry {
    std::uint64_t hash;
    Place place;  // of the first row
    SkippedRows sum;
  };
  void note_hash(std::uint64_t hash, std::optional<Cents> amount, Place place) {
    // Rows of one filer are mostly adjacent.
    if (entries_.empty() || entries_.back().hash != hash) entries_.push_back({hash, place, {}});
    entries_.back().sum.note(amount);
  }

  std::vector<Entry> entries_;
};

class UnlinkedFilers {
 public:
  static constexpr std::size_t kMaxFilers = 50'000;
  static constexpr std::size_t kTop = 50;

  // Call it in the order of the input; `read` gives id and name of a new filer.
  using ReadFiler = std::function<Filer(UnlinkedRows::Place)>;
  void add(const UnlinkedRows& rows, const ReadFiler& read);
  UnlinkedAccount account() const;
  // Calls `visit` with the id and the rows of each filer that was counted by itself, in no order.
  void for_each(const std::function<void(std::string_view id, const SkippedRows&)>& visit) const;

 private:
  struct Bucket {
    std::uint64_t hash = 0;
    std::uint32_t filer = kNone;
    SkippedRows sum;
  };
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  static constexpr std::size_t kAhead = 8;

  Bucket& bucket_of(std::uint64_t hash);
  void prefetch(std::uint64_t hash) const;
  void grow();

  std::vector<Bucket> buckets_;  // open addressing, a power of two, at most half full
  std::vector<Filer> filers_;
  SkippedRows beyond_;
  Arena texts_;
};

}  // namespace sfi
