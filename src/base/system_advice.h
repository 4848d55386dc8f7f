// Advice on system limits that a call has hit.
#pragma once

#include <string>

namespace sfi {

// A sentence for ENOSPC, EFBIG, EMFILE and the like; empty for errors that explain themselves.
std::string system_advice(int error);

}  // namespace sfi
