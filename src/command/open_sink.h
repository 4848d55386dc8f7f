// Opens the chosen sink.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "sink/elasticsearch/elasticsearch_options.h"
#include "sink/run_store.h"
#include "sink/sink.h"

namespace sfi {

enum class SinkKind : std::uint8_t { duckdb, elasticsearch, ndjson };

struct SinkOptions {
  SinkKind kind = SinkKind::duckdb;
  ElasticsearchOptions cluster;
  std::filesystem::path database;
  std::string storage;   // of a new DuckDB file; empty: the default
  std::string output;    // NDJSON: a file, "-" is stdout
  std::size_t keep = 1;  // replaced runs to keep for rollback
  unsigned jobs = 1;
  std::size_t states = 1;          // in this run
  std::uint64_t memory_bytes = 0;  // for the embedded database; 0: 64 MB for each state being loaded
};

struct OpenedSink {
  std::unique_ptr<Sink> sink;
  RunStore* store = nullptr;  // the same object; null for NDJSON
};

// Does not connect yet.
OpenedSink open_sink(const SinkOptions& options);

}  // namespace sfi
