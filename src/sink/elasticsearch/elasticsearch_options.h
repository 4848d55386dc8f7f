// What the user can say about a cluster and the load into it.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

#include "http/endpoint.h"
#include "http/transfer.h"

namespace sfi {

struct ElasticsearchOptions {
  std::vector<Endpoint> endpoints;
  HttpSettings http;
  // Copies of the promoted index; nothing: one where there is a second data node, else none.
  std::optional<unsigned> replicas;
  // Copies while loading: each record is then written as often, and the death of a node is survived.
  unsigned load_replicas = 0;
  bool require_green = false;  // refuse to promote while a copy cannot be placed
  std::size_t keep = 1;        // how many replaced runs stay for rollback
  unsigned connections = 4;    // bulk requests under way at once
  // How long a bulk request that cannot be taken now is tried again.
  std::chrono::milliseconds retry_time{300'000};
  // Of a bulk request, uncompressed: some hosted clusters refuse 10 MiB.
  std::size_t bulk_bytes = std::size_t{8} << 20;
};

}  // namespace sfi
