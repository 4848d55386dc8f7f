// Requests that are answered one after another: everything but the bulk load. Safe for several
// threads; each request has a handle of its own for as long as it takes.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <vector>

#include "http/host_pool.h"
#include "http/transfer.h"

namespace sfi {

class HttpClient {
 public:
  HttpClient(std::vector<Endpoint> endpoints, HttpSettings settings);

  // Tries the hosts in turn until one answers with anything but 429, 502, 503 or 504, for `patience`
  // and at least once each; gives the last answer, which may be a failure. Only for requests that may be
  // repeated. Throws Interrupted.
  HttpAnswer request(const HttpRequest& request, std::chrono::milliseconds patience = {});

  HostPool& hosts() { return hosts_; }
  const HttpSettings& settings() const { return settings_; }

 private:
  std::unique_ptr<Transfer> take();
  void give_back(std::unique_ptr<Transfer> transfer);

  HostPool hosts_;
  HttpSettings settings_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Transfer>> idle_;
};

// Why there was no answer, in plain words, and what to do: for the user who gave the address. Refused
// for what trying again cannot fix, RunFailed otherwise.
[[noreturn]] void throw_unreachable(const Endpoint& endpoint, const HttpAnswer& answer, const HttpSettings& settings);

}  // namespace sfi
