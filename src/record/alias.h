// The lasting name under which a database or a cluster serves the records of a state.
#pragma once

#include <string>

#include "record/schema.h"

namespace sfi {

// "tx_contribs_dev"
std::string alias_name(const std::string& state, RecordType type, const std::string& env);

}  // namespace sfi
