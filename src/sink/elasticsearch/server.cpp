#include "sink/elasticsearch/server.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

#include "base/error.h"
#include "http/secrets.h"
#include "input/sniff.h"
#include "sink/elasticsearch/answer.h"

namespace sfi {
namespace {

constexpr const char* kSupported = "Supported are Elasticsearch 7.10 to 9 and OpenSearch 1 to 3.";

// Removes the number at the start of `version`, and the dot after it, and returns it; -1 if there is none.
int take_number(std::string_view& version) {
  int value = -1;
  const std::size_t dot = std::min(version.find('.'), version.size());
  const auto [rest, error] = std::from_chars(version.data(), version.data() + dot, value);
  version.remove_prefix(std::min(dot + 1, version.size()));
  return error == std::errc{} ? value : -1;
}

[[noreturn]] void throw_not_supported(const std::string& url, const std::string& what) {
  throw Refused(fmt::format("{}: {}.", url, what), kSupported);
}

// OpenSearch can be configured to claim that it is Elasticsearch 7.10.2, but its tagline stays the same.
Server::Product product_of(const Answer& answer, const std::string& url) {
  const std::string tagline = answer.text("/tagline");
  if (answer.text("/version/distribution") == "opensearch" || tagline.find("OpenSearch") != std::string::npos) {
    return Server::Product::opensearch;
  }
  if (tagline.find("You Know, for Search") == std::string::npos) {
    throw_not_supported(url, "the server is neither Elasticsearch nor OpenSearch");
  }
  return Server::Product::elasticsearch;
}

bool is_supported(const Server& server) {
  if (server.product == Server::Product::opensearch) {
    // 7.10.2 is the version it claims then.
    return (server.major >= 1 && server.major <= 3) || server.version == "7.10.2";
  }
  if (server.major == 7) return server.minor >= 10;
  return server.major == 8 || server.major == 9;
}

}  // namespace

std::string Server::name() const {
  return fmt::format("{} {}", product == Product::opensearch ? "OpenSearch" : "Elasticsearch",
                     without_secrets(version));
}

Server detect_server(HttpClient& client) {
  HttpRequest request;
  const Answer answer(client.request(request));
  const Endpoint& endpoint = client.hosts().endpoint(0);
  if (!answer.http().arrived()) throw_unreachable(endpoint, answer.http(), client.settings());
  if (!answer.ok() && answer.http().location.empty() && answer.http().ok()) {
    const std::string title = html_title(without_secrets(answer.http().body));
    throw_not_supported(endpoint.url, title.empty() ? "the server is neither Elasticsearch nor OpenSearch"
                                                    : fmt::format("the answer is a web page, '{}'", title));
  }
  if (!answer.ok()) {
    throw_answer(fmt::format("use {}", endpoint.url), answer.http(), answer.error());
  }
  Server server;
  server.product = product_of(answer, endpoint.url);
  server.version = answer.text("/version/number");
  std::string_view numbers(server.version);
  server.major = take_number(numbers);
  server.minor = take_number(numbers);
  server.serverless = answer.text("/version/build_flavor") == "serverless";
  if (!is_supported(server)) {
    throw_not_supported(endpoint.url, fmt::format("{} is not supported", server.name()));
  }
  return server;
}

}  // namespace sfi
