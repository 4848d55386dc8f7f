// The rules that a load must pass before it may be promoted. Each throws what is wrong; nothing is promoted then.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "account/rejects.h"
#include "account/summary.h"
#include "record/schema.h"
#include "run/options.h"
#include "sink/sink.h"

namespace sfi {

// read = accepted + skipped + rejected.
void check_adds_up(RecordType type, const TypeAccount& account);

// Not more rejects than --max-rejects allows.
void check_rejects(const RunOptions& options, RecordType type, const TypeAccount& account);

// What the sink holds: as many records as were accepted, each id once, not many fewer than before. Notes in the
// summary what it holds; records that it refused become rejects.
void verify_type(const RunOptions& options, RecordType type, TypeSummary& summary, SinkRun& run, Rejects& rejects);

// What is right for the program and hardly what the user wants.
std::vector<std::string> doubts_about(const std::map<RecordType, TypeSummary>& types);

}  // namespace sfi
