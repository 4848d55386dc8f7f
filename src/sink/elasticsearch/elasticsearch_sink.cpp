#include "sink/elasticsearch/elasticsearch_sink.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "sink/elasticsearch/elasticsearch_run.h"
#include "sink/elasticsearch/index_meta.h"
#include "sink/elasticsearch/mapping.h"

namespace sfi {

ElasticsearchSink::ElasticsearchSink(ElasticsearchOptions options)
    : options_(std::move(options)), client_(options_.endpoints, options_.http), api_(client_) {}

void ElasticsearchSink::preflight() {
  const std::lock_guard lock(detecting_);
  if (!server_) server_ = detect_server(client_);
}

std::unique_ptr<SinkRun> ElasticsearchSink::begin(const RunInfo& run) {
  preflight();
  return std::make_unique<ElasticsearchRun>(*this, run);
}

std::vector<StoredRun> ElasticsearchSink::find_runs(const std::string& pattern) const {
  const Answer answer =
      api_.call("GET", fmt::format("/{}?ignore_unavailable=true&filter_path=*.aliases,*.mappings._meta,"
                                   "*.mappings.properties.*amount.type",
                                   pattern));
  if (answer.status() == 404) return {};
  if (!answer.ok()) throw_answer("list the indices " + pattern, answer.http(), answer.error());
  std::vector<StoredRun> runs;
  simdjson::dom::object indices;
  if (answer.json().get(indices) != simdjson::SUCCESS) return runs;
  for (const auto& [name, index] : indices) {
    simdjson::dom::element mappings;
    simdjson::dom::element meta;
    if (index["mappings"].get(mappings) != simdjson::SUCCESS || mappings["_meta"].get(meta) != simdjson::SUCCESS)
      continue;
    auto run = stored_run(name, meta);
    if (!run) continue;
    run->earlier_mapping = is_earlier_mapping(mappings);
    simdjson::dom::object aliases;
    if (index["aliases"].get(aliases) == simdjson::SUCCESS) {
      for (const auto& alias : aliases) {
        if (alias.key == run->alias) run->status = StoredRun::Status::served;
      }
    }
    runs.push_back(std::move(*run));
  }
  std::sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return runs;
}

std::vector<StoredRun> ElasticsearchSink::runs(const std::string& env) {
  preflight();
  auto runs = find_runs(fmt::format("*_contribs_*_{0},*_reports_*_{0}", env));
  std::erase_if(runs, [&](const StoredRun& run) { return run.env != env; });
  if (runs.empty()) return runs;
  const Answer sizes = api_.call(
      "GET",
      fmt::format("/_cat/indices/*_contribs_*_{0},*_reports_*_{0}?format=json&bytes=b&h=index,docs.count,store.size",
                  env));
  simdjson::dom::array rows;
  if (!sizes.ok() || sizes.json().get(rows) != simdjson::SUCCESS) return runs;
  for (const auto& row : rows) {
    const auto run = std::find_if(runs.begin(), runs.end(),
                                  [&](const auto& candidate) { return candidate.name == text_of(row, "index"); });
    if (run == runs.end()) continue;
    run->records = std::strtoull(text_of(row, "docs.count").c_str(), nullptr, 10);
    run->bytes = std::strtoull(text_of(row, "store.size").c_str(), nullptr, 10);
  }
  return runs;
}

std::vector<MovedAlias> ElasticsearchSink::rollback(const std::string& state, const std::string& env) {
  const auto moves = moves_back(runs(env), state);
  api_.move(moves);
  return moves;
}

void ElasticsearchSink::remove(const StoredRun& run) {
  // Checked again, since it could be served by now.
  for (const StoredRun& now : find_runs(run.name)) {
    if (now.status == StoredRun::Status::served) {
      throw Refused(fmt::format("{}: is served under {} now.", run.name, run.alias));
    }
    api_.remove(run.name);
  }
}

}  // namespace sfi
