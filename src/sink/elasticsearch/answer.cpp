#include "sink/elasticsearch/answer.h"

#include <fmt/format.h>

#include "base/error.h"
#include "http/secrets.h"
#include "input/sniff.h"

namespace sfi {
namespace {

constexpr std::size_t kQuoted = 300;
constexpr std::size_t kLookedAt = std::size_t{64} << 10;

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// "security_exception: action [...] is unauthorized"; the title of a web page, the start of other text.
std::string quoted(const HttpAnswer& http, const ServerError& error) {
  if (!error.type.empty()) return words_of(error);
  // Masked before it is cut, which could leave the beginning of a secret.
  const std::string text = without_secrets(std::string_view(http.body).substr(0, kLookedAt));
  const std::string title = html_title(text);
  return title.empty() ? text.substr(0, kQuoted) : fmt::format("a page with the title '{}'", title);
}

[[noreturn]] void throw_forbidden(std::string_view doing, const ServerError& error, const std::string& words) {
  if (error.is_disk_full()) {
    throw RunFailed(fmt::format("Cannot {}: the cluster's disks are too full for writing ({}).", doing, words),
                    "Free disk space in the cluster (old indices: 'prune'), or add some; what was loaded "
                    "before is still served.");
  }
  if (error.is_no_room_for_indices()) {
    throw Refused(fmt::format("Cannot {}: the cluster does not allow creating indices ({}).", doing, words),
                  "OpenSearch blocks this while the disks of all its nodes are filling up: free disk space "
                  "(old indices: 'prune'), or remove the setting cluster.blocks.create_index.");
  }
  if (error.is_blocked()) {
    throw RunFailed(fmt::format("Cannot {}: writing is blocked ({}).", doing, words),
                    "Somebody has set the cluster or the index to read-only: remove the block "
                    "(cluster.blocks.read_only, index.blocks.*), then run again.");
  }
  throw Refused(fmt::format("Cannot {}: the credentials do not allow it ({}).", doing, words),
                "Grant the user or API key the privileges listed in docs/operations.md; the server's "
                "message names the missing one.");
}

}  // namespace

bool ServerError::is_disk_full() const {
  return contains(reason, "/12/") || contains(reason, "flood stage") || contains(reason, "flood-stage");
}

bool ServerError::is_no_room_for_indices() const {
  return type == "index_create_block_exception";
}

bool ServerError::is_blocked() const {
  return type == "cluster_block_exception" && !is_disk_full();
}

std::string words_of(const ServerError& error) {
  const std::string type = error.type.empty() ? std::to_string(error.status) : error.type;
  return without_secrets(fmt::format("{}: {}", type, error.reason));
}

Answer::Answer(HttpAnswer http) : http_(std::move(http)), parser_(std::make_unique<simdjson::dom::parser>()) {
  parsed_ = parser_->parse(http_.body).get(json_) == simdjson::SUCCESS;
}

std::string Answer::text(std::string_view pointer) const {
  std::string_view value;
  if (!parsed_ || json_.at_pointer(pointer).get(value) != simdjson::SUCCESS) return {};
  return std::string(value);
}

std::uint64_t Answer::number(std::string_view pointer) const {
  std::uint64_t value = 0;
  if (!parsed_ || json_.at_pointer(pointer).get(value) != simdjson::SUCCESS) return 0;
  return value;
}

ServerError Answer::error() const {
  simdjson::dom::element error;
  if (parsed_ && json_["error"].get(error) == simdjson::SUCCESS) {
    return server_error(error, http_.status);
  }
  return {http_.status, {}, {}};
}

std::string text_of(simdjson::dom::element object, std::string_view key) {
  std::string_view value;
  if (object[key].get(value) != simdjson::SUCCESS) return {};
  return std::string(value);
}

ServerError server_error(simdjson::dom::element error, long status) {
  std::string_view words;
  if (error.get(words) == simdjson::SUCCESS) return {status, "error", std::string(words)};
  ServerError result{status, text_of(error, "type"), text_of(error, "reason")};
  simdjson::dom::element cause;
  if (error["caused_by"].get(cause) == simdjson::SUCCESS) {
    const std::string deeper = text_of(cause, "reason");
    if (!deeper.empty()) result.reason += " (" + deeper + ")";
  }
  return result;
}

void throw_answer(std::string_view doing, const HttpAnswer& http, const ServerError& error) {
  const std::string words = quoted(http, error);
  if (!http.arrived()) {
    throw RunFailed(fmt::format("Cannot {}: there was no answer ({}).", doing, http.failure),
                    "Check whether the server is overloaded or down; retry when it is healthy.");
  }
  if (!http.location.empty()) {
    throw Refused(fmt::format("Cannot {}: the server redirects to {}.", doing, http.location),
                  "Use that address if it is the right one.");
  }
  if (http.status == 401) {
    throw Refused(fmt::format("Cannot {}: the server does not accept the credentials ({}).", doing, words),
                  "Set user and password in ES_HOST (special characters percent-encoded), or ES_API_KEY.");
  }
  if (http.status == 403 || error.is_disk_full() || error.is_blocked()) {
    throw_forbidden(doing, error, words);
  }
  if (contains(error.reason, "maximum shards open") || contains(error.reason, "total shards")) {
    throw Refused(fmt::format("Cannot {}: the cluster has no room for more shards ({}).", doing, words),
                  "Remove unneeded indices ('prune' removes old runs), or raise "
                  "cluster.max_shards_per_node.");
  }
  throw RunFailed(fmt::format("Cannot {}: the server answered {}: {}.", doing, http.status, words),
                  "See the server's log for details.");
}

}  // namespace sfi
