// `_meta` of the program's indices: their creator, their phase and the account of their run. `status`, `prune` and
// `rollback` recognise the program's indices by it.
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

// The phases: loading, then verified (complete, about to be served), then promoted (is or was served).
struct IndexMeta {
  std::string phase = "loading";
  std::uint64_t records = 0;
  std::string summary;  // JSON; can be empty
};

std::string meta_json(const RunInfo& run, RecordType type, const IndexMeta& meta);

// The run in an index; nothing if name or `_meta` are not the program's. Its status is never `served`, since only the
// aliases show that.
std::optional<StoredRun> stored_run(std::string_view index, simdjson::dom::element meta);

// The alias through which only the run writes into its working index. Bulk requests require an alias, so that one that
// arrives after the index was removed does not create it again without the mapping.
std::string writing_alias(std::string_view index);

// Parses "tx_contribs_20261124t071213000042_dev"; nothing for other names.
std::optional<StoredRun> parse_index_name(std::string_view index);

}  // namespace sfi
