// SIGINT and SIGTERM: the first one asks the run to stop and clean up, a second one ends the program
// at once.
#pragma once

#include <chrono>

#include "base/error.h"

namespace sfi {

// Installs the handlers; called once, before any thread is started. SIGPIPE is ignored, so that a
// closed output is an error of write().
void catch_interrupts();

// What the handler writes to stderr at the first signal, and before it ends the program at the second:
// for who draws on the terminal. The texts must live as long as the program.
void set_interrupt_words(const char* first, const char* second);
void reset_interrupt_words();

// Whether a signal came in.
bool interrupted() noexcept;

// Throws Interrupted (130 or 143) when a signal came in.
void throw_if_interrupted();

// A pause that a signal ends early: throws Interrupted then.
void sleep_unless_interrupted(std::chrono::milliseconds time);

}  // namespace sfi
