// The requests on indices and aliases that a load needs. All throw if the server fails, with a message that says what
// was attempted.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "http/http_client.h"
#include "sink/elasticsearch/answer.h"
#include "sink/run_store.h"

namespace sfi {

// The cluster's capacity for shards.
struct ShardRoom {
  std::uint64_t data_nodes = 0;
  std::uint64_t shards = 0;           // open shards, including copies
  std::uint64_t shards_per_node = 0;  // the limit; 0 if the server does not report it
};

class IndexApi {
 public:
  explicit IndexApi(HttpClient& client) : client_(client) {}

  Answer call(const char* method, const std::string& path, const std::string& body = {}) const;

  // `body`: settings and mappings. With `wait_for_copies` the answer arrives once the copies are assigned, or after 30
  // s with "shards_acknowledged": false.
  Answer create(const std::string& index, bool wait_for_copies, const std::string& body) const;
  // False if they could not be removed; does not throw and takes less than ten seconds.
  bool remove_quietly(const std::vector<std::string>& indices) const noexcept;
  void remove(const std::string& index) const;
  // Empty if there is no such index.
  std::string uuid(const std::string& index) const;
  // A missing alias counts as removed.
  void remove_alias(const std::string& index, const std::string& alias) const;
  void refresh(const std::string& index) const;
  std::uint64_t count(const std::string& index) const;
  // The account in the index's `_meta`, as JSON; empty without one.
  std::string summary(const std::string& index) const;
  void put_settings(const std::string& index, const std::string& body) const;
  void put_meta(const std::string& index, const std::string& meta) const;
  // Waits up to `seconds`; "green", "yellow" or "red".
  std::string health(const std::string& index, int seconds) const;
  ShardRoom shard_room() const;

  // The indices behind a name: itself if it is an index, those of an alias, or none.
  std::vector<std::string> resolve(const std::string& name) const;
  // Moves aliases in one step, if each is still at `from` ("" for nowhere). Throws Refused if another run has moved one
  // of them in the meantime. Without an answer it checks where they are.
  void move(const std::vector<MovedAlias>& moves) const;

 private:
  Answer post_aliases(const std::vector<MovedAlias>& moves, bool must_exist) const;
  bool are_moved(const std::vector<MovedAlias>& moves) const;
  void settle_race(const std::vector<MovedAlias>& moves) const;

  HttpClient& client_;
};

}  // namespace sfi
