#include "account/unlinked_filers.h"

#include <algorithm>
#include <tuple>

namespace sfi {
namespace {

bool has_more(const UnlinkedAccount::Filer& a, const UnlinkedAccount::Filer& b) {
  return std::tie(b.sum.money.cents, b.sum.rows, a.id, a.name) < std::tie(a.sum.money.cents, a.sum.rows, b.id, b.name);
}

}  // namespace

void UnlinkedFilers::add(const UnlinkedRows& rows, const ReadFiler& read) {
  const auto& entries = rows.entries_;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    // The table is larger than the cache: the next buckets are prefetched while this one is counted.
    if (i + kAhead < entries.size()) prefetch(entries[i + kAhead].hash);
    const UnlinkedRows::Entry& entry = entries[i];
    Bucket& bucket = bucket_of(entry.hash);
    if (bucket.filer == kNone && filers_.size() < kMaxFilers) {
      bucket = {entry.hash, static_cast<std::uint32_t>(filers_.size()), {}};
      const auto [id, name] = read(entry.place);
      filers_.push_back({texts_.copy(id), texts_.copy(name)});
    }
    (bucket.filer == kNone ? beyond_ : bucket.sum).add(entry.sum);
  }
}

void UnlinkedFilers::prefetch(std::uint64_t hash) const {
  if (!buckets_.empty()) __builtin_prefetch(&buckets_[hash & (buckets_.size() - 1)]);
}

// The filer's bucket, or the free one it would get.
UnlinkedFilers::Bucket& UnlinkedFilers::bucket_of(std::uint64_t hash) {
  if (filers_.size() * 2 >= buckets_.size()) grow();
  const std::size_t mask = buckets_.size() - 1;
  std::size_t place = hash & mask;
  while (buckets_[place].filer != kNone && buckets_[place].hash != hash) place = (place + 1) & mask;
  return buckets_[place];
}

void UnlinkedFilers::grow() {
  std::vector<Bucket> old(std::max<std::size_t>(1024, buckets_.size() * 2));
  std::swap(old, buckets_);
  for (const Bucket& bucket : old) {
    if (bucket.filer != kNone) bucket_of(bucket.hash) = bucket;
  }
}

void UnlinkedFilers::for_each(const std::function<void(std::string_view id, const SkippedRows&)>& visit) const {
  for (const Bucket& bucket : buckets_) {
    if (bucket.filer != kNone) visit(filers_[bucket.filer].id, bucket.sum);
  }
}

UnlinkedAccount UnlinkedFilers::account() const {
  UnlinkedAccount account;
  account.filers = filers_.size();
  account.beyond = account.all = beyond_;
  for (const Bucket& bucket : buckets_) {
    if (bucket.filer == kNone) continue;
    const Filer& filer = filers_[bucket.filer];
    account.all.add(bucket.sum);
    account.top.push_back({std::string(filer.id), std::string(filer.name), bucket.sum});
  }
  const std::size_t shown = std::min(kTop, account.top.size());
  std::partial_sort(account.top.begin(), account.top.begin() + static_cast<std::ptrdiff_t>(shown), account.top.end(),
                    has_more);
  account.top.resize(shown);
  return account;
}

}  // namespace sfi
