#include "sink/elasticsearch/index_api.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"

namespace sfi {
namespace {

using std::chrono::milliseconds;

// While a cluster elects a new leader, it does not answer for some seconds.
constexpr milliseconds kPatience{30'000};
constexpr milliseconds kCleanUpTime{8'000};  // for all hosts together

void expect(const Answer& answer, const std::string& doing) {
  if (!answer.ok()) throw_answer(doing, answer.http(), answer.error());
}

[[noreturn]] void throw_moved_meanwhile(const std::string& alias) {
  throw Refused(fmt::format("{}: another run was promoted in the meantime.", alias),
                "Nothing of this run is served. Run again when no other run of this state is loading.");
}

std::string quoted(const std::string& name) {
  return "\"" + name + "\"";
}

}  // namespace

Answer IndexApi::call(const char* method, const std::string& path, const std::string& body) const {
  HttpRequest request;
  request.method = method;
  request.path = path;
  request.body = body;
  return Answer(client_.request(request, kPatience));
}

Answer IndexApi::create(const std::string& index, bool wait_for_copies, const std::string& body) const {
  return call("PUT", fmt::format("/{}{}", index, wait_for_copies ? "?wait_for_active_shards=all" : ""), body);
}

bool IndexApi::remove_quietly(const std::vector<std::string>& indices) const noexcept {
  try {
    HttpRequest request;
    request.method = "DELETE";
    request.path = fmt::format("/{}?ignore_unavailable=true", fmt::join(indices, ","));
    request.interruptible = false;
    request.timeout = kCleanUpTime / static_cast<int>(client_.hosts().size());
    return client_.request(request).ok();
  } catch (const std::exception&) {
    return false;
  }
}

void IndexApi::remove(const std::string& index) const {
  const Answer answer = call("DELETE", "/" + index);
  if (answer.status() != 404) expect(answer, "remove the index " + index);
}

std::string IndexApi::uuid(const std::string& index) const {
  const Answer answer = call("GET", fmt::format("/{}/_settings?filter_path=*.settings.index.uuid", index));
  if (answer.status() != 404) expect(answer, "look at the index " + index);
  return answer.text(fmt::format("/{}/settings/index/uuid", index));
}

void IndexApi::remove_alias(const std::string& index, const std::string& alias) const {
  const Answer answer = call("DELETE", fmt::format("/{}/_alias/{}", index, alias));
  if (answer.status() != 404) expect(answer, "end writing into " + index);
}

void IndexApi::refresh(const std::string& index) const {
  expect(call("POST", fmt::format("/{}/_refresh", index)), "make the records of " + index + " visible");
}

std::uint64_t IndexApi::count(const std::string& index) const {
  const Answer answer = call("GET", fmt::format("/{}/_count", index));
  expect(answer, "count the records of " + index);
  return answer.number("/count");
}

std::string IndexApi::summary(const std::string& index) const {
  const Answer answer = call("GET", fmt::format("/{}?filter_path=*.mappings._meta.summary", index));
  expect(answer, "read the account of the run in " + index);
  simdjson::dom::object indices;
  if (answer.json().get(indices) != simdjson::SUCCESS || indices.size() == 0) return {};
  simdjson::dom::element summary;
  const auto found = (*indices.begin()).value.at_pointer("/mappings/_meta/summary").get(summary);
  return found == simdjson::SUCCESS ? std::string(simdjson::minify(summary)) : std::string{};
}

void IndexApi::put_settings(const std::string& index, const std::string& body) const {
  expect(call("PUT", fmt::format("/{}/_settings", index), body), "change the settings of " + index);
}

void IndexApi::put_meta(const std::string& index, const std::string& meta) const {
  expect(call("PUT", fmt::format("/{}/_mapping", index), fmt::format(R"({{"_meta":{}}})", meta)),
         "note the account of the run in " + index);
}

std::string IndexApi::health(const std::string& index, int seconds) const {
  const Answer answer =
      call("GET", fmt::format("/_cluster/health/{}?wait_for_status=green&timeout={}s", index, seconds));
  // 408: the time is up, but the answer is complete.
  if (answer.status() != 408) expect(answer, "ask for the health of " + index);
  return answer.text("/status");
}

ShardRoom IndexApi::shard_room() const {
  ShardRoom room;
  const Answer health = call("GET", "/_cluster/health");
  if (!health.ok()) return room;  // needs a privilege that is optional for a load
  room.data_nodes = health.number("/number_of_data_nodes");
  room.shards =
      health.number("/active_shards") + health.number("/unassigned_shards") + health.number("/initializing_shards");
  const Answer settings =
      call("GET", "/_cluster/settings?include_defaults=true&filter_path=*.cluster.max_shards_per_node");
  for (const char* level : {"/transient", "/persistent", "/defaults"}) {
    const std::string limit = settings.text(fmt::format("{}/cluster/max_shards_per_node", level));
    if (limit.empty()) continue;
    room.shards_per_node = std::stoull(limit);
    break;
  }
  return room;
}

std::vector<std::string> IndexApi::resolve(const std::string& name) const {
  const Answer answer = call("GET", fmt::format("/{}/_alias?ignore_unavailable=true", name));
  if (answer.status() == 404) return {};
  expect(answer, "look up " + name);
  std::vector<std::string> indices;
  simdjson::dom::object object;
  if (answer.json().get(object) != simdjson::SUCCESS) return indices;
  for (const auto& field : object) indices.emplace_back(field.key);
  return indices;
}

Answer IndexApi::post_aliases(const std::vector<MovedAlias>& moves, bool must_exist) const {
  std::string actions;
  for (const MovedAlias& move : moves) {
    if (!move.from.empty()) {
      actions += fmt::format(R"({}{{"remove":{{"index":{},"alias":{}{}}}}})", actions.empty() ? "" : ",",
                             quoted(move.from), quoted(move.alias), must_exist ? R"(,"must_exist":true)" : "");
    }
    actions += fmt::format(R"({}{{"add":{{"index":{},"alias":{}}}}})", actions.empty() ? "" : ",", quoted(move.to),
                           quoted(move.alias));
  }
  HttpRequest request;
  request.method = "POST";
  request.path = "/_aliases";
  const std::string body = fmt::format(R"({{"actions":[{}]}})", actions);
  request.body = body;
  request.interruptible = false;  // once started it is completed
  return Answer(client_.request(request));
}

bool IndexApi::are_moved(const std::vector<MovedAlias>& moves) const {
  return std::all_of(moves.begin(), moves.end(), [this](const MovedAlias& move) {
    const auto indices = resolve(move.alias);
    return indices == std::vector{move.to};
  });
}

void IndexApi::move(const std::vector<MovedAlias>& moves) const {
  for (const MovedAlias& move : moves) {
    const auto now = resolve(move.alias);
    const bool unchanged = move.from.empty() ? now.empty() : now == std::vector{move.from};
    if (!unchanged) throw_moved_meanwhile(move.alias);
  }
  Answer answer = post_aliases(moves, true);
  // Elasticsearch 7.10 and OpenSearch 1.0 do not support it.
  if (answer.status() == 400 && answer.http().body.find("[must_exist]") != std::string::npos) {
    answer = post_aliases(moves, false);
  }
  // Also 404 if a first attempt succeeded and libcurl repeated it on a new connection.
  if (answer.status() == 404 && !are_moved(moves)) throw_moved_meanwhile(moves.front().alias);
  if (answer.status() == 404) return;
  if (answer.http().arrived() && answer.status() < 500 && answer.status() != 429) {
    expect(answer, fmt::format("promote {}", moves.front().to));
    return settle_race(moves);
  }
  // It may have been applied anyway, so the actual state decides.
  if (!are_moved(moves)) throw_answer(fmt::format("promote {}", moves.front().to), answer.http(), answer.error());
}

// If the server cannot compare and swap, two runs may both have set the aliases: the newest stays.
void IndexApi::settle_race(const std::vector<MovedAlias>& moves) const {
  std::string actions;
  std::string lost;  // an alias that another run holds
  for (const MovedAlias& move : moves) {
    const auto indices = resolve(move.alias);
    if (indices == std::vector{move.to}) continue;
    const std::string newest = indices.empty() ? "" : *std::max_element(indices.begin(), indices.end());
    if (newest != move.to) lost = move.alias;
    for (const std::string& index : indices) {
      const bool goes = newest == move.to ? index != move.to : index == move.to;
      if (!goes) continue;
      actions += fmt::format(R"({}{{"remove":{{"index":{},"alias":{}}}}})", actions.empty() ? "" : ",", quoted(index),
                             quoted(move.alias));
    }
  }
  if (!actions.empty()) {
    expect(call("POST", "/_aliases", fmt::format(R"({{"actions":[{}]}})", actions)), "give way to another run");
  }
  if (!lost.empty()) throw_moved_meanwhile(lost);
}

}  // namespace sfi
