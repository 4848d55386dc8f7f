// Answers of Elasticsearch and OpenSearch: their JSON and errors.
#pragma once

#include <simdjson.h>

#include <memory>
#include <string>
#include <string_view>

#include "http/transfer.h"

namespace sfi {

// The first cause of a server's error.
struct ServerError {
  long status = 0;
  std::string type;  // "mapper_parsing_exception"; empty if the body is not an error in JSON
  std::string reason;

  // The disk limit was exceeded: indices only accept deletions.
  bool is_disk_full() const;
  // The cluster does not allow creating indices.
  bool is_no_room_for_indices() const;
  // Somebody has set an index or the cluster to read-only.
  bool is_blocked() const;
};

// For a message: "mapper_parsing_exception: failed to parse", without secrets.
std::string words_of(const ServerError& error);

class Answer {
 public:
  explicit Answer(HttpAnswer http);

  const HttpAnswer& http() const { return http_; }
  long status() const { return http_.status; }
  bool ok() const { return http_.ok() && is_json(); }
  bool is_json() const { return parsed_; }
  // The document; null if the body is not JSON.
  simdjson::dom::element json() const { return json_; }
  // A value within it, such as "/version/number"; empty if it is missing.
  std::string text(std::string_view pointer) const;
  std::uint64_t number(std::string_view pointer) const;
  ServerError error() const;

 private:
  HttpAnswer http_;
  std::unique_ptr<simdjson::dom::parser> parser_;
  simdjson::dom::element json_;
  bool parsed_ = false;
};

ServerError server_error(simdjson::dom::element error, long status);
std::string text_of(simdjson::dom::element object, std::string_view key);

// Throws the error for an unexpected answer, with advice. `doing`: "create the index tx_contribs_...".
[[noreturn]] void throw_answer(std::string_view doing, const HttpAnswer& http, const ServerError& error);

}  // namespace sfi
