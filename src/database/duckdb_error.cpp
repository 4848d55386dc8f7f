#include "database/duckdb_error.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"

namespace sfi {
namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string advice_on(std::string_view reason) {
  if (contains(reason, "No space left") || contains(reason, "disk is full")) {
    return "The disk is full: make room or put the file on another one.";
  }
  if (contains(reason, "File too large")) {
    return "No larger file is allowed: see 'ulimit -f', or write to another file system.";
  }
  if (contains(reason, "max_temp_directory_size")) {
    return "The disk is too full for what is sorted: make room, or name another folder with TMPDIR.";
  }
  // An appender does not say that these are for want of memory.
  for (const std::string_view words : {"Out of Memory", "could not allocate block", "failed to pin block"}) {
    if (contains(reason, words)) return "Give DuckDB more memory with --memory.";
  }
  return {};
}

}  // namespace

std::string duckdb_words(std::string_view reason) {
  for (const std::string_view advice :
       {"Possible solutions:", "Stack Trace:", "See also http", "Install it first", "This limit was set by",
        "You can adjust this setting", "This error signals an assertion failure", "For more information, see http"}) {
    reason = reason.substr(0, reason.find(advice));
  }
  const std::size_t end = reason.find_last_not_of(" \t\n");
  return std::string(reason.substr(0, end == std::string_view::npos ? 0 : end + 1));
}

void throw_duckdb_error(const std::string& file, std::string_view reason) {
  throw RunFailed(fmt::format("{}: DuckDB says: {}", file, duckdb_words(reason)), advice_on(reason));
}

}  // namespace sfi
