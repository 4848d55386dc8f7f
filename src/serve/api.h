// The REST interface: /v1.
#pragma once

#include "serve/call.h"

namespace sfi {

Response api_states(const Call& call);
Response api_contributions(const Call& call);
Response api_candidates(const Call& call);

}  // namespace sfi
