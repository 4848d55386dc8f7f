#include "command/open_sink.h"

#include <algorithm>

#include "sink/duckdb/duckdb_sink.h"
#include "sink/elasticsearch/elasticsearch_sink.h"
#include "sink/ndjson_sink.h"

namespace sfi {
namespace {

// With the program's own buffers this keeps a process that loads one state under 256 MB, whatever the input's size.
// Each state loaded in parallel takes as much again.
constexpr std::uint64_t kDefaultMemory = 64'000'000;

template <typename Kind>
OpenedSink opened(std::unique_ptr<Kind> sink) {
  RunStore* store = sink.get();
  return {std::move(sink), store};
}

OpenedSink open_duckdb(const SinkOptions& options) {
  DuckdbSink::Options duckdb;
  const std::size_t at_work = std::clamp<std::size_t>(options.states, 1, options.jobs);
  duckdb.memory_bytes = options.memory_bytes != 0 ? options.memory_bytes : kDefaultMemory * at_work;
  duckdb.callers = options.jobs + at_work;  // each state has one extra thread that flushes its appenders
  duckdb.keep = options.keep;
  if (!options.storage.empty()) duckdb.storage = options.storage;
  return opened(std::make_unique<DuckdbSink>(options.database, std::move(duckdb)));
}

}  // namespace

OpenedSink open_sink(const SinkOptions& options) {
  switch (options.kind) {
    case SinkKind::duckdb:
      return open_duckdb(options);
    case SinkKind::ndjson:
      return {std::make_unique<NdjsonSink>(options.output), nullptr};
    case SinkKind::elasticsearch:
      break;
  }
  ElasticsearchOptions cluster = options.cluster;
  cluster.keep = options.keep;
  return opened(std::make_unique<ElasticsearchSink>(std::move(cluster)));
}

}  // namespace sfi
