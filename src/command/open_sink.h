// The sink that the user has chosen.
#pragma once

#include <memory>

#include "run/options.h"
#include "sink/run_store.h"
#include "sink/sink.h"

namespace sfi {

struct OpenedSink {
  std::unique_ptr<Sink> sink;
  RunStore* store = nullptr;  // the same object; none for NDJSON
};

// Connects to nothing yet.
OpenedSink open_sink(const RunOptions& options);

}  // namespace sfi
