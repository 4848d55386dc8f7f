// SIGINT and SIGTERM: the first one asks the run to stop and clean up, a second one ends the program
// at once.
#pragma once

#include "base/error.h"

namespace sfi {

// Installs the handlers; called once, before any thread is started. SIGPIPE is ignored, so that a
// closed output is an error of write().
void catch_interrupts();

// Whether a signal came in.
bool interrupted() noexcept;

// Throws Interrupted (130 or 143) when a signal came in.
void throw_if_interrupted();

}  // namespace sfi
