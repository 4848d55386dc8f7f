// Ids that a spreadsheet program has shortened: 00012345 became 12345, so that nothing links to them, and every other
// figure looks right.
#pragma once

#include <optional>
#include <string>

#include "account/unlinked_filers.h"
#include "definition/definition.h"
#include "plan/lookup_table.h"

namespace sfi {

// What to tell when filers without a candidate would be found in a lookup that links candidates if zeros were put
// before their ids, or taken away. `unlinked`: of all streams of contributions.
std::optional<std::string> note_on_lost_zeros(const Definition& definition, const BuiltLookups& lookups,
                                              const UnlinkedFilers& unlinked);

}  // namespace sfi
