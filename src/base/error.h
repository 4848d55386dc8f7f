// The errors that can end a run, by what the user can do about them. Every message is a full sentence that says what
// is wrong and where; `advice` says what to do. base/failure turns exceptions into messages and exit codes.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace sfi {

enum class ExitCode : int {
  ok = 0,
  failed = 1,         // the run failed: disk, server or a bug
  usage = 2,          // the command line or a setting is wrong
  refused = 3,        // inputs missing or wrong, too many rejects, shrunk, counts differ
  interrupted = 130,  // SIGINT; SIGTERM is 143
  terminated = 143,
};

class Error : public std::runtime_error {
 public:
  Error(ExitCode code, const std::string& message, std::string advice = {})
      : std::runtime_error(message), code_(code), advice_(std::move(advice)) {}

  ExitCode code() const noexcept { return code_; }
  // What the user can do, or empty.
  const std::string& advice() const noexcept { return advice_; }

 private:
  ExitCode code_;
  std::string advice_;
};

// The command line, a setting or an environment variable is wrong.
struct UsageError : Error {
  explicit UsageError(const std::string& message, std::string advice = {})
      : Error(ExitCode::usage, message, std::move(advice)) {}
};

// Something is wrong with the data; nothing was changed.
struct Refused : Error {
  explicit Refused(const std::string& message, std::string advice = {})
      : Error(ExitCode::refused, message, std::move(advice)) {}
};

// Something other than the data is at fault: disk full, file locked, out of memory.
struct RunFailed : Error {
  explicit RunFailed(const std::string& message, std::string advice = {})
      : Error(ExitCode::failed, message, std::move(advice)) {}
};

// SIGINT or SIGTERM was received.
struct Interrupted : Error {
  explicit Interrupted(ExitCode code)
      : Error(code, "Interrupted.", "Nothing was loaded; what was loaded before is still served.") {}
};

}  // namespace sfi
