#include "sink/elasticsearch/elasticsearch_run.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "sink/elasticsearch/bulk_block.h"
#include "sink/elasticsearch/index_meta.h"
#include "sink/elasticsearch/mapping.h"
#include "wording/shell_word.h"

namespace sfi {
namespace {

constexpr int kSecondsForCopies = 60;

}  // namespace

// Everything is checked before anything is created.
ElasticsearchRun::ElasticsearchRun(ElasticsearchSink& sink, const RunInfo& run) : sink_(sink), run_(run) {
  for (const RecordType type : run_.types) look_at_alias(type);
  note_orphans();
  note_unindexed();
  check_room();
  try {
    for (const RecordType type : run_.types) create_index(type);
    sender_ = std::make_unique<BulkSender>(sink_.client(), sink_.options().connections, sink_.options().retry_time);
  } catch (...) {
    discard();
    throw;
  }
}

ElasticsearchRun::~ElasticsearchRun() {
  discard();
}

void ElasticsearchRun::look_at_alias(RecordType type) {
  const std::string name = alias(type);
  const auto indices = sink_.api().resolve(name);
  if (indices == std::vector{name}) {
    throw Refused(fmt::format("{}: is an index, but this name must be free for the alias that serves the data.", name),
                  "Reindex it under another name and delete it, or use another --env.");
  }
  if (indices.size() > 1) {
    throw Refused(fmt::format("{}: the alias has several indices: {}.", name, fmt::join(indices, ", ")),
                  "Remove it from all but the right one (POST /_aliases).");
  }
  if (indices.empty()) return void(loads_[type]);
  const auto served = parse_index_name(indices.front());
  if (!served || served->alias != name) {
    throw Refused(
        fmt::format("{}: the alias points to {}, which is not an index of this state.", name, indices.front()),
        "Remove it from there (POST /_aliases), or use another --env.");
  }
  loads_[type].previous = indices.front();
}

void ElasticsearchRun::note_orphans() {
  // Only names of our form, since the user may lack access to other indices.
  const std::string ours = fmt::format("{0}_contribs_*_{1},{0}_reports_*_{1}", run_.state, run_.env);
  for (const StoredRun& run : sink_.find_runs(ours)) {
    if (run.env != run_.env) continue;
    if (run.status == StoredRun::Status::orphan) {
      notes_.push_back(fmt::format("{} is left over from a killed run; 'prune' removes it.", run.name));
    } else if (run.status == StoredRun::Status::under_way) {
      notes_.push_back(fmt::format("{}: another run is loading; the first to finish is promoted.", run.name));
    }
  }
}

void ElasticsearchRun::note_unindexed() {
  const bool has_contribs = std::find(run_.types.begin(), run_.types.end(), RecordType::contribs) != run_.types.end();
  if (!has_contribs || can_index(run_.addtl_members)) return;
  notes_.emplace_back(
      "addtl_data is stored but not searchable: a name in it contains a dot. Without dots in the names after "
      "'addtl_data.' in the definition each of them becomes a field.");
}

void ElasticsearchRun::check_room() {
  const ShardRoom room = sink_.api().shard_room();
  data_nodes_ = std::max<std::uint64_t>(room.data_nodes, 1);
  const std::uint64_t needed = run_.types.size() * (1 + std::max(replicas(), load_replicas()));
  if (room.shards_per_node == 0 || room.shards + needed <= room.shards_per_node * data_nodes_) return;
  throw Refused(fmt::format("The cluster has no room for {} more shards: {} of {} are open.", needed, room.shards,
                            room.shards_per_node * data_nodes_),
                "Remove unneeded indices ('prune' removes old runs), or raise "
                "cluster.max_shards_per_node.");
}

unsigned ElasticsearchRun::replicas() const {
  if (sink_.server().serverless) return 0;
  return sink_.options().replicas.value_or(data_nodes_ > 1 ? 1 : 0);
}

unsigned ElasticsearchRun::load_replicas() const {
  return sink_.server().serverless ? 0 : sink_.options().load_replicas;
}

// While loading: one shard (a state is far below 50 GB), no refresh, the translog synced only now and then. Without
// copies a lost node loses the load; the count shows it, and the run fails. With copies a lost one is replaced at
// once, since its node has nothing worth waiting for.
std::string ElasticsearchRun::settings_json() const {
  if (sink_.server().serverless) return "{}";
  return fmt::format(R"({{"index":{{"number_of_shards":1,"number_of_replicas":{},"refresh_interval":"-1",)"
                     R"("translog":{{"durability":"async"}},"unassigned.node_left.delayed_timeout":"0"}}}})",
                     load_replicas());
}

// A user who asks for copies while loading relies on them.
void ElasticsearchRun::note_copies(RecordType type, const Answer& created) {
  bool is_complete = true;
  if (created.json()["shards_acknowledged"].get(is_complete) != simdjson::SUCCESS || is_complete) return;
  notes_.push_back(
      fmt::format("{}: not all of its {} copies (--load-replicas) could be assigned before the load "
                  "({} data nodes): the loss of a node could have ended it.",
                  target(type), load_replicas(), data_nodes_));
}

void ElasticsearchRun::create_index(RecordType type) {
  const std::string index = target(type);
  const Answer answer = sink_.api().create(
      index, load_replicas() != 0,
      fmt::format(R"({{"settings":{},"mappings":{},"aliases":{{"{}":{{}}}}}})", settings_json(),
                  mappings_json(type, run_.addtl_members, meta_json(run_, type, {})), writing_alias(index)));
  // An earlier attempt succeeded although its answer was lost.
  const bool exists = answer.error().type == "resource_already_exists_exception";
  if (!answer.ok() && !exists) {
    // Without an answer it may exist anyway.
    if (!answer.http().arrived()) created_.push_back(type);
    throw_answer("create the index " + index, answer.http(), answer.error());
  }
  created_.push_back(type);
  note_copies(type, answer);
  loads_[type].uuid = sink_.api().uuid(index);
}

std::unique_ptr<RecordBlock> ElasticsearchRun::new_block(RecordType type) {
  return std::make_unique<BulkBlock>(type);
}

// Adds as many records at once as fit into the current request.
void ElasticsearchRun::write(RecordType type, RecordBlock& records) {
  auto& block = static_cast<BulkBlock&>(records);
  const RecordLines& lines = block.lines();
  Load& load = loads_[type];
  const std::size_t limit = sink_.options().bulk_bytes;
  const auto refuse = [&](std::size_t record, std::string reason) {
    load.refused.push_back(refused_record(lines.lines(record, record + 1), std::move(reason)));
  };
  std::size_t first = 0;
  while (first < lines.records()) {
    const std::size_t room = limit - std::min(limit, load.builder.bytes());
    std::size_t last = first;
    while (last < lines.records() && lines.end_of(last) - lines.begin_of(first) <= room && !block.has_long_id(last)) {
      ++last;
    }
    if (last > first) {
      load.builder.add(lines.lines(first, last), static_cast<std::uint32_t>(last - first));
      load.sent += last - first;
    } else if (block.has_long_id(first)) {
      refuse(last++, "its id is longer than 500 bytes");
    } else if (!load.builder.empty()) {
      flush(type);
    } else {
      refuse(last++, fmt::format("larger than a bulk request may be ({} bytes)", limit));
    }
    first = last;
  }
}

void ElasticsearchRun::flush(RecordType type) {
  Load& load = loads_[type];
  if (!load.builder.empty()) sender_->send(target(type), load.builder.take());
}

SinkRun::Count ElasticsearchRun::count(RecordType type) {
  flush(type);
  sender_->wait();
  sink_.api().remove_alias(target(type), writing_alias(target(type)));
  Load& load = loads_[type];
  BulkSender::Outcome outcome = sender_->take_outcome(target(type));
  check_is_ours(type);
  sink_.api().refresh(target(type));
  Count count;
  count.distinct = sink_.api().count(target(type));
  // A server that repeats a write by itself after a node died also reports a replaced record; but there cannot be more
  // records than were sent.
  count.records =
      std::max(count.distinct, std::min(count.distinct + outcome.replaced, load.sent - outcome.refused.size()));
  count.repeated_ids = std::move(outcome.replaced_ids);
  count.refused = std::move(load.refused);
  count.refused.insert(count.refused.end(), std::make_move_iterator(outcome.refused.begin()),
                       std::make_move_iterator(outcome.refused.end()));
  std::sort(count.refused.begin(), count.refused.end(), [](const auto& a, const auto& b) {
    return std::tie(a.file, a.line, a.id) < std::tie(b.file, b.line, b.id);
  });
  load.records = count.distinct;
  return count;
}

std::optional<std::uint64_t> ElasticsearchRun::previous_count(RecordType type) {
  const std::string& previous = loads_[type].previous;
  if (previous.empty()) return std::nullopt;
  return sink_.api().count(previous);
}

std::string ElasticsearchRun::previous_summary() {
  if (run_.types.empty() || loads_[run_.types.front()].previous.empty()) return {};
  return sink_.api().summary(loads_[run_.types.front()].previous);
}

// If somebody deletes the index, the next write can create it again with another mapping: it is no longer ours.
void ElasticsearchRun::check_is_ours(RecordType type) const {
  if (sink_.api().uuid(target(type)) == loads_.at(type).uuid) return;
  throw RunFailed(fmt::format("{}: the working index was removed while it was loaded.", target(type)),
                  "Check whether somebody or a lifecycle policy deleted it, then run again.");
}

void ElasticsearchRun::restore_settings(RecordType type) const {
  if (sink_.server().serverless) return;
  sink_.api().put_settings(target(type), fmt::format(R"({{"index":{{"refresh_interval":null,"number_of_replicas":{},)"
                                                     R"("translog":{{"durability":null}},)"
                                                     R"("unassigned.node_left.delayed_timeout":null}}}})",
                                                     replicas()));
}

void ElasticsearchRun::wait_for_copies(RecordType type) {
  if (sink_.server().serverless) return;
  // Does not wait for copies that no node is available for.
  const int seconds = replicas() < data_nodes_ ? kSecondsForCopies : 1;
  const std::string status = sink_.api().health(target(type), seconds);
  if (status == "green") return;
  if (status == "red") {
    throw RunFailed(fmt::format("{}: its data is not available (health red).", target(type)),
                    "Check whether the cluster has lost a node; run again when it is healthy.");
  }
  const std::string words =
      fmt::format("{}: {} of its copies cannot be assigned now ({} data nodes)", target(type), replicas(), data_nodes_);
  if (sink_.options().require_green) {
    throw Refused(words + ".", "Add nodes or use fewer --replicas; without --require-green this is only a note.");
  }
  notes_.push_back(words + ": the index is served, but the loss of a node would lose it.");
}

void ElasticsearchRun::finish_index(RecordType type, const std::string& summary_json) {
  check_is_ours(type);
  sink_.api().call("POST", fmt::format("/{}/_flush", target(type)));
  restore_settings(type);
  wait_for_copies(type);
  sink_.api().put_meta(target(type), meta_json(run_, type, {"verified", loads_[type].records, summary_json}));
}

void ElasticsearchRun::promote(const std::string& summary_json) {
  sender_.reset();
  std::vector<MovedAlias> moves;
  for (const RecordType type : run_.types) {
    finish_index(type, summary_json);
    moves.push_back({alias(type), loads_[type].previous, target(type)});
  }
  promoting_ = true;
  if (!moves.empty()) sink_.api().move(moves);
  created_.clear();
  // From here on the new data is served: further failures are only notes.
  for (const RecordType type : run_.types) {
    try {
      sink_.api().put_meta(target(type), meta_json(run_, type, {"promoted", loads_[type].records, summary_json}));
      remove_old(type);
    } catch (const Error& error) {
      notes_.push_back(fmt::format("{} is served, but: {}", target(type), error.what()));
    }
  }
}

// Keeps the replaced index, then the newest of the others, `keep` in total.
void ElasticsearchRun::remove_old(RecordType type) {
  auto runs = sink_.find_runs(fmt::format("{}_{}_*_{}", run_.state, to_string(type), run_.env));
  std::erase_if(runs,
                [&](const StoredRun& run) { return run.env != run_.env || run.status != StoredRun::Status::kept; });
  const std::string& previous = loads_[type].previous;
  std::sort(runs.begin(), runs.end(), [&](const auto& a, const auto& b) {
    if ((a.name == previous) != (b.name == previous)) return a.name == previous;
    return a.started > b.started;
  });
  for (std::size_t i = sink_.options().keep; i < runs.size(); ++i) sink_.api().remove(runs[i].name);
}

// If the server cannot be asked, the index stays: a leftover is better than removing data that readers use.
bool ElasticsearchRun::is_served(RecordType type) const noexcept {
  try {
    const auto indices = sink_.api().resolve(alias(type));
    return std::find(indices.begin(), indices.end(), target(type)) != indices.end();
  } catch (const std::exception&) {
    return true;
  }
}

void ElasticsearchRun::discard() noexcept {
  sender_.reset();
  std::vector<std::string> indices;
  for (const RecordType type : created_) {
    if (promoting_ && is_served(type)) {
      notes_.push_back(fmt::format("{} was not removed, since it may be served; see 'status'.", target(type)));
    } else {
      indices.push_back(target(type));
    }
  }
  created_.clear();
  if (indices.empty() || sink_.api().remove_quietly(indices)) return;
  notes_.push_back(fmt::format("{} could not be removed now; 'prune' removes it later.", fmt::join(indices, ", ")));
}

std::string ElasticsearchRun::next_step() const {
  return "curl " + shell_word(fmt::format("{}/{}/_search?size=1&pretty", sink_.client().hosts().endpoint(0).url,
                                          alias(run_.types.front())));
}

}  // namespace sfi
