#include "base/interrupt.h"

#include <unistd.h>
#include <csignal>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <thread>

namespace sfi {
namespace {

std::atomic<int> received_signal{0};
static_assert(std::atomic<int>::is_always_lock_free);

constexpr const char* kFirst = "\nStopping and cleaning up; press Ctrl-C again to quit at once.\n";
std::atomic<const char*> first_words{kFirst};
std::atomic<const char*> second_words{""};
static_assert(std::atomic<const char*>::is_always_lock_free);

void say(const char* words) {
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, words, std::strlen(words));
}

extern "C" void on_signal(int signal) {
  int none = 0;
  if (received_signal.compare_exchange_strong(none, signal)) {
    say(first_words);
  } else {
    say(second_words);
    ::_exit(128 + signal);
  }
}

}  // namespace

void catch_interrupts() {
  struct sigaction action{};
  action.sa_handler = on_signal;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  // A closed pipe or a file at its size limit is an error of write(), not the end of the program.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

void set_interrupt_words(const char* first, const char* second) {
  first_words = first;
  second_words = second;
}

void reset_interrupt_words() {
  set_interrupt_words(kFirst, "");
}

bool interrupted() noexcept {
  return received_signal.load(std::memory_order_relaxed) != 0;
}

void throw_if_interrupted() {
  const int signal = received_signal.load(std::memory_order_relaxed);
  if (signal != 0) {
    throw Interrupted(signal == SIGTERM ? ExitCode::terminated : ExitCode::interrupted);
  }
}

void sleep_unless_interrupted(std::chrono::milliseconds time) {
  constexpr std::chrono::milliseconds kLook{50};
  const auto end = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < end) {
    throw_if_interrupted();
    std::this_thread::sleep_for(std::min(time, kLook));
  }
}

}  // namespace sfi
