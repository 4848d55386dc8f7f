// The requests on indices and aliases that a load needs, each with its meaning. All throw with what
// they were doing when the server does not do it.
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

// What the cluster has room for.
struct ShardRoom {
  std::uint64_t data_nodes = 0;
  std::uint64_t shards = 0;           // open ones, copies included
  std::uint64_t shards_per_node = 0;  // the limit; 0 where the server does not tell
};

class IndexApi {
 public:
  explicit IndexApi(HttpClient& client) : client_(client) {}

  Answer call(const char* method, const std::string& path, const std::string& body = {}) const;

  // Gives its uuid. `body`: settings and mappings.
  // With `wait_for_copies` its answer comes when they are placed, or after 30 s with
  // "shards_acknowledged": false.
  Answer create(const std::string& index, bool wait_for_copies, const std::string& body) const;
  // False when they could not be removed; never throws, takes less than ten seconds.
  bool remove_quietly(const std::vector<std::string>& indices) const noexcept;
  void remove(const std::string& index) const;
  // Empty when there is no such index.
  std::string uuid(const std::string& index) const;
  // What was not there counts as removed.
  void remove_alias(const std::string& index, const std::string& alias) const;
  void refresh(const std::string& index) const;
  std::uint64_t count(const std::string& index) const;
  void put_settings(const std::string& index, const std::string& body) const;
  void put_meta(const std::string& index, const std::string& meta) const;
  // Waits up to `seconds`; "green", "yellow" or "red".
  std::string health(const std::string& index, int seconds) const;
  ShardRoom shard_room() const;

  // The indices that a name stands for: the name itself when it is an index, those of an alias, none.
  std::vector<std::string> resolve(const std::string& name) const;
  // Moves aliases in one step; each only if it still is where `from` says ("" for nowhere). Throws
  // Refused when another run has moved one of them meanwhile. When no answer comes, looks what is true.
  void move(const std::vector<MovedAlias>& moves) const;

 private:
  Answer post_aliases(const std::vector<MovedAlias>& moves, bool must_exist) const;
  bool are_moved(const std::vector<MovedAlias>& moves) const;
  void settle_race(const std::vector<MovedAlias>& moves) const;

  HttpClient& client_;
};

}  // namespace sfi
