// What could be read of a stream, but looks as if something had gone wrong with its files.
#pragma once

#include <string>
#include <vector>

#include "account/tally.h"
#include "definition/definition.h"
#include "input/inputs.h"
#include "pipeline/stream_pipeline.h"

namespace sfi {

// Throws where many rows stand in two files alike, or where fewer records have a field than the definition expects;
// adds a note for a few such rows. Only for a stream that was read to its end.
void check_stream(const Definition& definition, const Stream& stream, const std::vector<Part>& parts,
                  const StreamPipeline& pipeline, const Tally& tally, std::vector<std::string>& notes);

// Districts above the number of seats, ZIP codes that lost their zero, gifts that stand in two reports.
std::vector<std::string> doubts_about(const Stream& stream, const StreamPipeline& pipeline, const Tally& tally);

}  // namespace sfi
