// Who filed the contributions that no candidate was found for: rows and exact sums by filer, so that a
// user sees which missing link costs the most money.
//
// Workers note the rows of their block (UnlinkedRows), whoever writes the block adds them up
// (UnlinkedFilers), block after block in the order of the input. Memory is bounded: the first
// kMaxFilers filers are counted one by one, the rows of those that appear after them in one sum. So
// the result is the same for any number of threads. Filers are told apart by a hash of 64 bits.
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

// The rows of one block, then, after clear(), those of a later one.
class UnlinkedRows {
 public:
  // Where the texts of a filer can be read again, should it be a new one.
  struct Place {
    std::uint32_t row = 0;   // of the block
    std::uint32_t slot = 0;  // record of the row
  };
  void note(std::string_view id, std::optional<Cents> amount, Place place) {
    note_hash(XXH3_64bits(id.data(), id.size()), amount, place);
  }
  // Of a filer without an id. Seeded: a name is not the id that is written like it.
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
    // Rows of one filer mostly stand together.
    if (entries_.empty() || entries_.back().hash != hash) entries_.push_back({hash, place, {}});
    entries_.back().sum.note(amount);
  }

  std::vector<Entry> entries_;
};

class UnlinkedFilers {
 public:
  static constexpr std::size_t kMaxFilers = 50'000;
  static constexpr std::size_t kTop = 50;

  // Blocks in the order of the input; `read` gives id and name of a new filer.
  using ReadFiler = std::function<Filer(UnlinkedRows::Place)>;
  void add(const UnlinkedRows& rows, const ReadFiler& read);
  UnlinkedAccount account() const;

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
