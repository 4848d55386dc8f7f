// Answers of Elasticsearch and OpenSearch: the JSON in them, and the errors that they tell.
#pragma once

#include <simdjson.h>

#include <memory>
#include <string>
#include <string_view>

#include "http/transfer.h"

namespace sfi {

// The first cause that a server's error names.
struct ServerError {
  long status = 0;
  std::string type;  // "mapper_parsing_exception"; empty when the body is no such error
  std::string reason;

  // The limit of the disks was passed: indices may only be deleted from.
  bool is_disk_full() const;
  // No index may be created in the whole cluster.
  bool is_no_room_for_indices() const;
  // An index or the cluster was set to read-only by somebody.
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
  // The document; null when the body is no JSON.
  simdjson::dom::element json() const { return json_; }
  // A value within it, "/version/number"; nothing there gives the default.
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

// Turns an answer that is not what was asked for into an error with its remedy. `doing`: "create the
// index tx_contribs_...".
[[noreturn]] void throw_answer(std::string_view doing, const HttpAnswer& http, const ServerError& error);

}  // namespace sfi
