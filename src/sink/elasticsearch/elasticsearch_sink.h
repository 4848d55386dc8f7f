// The sink for Elasticsearch 7.10 to 9 and OpenSearch 1 to 3.
//
// A run of a state loads each record type into a new index (tx_contribs_<stamp>_dev) that nobody reads, without
// refresh or copies. promote() restores both, stores the account in the index's _meta and moves the aliases
// (tx_contribs_dev, tx_reports_dev) in one call that names the old indices, so that it fails if another run was
// promoted in between. Then it removes old indices beyond `keep`. A failed run removes its indices; those of a killed
// program are listed by `status` and removed by `prune`.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "sink/elasticsearch/elasticsearch_options.h"
#include "sink/elasticsearch/index_api.h"
#include "sink/elasticsearch/server.h"
#include "sink/run_store.h"
#include "sink/sink.h"

namespace sfi {

class ElasticsearchSink : public Sink, public RunStore {
 public:
  explicit ElasticsearchSink(ElasticsearchOptions options);

  // Detects the server, once.
  void preflight() override;
  std::unique_ptr<SinkRun> begin(const RunInfo& run) override;
  bool takes_parallel_runs() const override { return true; }

  std::vector<StoredRun> runs(const std::string& env) override;
  std::vector<MovedAlias> rollback(const std::string& state, const std::string& env) override;
  void remove(const StoredRun& run) override;

  // The runs of all environments whose names match the pattern, such as "tx_*".
  std::vector<StoredRun> find_runs(const std::string& pattern) const;

  const ElasticsearchOptions& options() const { return options_; }
  const Server& server() const { return *server_; }
  HttpClient& client() { return client_; }
  const IndexApi& api() const { return api_; }

 private:
  ElasticsearchOptions options_;
  HttpClient client_;
  IndexApi api_;
  std::mutex detecting_;
  std::optional<Server> server_;
};

}  // namespace sfi
