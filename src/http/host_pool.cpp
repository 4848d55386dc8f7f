#include "http/host_pool.h"

#include <algorithm>

namespace sfi {
namespace {

constexpr std::chrono::seconds kFirstPause{5};
constexpr std::chrono::seconds kLongestPause{60};

}  // namespace

HostPool::HostPool(std::vector<Endpoint> endpoints) {
  for (Endpoint& endpoint : endpoints) hosts_.push_back({std::move(endpoint), 0, {}});
}

std::size_t HostPool::next() {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  std::size_t soonest = turn_ % hosts_.size();
  for (std::size_t i = 0; i < hosts_.size(); ++i) {
    const std::size_t host = (turn_ + i) % hosts_.size();
    if (hosts_[host].passed_over_until <= now) {
      turn_ = host + 1;
      return host;
    }
    if (hosts_[host].passed_over_until < hosts_[soonest].passed_over_until) soonest = host;
  }
  turn_ = soonest + 1;
  return soonest;
}

void HostPool::note_failure(std::size_t host) {
  const std::lock_guard lock(mutex_);
  Host& failed = hosts_[host];
  const auto pause = kFirstPause * (1U << std::min(failed.failures, 4U));
  ++failed.failures;
  failed.passed_over_until = std::chrono::steady_clock::now() + std::min<std::chrono::seconds>(pause, kLongestPause);
}

void HostPool::note_success(std::size_t host) {
  const std::lock_guard lock(mutex_);
  hosts_[host].failures = 0;
  hosts_[host].passed_over_until = {};
}

}  // namespace sfi
