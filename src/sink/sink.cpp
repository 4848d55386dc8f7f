#include "sink/sink.h"

#include <fmt/format.h>

namespace sfi {

std::string alias_name(const std::string& state, RecordType type, const std::string& env) {
  return fmt::format("{}_{}_{}", state, to_string(type), env);
}

std::string target_name(const RunInfo& run, RecordType type) {
  return fmt::format("{}_{}_{}_{}", run.state, to_string(type), run.started, run.env);
}

}  // namespace sfi
