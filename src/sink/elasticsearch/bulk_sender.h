// Sends bulk requests over several connections from its own thread, until each record is accepted or finally
// rejected. Retries whole requests after a lost connection, a 5xx or an invalid answer; single records if only they
// were rejected for now; halves if a request is too large (413). Ids are fixed, so sending twice does not create two
// records. The load fails if a body was not accepted for `retry_time`, but not for hosts that are down while others
// are available.
//
// Memory is bounded: send() waits while `connections` + 2 bodies are in flight.
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "http/backoff.h"
#include "http/http_client.h"
#include "sink/elasticsearch/bulk_answer.h"
#include "sink/elasticsearch/bulk_body.h"
#include "sink/sink.h"

namespace sfi {

class BulkSender {
 public:
  BulkSender(HttpClient& client, unsigned connections, std::chrono::milliseconds retry_time);
  // Aborts the requests in flight.
  ~BulkSender();
  BulkSender(const BulkSender&) = delete;
  BulkSender& operator=(const BulkSender&) = delete;

  // Waits while too many bodies are in flight. Throws the error that has ended the load, including Interrupted.
  void send(const std::string& index, BulkBody body);
  // Waits until everything is answered; throws like send().
  void wait();

  std::shared_ptr<const SendQueue> queue() const { return shown_; }

  // Results for the records of an index since the last call. Call it after wait().
  struct Outcome {
    std::vector<RefusedRecord> refused;
    std::uint64_t replaced = 0;             // records that replaced one with the same id
    std::vector<std::string> replaced_ids;  // the first few
  };
  Outcome take_outcome(const std::string& index);

 private:
  using Clock = std::chrono::steady_clock;
  struct Job {
    std::string index;
    BulkBody body;
    unsigned attempts = 0;
    bool may_be_applied = false;      // an attempt got no answer: the server may have applied it
    std::set<std::size_t> unreached;  // hosts that have not answered since one did
    Clock::time_point first_failure{};
    Clock::time_point not_before{};
  };
  struct Slot {
    Transfer transfer;
    std::string path;
    std::unique_ptr<Job> job;  // null: idle
    std::size_t host = 0;
  };

  void loop();
  void start_jobs();
  Slot* idle_slot();
  std::unique_ptr<Job> next_job();
  void start(Slot& slot, std::unique_ptr<Job> job);
  void take_finished();
  void judge(Slot& slot, const HttpAnswer& answer);
  void judge_items(Job& job, const BulkAnswer& answer);
  void judge_turned_away(std::unique_ptr<Job> job, const HttpAnswer& http);
  void split(std::unique_ptr<Job> job);
  void retry(std::unique_ptr<Job> job, const std::string& why, bool is_disk_full = false);
  [[noreturn]] static void give_up(const Job& job, const std::string& why, bool is_disk_full);
  void refuse(const std::string& index, std::string_view record, const std::string& reason);
  void done(std::uint32_t bodies_less);
  void slow_down();
  void speed_up();
  void break_off() noexcept;
  void show_queue();

  HttpClient& client_;
  std::chrono::milliseconds retry_time_;
  std::size_t most_under_way_;

  std::mutex mutex_;  // for the next five
  std::condition_variable changed_;
  std::deque<std::unique_ptr<Job>> queue_;
  std::size_t under_way_ = 0;
  std::exception_ptr error_;
  bool stop_ = false;
  std::map<std::string, Outcome> outcomes_;  // by index

  std::shared_ptr<SendQueue> shown_ = std::make_shared<SendQueue>();

  // Only used by the sender's thread.
  CURLM* multi_;
  std::vector<std::unique_ptr<Slot>> slots_;
  unsigned allowed_;  // connections used: fewer after the server was overloaded
  unsigned successes_ = 0;
  std::map<std::string, std::string> turned_away_;  // by index: the server's last message, until it accepts a body
  Backoff backoff_;
  simdjson::dom::parser parser_;

  std::thread thread_;
};

// The record in two lines as a refused one.
RefusedRecord refused_record(std::string_view lines, std::string reason);

}  // namespace sfi
