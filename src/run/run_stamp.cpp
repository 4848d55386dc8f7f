#include "run/run_stamp.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <ctime>
#include <mutex>

namespace sfi {

std::string run_stamp() {
  static std::mutex mutex;
  static std::string last;
  const std::lock_guard lock(mutex);
  const auto now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now);
  std::string stamp = fmt::format("{:%Y%m%dt%H%M%S}{:06}", fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)),
                                  (now - seconds).count());
  // A clock that was set back must not repeat a name.
  if (stamp <= last) stamp = last + "1";
  return last = stamp;
}

}  // namespace sfi
