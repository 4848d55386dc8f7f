// The tables of reasons in docs/ingest.md, made from the program's own.
#pragma once

#include <string>

#include "reason/reason.h"

namespace sfi {

// A table in Markdown of all reasons of a class, with its head.
std::string reason_table(ReasonClass of);

// The page with the table in each of its sections "Rejects", "Skips" and "Repairs" made anew. Throws
// std::runtime_error where the page lacks one.
std::string with_reason_tables(std::string page);

}  // namespace sfi
