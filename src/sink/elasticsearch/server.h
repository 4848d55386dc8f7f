// Which product answers, and what it can do: asked once.
#pragma once

#include <string>

#include "http/http_client.h"

namespace sfi {

struct Server {
  enum class Product { elasticsearch, opensearch };
  Product product = Product::elasticsearch;
  std::string version;  // "7.10.2"
  int major = 0;
  int minor = 0;
  bool serverless = false;  // shards and replicas are the provider's business

  std::string name() const;  // "OpenSearch 3.8.0"
};

// Throws Refused, naming what answered, for anything but Elasticsearch 7.10 to 9 and OpenSearch 1 to 3,
// and for credentials that are not accepted; RunFailed when nothing answers.
Server detect_server(HttpClient& client);

}  // namespace sfi
