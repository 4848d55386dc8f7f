// Sends bulk requests over several connections from a thread of its own, until each record is taken or
// refused for good. What cannot be taken now is tried again: whole requests after a lost connection, a
// 5xx or an answer that makes no sense; single records where only they were turned away; halves where a
// request is too large (413). Ids are fixed, so that sending twice does not make two. The load ends when a
// body was not taken for `retry_time`, but not for hosts that are gone while there are others to be asked.
//
// Memory is bounded: send() waits while `connections` + 2 bodies are under way.
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
  // Breaks off what is under way.
  ~BulkSender();
  BulkSender(const BulkSender&) = delete;
  BulkSender& operator=(const BulkSender&) = delete;

  // Waits while too much is under way. Throws what has ended the load, Interrupted included.
  void send(const std::string& index, BulkBody body);
  // Until everything is answered; throws like send().
  void wait();

  std::shared_ptr<const SendQueue> queue() const { return shown_; }

  // What came up with the records of an index since the last call; after wait().
  struct Outcome {
    std::vector<RefusedRecord> refused;
    std::uint64_t replaced = 0;             // records that took the place of one with the same id
    std::vector<std::string> replaced_ids;  // the first few
  };
  Outcome take_outcome(const std::string& index);

 private:
  using Clock = std::chrono::steady_clock;
  struct Job {
    std::string index;
    BulkBody body;
    unsigned attempts = 0;
    bool may_be_applied = false;      // an attempt got no answer: the server may have done it
    std::set<std::size_t> unreached;  // hosts that did not answer, since one did
    Clock::time_point first_failure{};
    Clock::time_point not_before{};
  };
  struct Slot {
    Transfer transfer;
    std::string path;
    std::unique_ptr<Job> job;  // none: idle
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

  // Of the sender's thread alone.
  CURLM* multi_;
  std::vector<std::unique_ptr<Slot>> slots_;
  unsigned allowed_;  // connections used: fewer after the server said that it has too much to do
  unsigned successes_ = 0;
  std::map<std::string, std::string> turned_away_;  // by index: what a server said last, until it takes a body
  Backoff backoff_;
  simdjson::dom::parser parser_;

  std::thread thread_;
};

// The record of two lines as one that was refused.
RefusedRecord refused_record(std::string_view lines, std::string reason);

}  // namespace sfi
