// A request that is not answered with what it asked for, and why.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace sfi {

struct Problem : std::runtime_error {
  Problem(int code, const std::string& message, std::string what_to_do = {})
      : std::runtime_error(message), status(code), advice(std::move(what_to_do)) {}
  int status;
  std::string advice;  // or empty
};

inline Problem bad_request(const std::string& message, std::string advice = {}) {
  return {400, message, std::move(advice)};
}
inline Problem not_found(const std::string& message, std::string advice = {}) {
  return {404, message, std::move(advice)};
}
// The data cannot be read now, but soon.
inline Problem try_later(const std::string& message, std::string advice = {}) {
  return {503, message, std::move(advice)};
}

// "Not Found"
std::string status_words(int status);

}  // namespace sfi
