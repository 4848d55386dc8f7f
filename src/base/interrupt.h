// SIGINT and SIGTERM: the first one asks the run to stop and clean up, the second one ends the program at once.
#pragma once

#include <chrono>

#include "base/error.h"

namespace sfi {

// Installs the handlers. Call it once, before any thread is started. SIGPIPE is ignored, so that a closed output is an
// error of write().
void catch_interrupts();

// Sets the texts that the handler writes to stderr at the first and at the second signal, for code that draws on the
// terminal. They must live as long as the program.
void set_interrupt_words(const char* first, const char* second);
void reset_interrupt_words();

// Whether a signal has arrived.
bool interrupted() noexcept;

// Throws Interrupted (130 or 143) if a signal has arrived.
void throw_if_interrupted();

// Sleeps; throws Interrupted if a signal arrives.
void sleep_unless_interrupted(std::chrono::milliseconds time);

}  // namespace sfi
