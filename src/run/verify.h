// The checks that a load must pass before it is promoted. Each throws if it fails; nothing is promoted then.
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

// No column with more values that could not be read than --max-rejects allows, except a few.
void check_unread(const RunOptions& options, const std::vector<UnreadColumn>& columns);

// No more rejects than --max-rejects allows.
void check_rejects(const RunOptions& options, RecordType type, const TypeAccount& account);

// The sink holds as many records as were accepted, each id once, and not many fewer (or, with --max-growth,
// more) than before. Puts its counts into the summary; records that it rejected become rejects.
void verify_type(const RunOptions& options, RecordType type, TypeSummary& summary, SinkRun& run, Rejects& rejects);

// Results that are valid but hardly what the user wants.
std::vector<std::string> doubts_about(const std::map<RecordType, TypeSummary>& types);

}  // namespace sfi
