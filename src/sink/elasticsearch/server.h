// The server's product, version and capabilities.
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
  bool serverless = false;  // the provider manages shards and replicas

  std::string name() const;  // "OpenSearch 3.8.0"
};

// Throws Refused for anything but Elasticsearch 7.10 to 9 and OpenSearch 1 to 3, and for rejected credentials;
// RunFailed if nothing answers.
Server detect_server(HttpClient& client);

}  // namespace sfi
