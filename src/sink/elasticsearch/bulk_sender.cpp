#include "sink/elasticsearch/bulk_sender.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/interrupt.h"
#include "sink/elasticsearch/index_meta.h"

namespace sfi {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPoll{100};
// Waiting does not help with a full disk, but with a temporary flood stage.
constexpr milliseconds kDiskPatience{10'000};
constexpr unsigned kSuccessesToSpeedUp = 20;
constexpr std::size_t kIdsKept = 5;
// How long the server itself waits for a shard whose node is gone, before we retry.
constexpr milliseconds kShardPatience{10'000};

bool is_busy(long status) {
  return status == 429 || status == 502 || status == 503 || status == 504;
}

// Rejected now, but perhaps not later. Records of a node that has just died get a 500.
bool may_pass(const ServerError& error) {
  return error.status == 429 || error.status >= 500 || error.is_disk_full();
}

std::string remedy_of(const std::string& why) {
  const std::string remedy = "Nothing was promoted; what was loaded before is still served. ";
  if (why.find("unavailable_shards_exception") != std::string::npos) {
    return remedy +
           "The node with the new index is gone. Run again when the cluster is healthy; with "
           "--load-replicas 1 a load survives the loss of a node.";
  }
  return remedy + "Run again when the cluster is healthy, with fewer --connections, or with more --retry-time.";
}

}  // namespace

RefusedRecord refused_record(std::string_view lines, std::string reason) {
  RefusedRecord record;
  record.reason = std::move(reason);
  simdjson::dom::parser parser;
  simdjson::dom::element json;
  const std::size_t document = lines.find('\n') + 1;
  if (parser.parse(std::string(lines.substr(0, document))).get(json) == simdjson::SUCCESS) {
    std::string_view id;
    if (json.at_pointer("/index/_id").get(id) == simdjson::SUCCESS) record.id = id;
  }
  if (parser.parse(std::string(lines.substr(document))).get(json) != simdjson::SUCCESS) return record;
  std::string_view file;
  if (json.at_pointer("/source/file").get(file) == simdjson::SUCCESS) record.file = file;
  if (json.at_pointer("/source/line").get(record.line) != simdjson::SUCCESS) record.line = 0;
  double amount = 0;
  if (json["amount"].get(amount) == simdjson::SUCCESS) record.cents = Cents(std::llround(amount * 100));
  return record;
}

BulkSender::BulkSender(HttpClient& client, unsigned connections, milliseconds retry_time)
    : client_(client),
      retry_time_(retry_time),
      most_under_way_(connections + 2),
      multi_(curl_multi_init()),
      allowed_(connections) {
  for (unsigned i = 0; i < connections; ++i) slots_.push_back(std::make_unique<Slot>());
  thread_ = std::thread([this] { loop(); });
}

BulkSender::~BulkSender() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  curl_multi_wakeup(multi_);
  thread_.join();
  break_off();
  curl_multi_cleanup(multi_);
}

void BulkSender::send(const std::string& index, BulkBody body) {
  auto job = std::make_unique<Job>();
  job->index = index;
  job->body = std::move(body);
  std::unique_lock lock(mutex_);
  while (!error_ && under_way_ >= most_under_way_) {
    throw_if_interrupted();
    changed_.wait_for(lock, kPoll);
  }
  if (error_) std::rethrow_exception(error_);
  ++under_way_;
  queue_.push_back(std::move(job));
  lock.unlock();
  curl_multi_wakeup(multi_);
}

void BulkSender::wait() {
  std::unique_lock lock(mutex_);
  while (!error_ && under_way_ != 0) {
    throw_if_interrupted();
    changed_.wait_for(lock, kPoll);
  }
  if (error_) std::rethrow_exception(error_);
}

BulkSender::Outcome BulkSender::take_outcome(const std::string& index) {
  const std::lock_guard lock(mutex_);
  return std::exchange(outcomes_[index], {});
}

// ---- the sender's thread ----

void BulkSender::loop() {
  try {
    for (;;) {
      {
        const std::lock_guard lock(mutex_);
        if (stop_) return;
      }
      start_jobs();
      int running = 0;
      curl_multi_perform(multi_, &running);
      take_finished();
      show_queue();
      curl_multi_poll(multi_, nullptr, 0, static_cast<int>(kPoll.count()), nullptr);
    }
  } catch (...) {
    const std::lock_guard lock(mutex_);
    error_ = std::current_exception();
    changed_.notify_all();
  }
}

void BulkSender::start_jobs() {
  while (Slot* slot = idle_slot()) {
    auto job = next_job();
    if (!job) return;
    start(*slot, std::move(job));
  }
}

BulkSender::Slot* BulkSender::idle_slot() {
  const auto busy = std::count_if(slots_.begin(), slots_.end(), [](const auto& slot) { return slot->job != nullptr; });
  if (static_cast<unsigned>(busy) >= allowed_) return nullptr;
  const auto idle = std::find_if(slots_.begin(), slots_.end(), [](const auto& slot) { return !slot->job; });
  return idle->get();
}

// The first job that is due.
std::unique_ptr<BulkSender::Job> BulkSender::next_job() {
  const std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  const auto due =
      std::find_if(queue_.begin(), queue_.end(), [now](const auto& job) { return job->not_before <= now; });
  if (due == queue_.end()) return nullptr;
  auto job = std::move(*due);
  queue_.erase(due);
  return job;
}

void BulkSender::start(Slot& slot, std::unique_ptr<Job> job) {
  slot.host = client_.hosts().next();
  HttpRequest request;
  request.method = "POST";
  request.path = fmt::format("/{}/_bulk?require_alias=true&timeout={}ms&{}", writing_alias(job->index),
                             std::clamp(retry_time_, milliseconds(1000), kShardPatience).count(), kBulkFilter);
  request.body = job->body.gzip.view();
  request.content_type = "application/x-ndjson";
  request.is_gzip = true;
  slot.transfer.prepare(client_.settings(), client_.hosts().endpoint(slot.host), request);
  slot.job = std::move(job);
  ++slot.job->attempts;
  curl_multi_add_handle(multi_, slot.transfer.handle());
}

void BulkSender::take_finished() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;
    CURL* handle = message->easy_handle;
    curl_multi_remove_handle(multi_, handle);
    const auto slot = std::find_if(slots_.begin(), slots_.end(),
                                   [handle](const auto& candidate) { return candidate->transfer.handle() == handle; });
    judge(**slot, (*slot)->transfer.finish(code));
  }
}

void BulkSender::judge(Slot& slot, const HttpAnswer& http) {
  auto job = std::move(slot.job);
  if (!http.arrived()) {
    client_.hosts().note_failure(slot.host);
    if (http.is_tls_failure()) throw_unreachable(client_.hosts().endpoint(slot.host), http, client_.settings());
    job->may_be_applied = true;
    job->unreached.insert(slot.host);
    // A message of a reachable server about this index says more than that another one is down.
    const auto said = turned_away_.find(job->index);
    const std::string why =
        said == turned_away_.end() ? http.failure : fmt::format("{} (then: {})", said->second, http.failure);
    return retry(std::move(job), why);
  }
  client_.hosts().note_success(slot.host);
  job->unreached.clear();
  if (!http.ok()) return judge_turned_away(std::move(job), http);
  const auto answer = parse_bulk_answer(parser_, http.body, job->body.records);
  if (!answer) {
    job->may_be_applied = true;
    return retry(std::move(job), "the answer does not fit what was sent");
  }
  if (!job->may_be_applied) {
    const std::lock_guard lock(mutex_);
    Outcome& outcome = outcomes_[job->index];
    outcome.replaced += answer->replaced_ids.size();
    for (const std::string& id : answer->replaced_ids) {
      if (outcome.replaced_ids.size() < kIdsKept) outcome.replaced_ids.push_back(id);
    }
  }
  if (answer->failed.empty()) {
    turned_away_.erase(job->index);
    speed_up();
    return done(1);
  }
  judge_items(*job, *answer);
}

// Some records were not accepted: those that may be accepted later go into a separate body.
void BulkSender::judge_items(Job& job, const BulkAnswer& answer) {
  const std::string lines = lines_of(job.body);
  const auto records = records_of(lines);
  BulkBodyBuilder again;
  const ServerError* reason = nullptr;
  bool may_be_applied = job.may_be_applied;
  for (const BulkItem& item : answer.failed) {
    const std::string_view record = records[item.index];
    if (may_pass(item.error)) {
      again.add(record, 1);
      reason = &item.error;
      may_be_applied |= item.error.status >= 500;
    } else if (item.error.status == 403 || item.error.status == 404 || item.error.is_blocked()) {
      // Not a fault of this record: the index is gone, blocked or not allowed.
      HttpAnswer http;
      http.status = item.error.status;
      throw_answer(fmt::format("write into {}", job.index), http, item.error);
    } else {
      refuse(job.index, record, words_of(item.error));
    }
  }
  if (again.empty()) return done(1);
  auto rest = std::make_unique<Job>();
  rest->index = job.index;
  rest->body = again.take();
  rest->may_be_applied = may_be_applied;
  rest->attempts = job.attempts;
  // Fewer are left than before: there is progress, so the time starts again.
  if (rest->body.records == job.body.records) rest->first_failure = job.first_failure;
  slow_down();
  const std::string why = turned_away_[job.index] = words_of(*reason);
  retry(std::move(rest), why, reason->is_disk_full());
}

void BulkSender::judge_turned_away(std::unique_ptr<Job> job, const HttpAnswer& http) {
  if (http.status == 413) return split(std::move(job));
  const ServerError error = Answer(http).error();
  if (!is_busy(http.status) && !error.is_disk_full() && http.status < 500) {
    throw_answer(fmt::format("write into {}", job->index), http, error);
  }
  if (http.status != 429) job->may_be_applied = true;
  if (is_busy(http.status)) slow_down();
  const std::string why = turned_away_[job->index] =
      error.type.empty() ? fmt::format("it answers {}", http.status) : words_of(error);
  retry(std::move(job), why, error.is_disk_full());
}

// Too large for the server or a proxy in front of it: split in halves, down to one record, which is refused.
void BulkSender::split(std::unique_ptr<Job> job) {
  const std::string lines = lines_of(job->body);
  const auto records = records_of(lines);
  if (records.size() == 1) {
    refuse(job->index, records.front(),
           fmt::format("413: one record of {} bytes is larger than the server accepts", lines.size()));
    return done(1);
  }
  const std::size_t half = records.size() / 2;
  const auto add = [&](std::size_t first, std::size_t last) {
    BulkBodyBuilder builder;
    for (std::size_t i = first; i < last; ++i) builder.add(records[i], 1);
    auto part = std::make_unique<Job>();
    part->index = job->index;
    part->body = builder.take();
    part->may_be_applied = job->may_be_applied;
    const std::lock_guard lock(mutex_);
    queue_.push_front(std::move(part));
  };
  {
    const std::lock_guard lock(mutex_);
    ++under_way_;  // one has become two
  }
  add(half, records.size());
  add(0, half);
}

void BulkSender::retry(std::unique_ptr<Job> job, const std::string& why, bool is_disk_full) {
  const auto now = Clock::now();
  if (job->first_failure == Clock::time_point{}) job->first_failure = now;
  const auto last_attempt = job->first_failure + (is_disk_full ? std::min(retry_time_, kDiskPatience) : retry_time_);
  const bool other_hosts_are_left = !job->unreached.empty() && job->unreached.size() < client_.hosts().size();
  if (now >= last_attempt && !other_hosts_are_left) give_up(*job, why, is_disk_full);
  job->not_before = std::min(now + backoff_.next(std::min(job->attempts, 10U)), last_attempt);
  const std::lock_guard lock(mutex_);
  queue_.push_back(std::move(job));
}

void BulkSender::give_up(const Job& job, const std::string& why, bool is_disk_full) {
  if (is_disk_full) {
    HttpAnswer http;
    http.status = 429;
    throw_answer(fmt::format("write into {}", job.index), http, {429, "cluster_block_exception", why});
  }
  const auto tried = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - job.first_failure);
  throw RunFailed(
      fmt::format("The server has not accepted {} records for {} s: {}.", job.body.records, tried.count(), why),
      remedy_of(why));
}

void BulkSender::refuse(const std::string& index, std::string_view record, const std::string& reason) {
  const std::lock_guard lock(mutex_);
  outcomes_[index].refused.push_back(refused_record(record, reason));
}

void BulkSender::done(std::uint32_t bodies) {
  const std::lock_guard lock(mutex_);
  under_way_ -= bodies;
  changed_.notify_all();
}

void BulkSender::slow_down() {
  allowed_ = std::max(1U, allowed_ / 2);
  successes_ = 0;
}

void BulkSender::speed_up() {
  if (++successes_ % kSuccessesToSpeedUp == 0 && allowed_ < slots_.size()) ++allowed_;
}

void BulkSender::show_queue() {
  std::uint64_t out = 0;
  std::uint64_t repeated = 0;
  for (const auto& slot : slots_) {
    if (!slot->job) continue;
    ++out;
    if (slot->job->attempts > 1) ++repeated;
  }
  const std::lock_guard lock(mutex_);
  for (const auto& job : queue_) {
    if (job->attempts > 0) ++repeated;
  }
  shown_->out = out;
  shown_->waiting = queue_.size();
  shown_->repeated = repeated;
}

void BulkSender::break_off() noexcept {
  for (const auto& slot : slots_) {
    if (slot->job) curl_multi_remove_handle(multi_, slot->transfer.handle());
  }
}

}  // namespace sfi
