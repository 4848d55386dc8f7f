// Several addresses of one service, used in turn. One that does not answer is passed over for a while;
// when none answers, each is still tried. Safe for several threads.
#pragma once

#include <chrono>
#include <mutex>
#include <vector>

#include "http/endpoint.h"

namespace sfi {

class HostPool {
 public:
  explicit HostPool(std::vector<Endpoint> endpoints);

  std::size_t size() const { return hosts_.size(); }
  const Endpoint& endpoint(std::size_t host) const { return hosts_[host].endpoint; }
  // The next one in turn, of those that answer.
  std::size_t next();
  void note_failure(std::size_t host);
  void note_success(std::size_t host);

 private:
  struct Host {
    Endpoint endpoint;
    unsigned failures = 0;  // in a row
    std::chrono::steady_clock::time_point passed_over_until{};
  };
  mutable std::mutex mutex_;
  std::vector<Host> hosts_;
  std::size_t turn_ = 0;
};

}  // namespace sfi
