// Turns exceptions into messages and exit codes; the one place that does so.
#pragma once

#include <exception>
#include <string>

#include "base/error.h"

namespace sfi {

struct Failure {
  ExitCode code = ExitCode::failed;
  std::string message;
  std::string advice;  // what the user can do, or empty
};

Failure describe(const std::exception_ptr& error);

// For the exception being handled.
inline Failure current_failure() {
  return describe(std::current_exception());
}

}  // namespace sfi
