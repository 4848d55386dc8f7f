// The requests that a sink has sent and a server has not answered yet.
#pragma once

#include <atomic>
#include <cstdint>

namespace sfi {

// Counts of unanswered requests, for the progress display.
struct SendQueue {
  std::atomic<std::uint64_t> out{0};       // sent, waiting for the answer
  std::atomic<std::uint64_t> waiting{0};   // not sent
  std::atomic<std::uint64_t> repeated{0};  // of both: sent before and not accepted
};

}  // namespace sfi
