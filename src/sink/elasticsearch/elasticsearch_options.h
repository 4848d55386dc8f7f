// The user's options for a cluster and loading into it.
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
  // Copies of the promoted index; empty: one if there is a second data node, otherwise none.
  std::optional<unsigned> replicas;
  // Copies while loading: every record is written that many times more, and the load survives the loss of a node.
  unsigned load_replicas = 0;
  bool require_green = false;  // refuse to promote while a copy is unassigned
  std::size_t keep = 1;        // replaced runs to keep for rollback
  unsigned connections = 4;    // bulk requests in flight at once
  // How long to retry a bulk request that the servers cannot accept.
  std::chrono::milliseconds retry_time{300'000};
  // Size of a bulk request, uncompressed; some hosted clusters reject 10 MiB.
  std::size_t bulk_bytes = std::size_t{8} << 20;
};

}  // namespace sfi
