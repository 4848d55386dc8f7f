// Counts the records of a table and their ids, as the sink's own word on what it holds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "database/connection.h"
#include "sink/sink.h"

namespace sfi {

// `column` is that of the ids. `expected` records, about: memory does not grow with their number, but the table is
// read once for every two million of them. Throws RunFailed, or Interrupted after a signal.
SinkRun::Count count_ids(DuckdbConnection& connection, const std::string& table, std::string_view column,
                         std::uint64_t expected);

}  // namespace sfi
