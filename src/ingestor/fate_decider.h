// Reads the rows of a stream before they are loaded, to decide which of those with the same key count.
//
// Only rows that would be loaded compete: those that pass the rules and can be read, whatever kinds and days are
// selected. So a version that cannot be read replaces nothing, and the result does not depend on the selection.
#pragma once

#include <string>
#include <vector>

#include "definition/definition.h"
#include "input/part_finder.h"
#include "pipeline/row_fates.h"
#include "plan/lookup_table.h"
#include "progress/state_progress.h"

namespace sfi {

// How often every part is read here.
unsigned passes_of(const Stream& stream);

// Adds sentences about ties, and about deletions that found no row, to `notes`. Throws Refused if a key is repeated
// that must not be, and if the keys take too much memory.
RowFates decide_fates(const Definition& definition, const Stream& stream, const std::vector<Part>& parts,
                      const BuiltLookups& lookups, StateProgress& progress, std::vector<std::string>& notes);

}  // namespace sfi
