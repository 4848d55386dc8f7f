// What is said of an exception that ends something, and the exit code that it stands for: the one place where
// exceptions become words.
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

// Of the exception that is being handled.
inline Failure current_failure() {
  return describe(std::current_exception());
}

}  // namespace sfi
