// `_meta` of our indices: who made them, in which state they are, and the account of their run. It is
// how `status`, `prune` and `rollback` know ours from foreign indices.
//
//   {"program":"state-fin-ingest","version":"0.1.0","definition_hash":"...","state":"tx","env":"dev",
//    "record_type":"contribs","started":"20261124t071213000042","phase":"loading",
//    "owner":{"host":"etl1","pid":4711,"pid_started":123456},"records":0,"summary":{...}}
#pragma once

#include <cstdint>
#include <string>

#include "sink/run_store.h"
#include "sink/sink.h"

#include <simdjson.h>

namespace sfi {

// loading, then verified (complete, about to be served), then promoted (was served, or is).
struct IndexMeta {
  std::string phase = "loading";
  std::uint64_t records = 0;
  std::string summary;  // JSON; empty: none yet
};

std::string meta_json(const RunInfo& run, RecordType type, const IndexMeta& meta);

// The run that an index holds; nothing for an index that is not ours, by name or by `_meta`. Its status
// is not yet `served`: that is the alias's business.
std::optional<StoredRun> stored_run(std::string_view index, simdjson::dom::element meta);

// The alias through which a run writes into its working index, and nobody else. Bulk requests insist on an
// alias: one that arrives late, when the index is gone, must not make it anew, without our mapping.
std::string writing_alias(std::string_view index);

// "tx_contribs_20261124t071213000042_dev" taken apart; nothing for other names.
std::optional<StoredRun> parse_index_name(std::string_view index);

}  // namespace sfi
