#include "record/alias.h"

#include <fmt/format.h>

namespace sfi {

std::string alias_name(const std::string& state, RecordType type, const std::string& env) {
  return fmt::format("{}_{}_{}", state, to_string(type), env);
}

}  // namespace sfi
