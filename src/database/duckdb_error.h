// Turns errors of DuckDB into errors of the program.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace sfi {

// Another program has the database open in a way that excludes this one.
struct DatabaseInUse : RunFailed {
  using RunFailed::RunFailed;
};

// DuckDB's message without what users cannot act on: advice on settings made with SQL, and where in its
// code it was (a stack trace).
std::string duckdb_words(std::string_view reason);

// Throws RunFailed, with advice where the words name a cause that has one.
[[noreturn]] void throw_duckdb_error(const std::string& file, std::string_view reason);

}  // namespace sfi
