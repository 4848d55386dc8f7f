#include "sink/sink.h"

#include <fmt/format.h>

namespace sfi {

std::string target_name(const RunInfo& run, RecordType type) {
  return fmt::format("{}_{}_{}_{}", run.state, to_string(type), run.started, run.env);
}

std::string alias_name(const RunInfo& run, RecordType type) {
  return fmt::format("{}_{}_{}", run.state, to_string(type), run.env);
}

}  // namespace sfi
