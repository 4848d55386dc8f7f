#include "sink/sink.h"

#include <fmt/format.h>

namespace sfi {

std::string target_name(const RunInfo& run, RecordType type) {
  return fmt::format("{}_{}_{}_{}", run.state, to_string(type), run.started, run.env);
}

}  // namespace sfi
