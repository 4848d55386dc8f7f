// What a sink has sent and a server has not answered yet.
#pragma once

#include <atomic>
#include <cstdint>

namespace sfi {

// Requests that a server has not answered yet, for whoever shows how the run gets on.
struct SendQueue {
  std::atomic<std::uint64_t> out{0};       // sent, the answer awaited
  std::atomic<std::uint64_t> waiting{0};   // not sent
  std::atomic<std::uint64_t> repeated{0};  // of both: sent before and not taken
};

}  // namespace sfi
