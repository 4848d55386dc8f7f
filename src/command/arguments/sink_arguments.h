// The options that select a sink and its connection, the same for all commands.
#pragma once

#include <filesystem>
#include <string>

#include "command/open_sink.h"
#include "command/settings.h"

namespace CLI {
class App;
}

namespace sfi {

class SinkArguments {
 public:
  // `names`: the sinks that the command supports, for its help.
  void declare(CLI::App& app, const char* names);

  // Flags, then ES_HOST, ES_API_KEY, ES_CA_FILE. Throws UsageError.
  SinkOptions finish(const Settings& settings) const;
  // For commands on stored runs: not NDJSON.
  SinkOptions finish_store(const Settings& settings) const;
  // --env, else INGEST_ENV, else "dev".
  std::string env(const Settings& settings) const;

 private:
  SinkKind kind(const Settings& settings) const;
  void reach_cluster(const Settings& settings, ElasticsearchOptions& cluster) const;

  std::string sink_;
  std::filesystem::path database_ = "state-fin.duckdb";
  std::string hosts_;
  std::string env_;
  bool insecure_ = false;
};

// The single options, for commands that support only one sink.
void declare_database(CLI::App& app, std::filesystem::path& database);
void declare_env(CLI::App& app, std::string& env);
// `given`, else INGEST_ENV, else "dev". Throws UsageError unless it can be part of a name.
std::string env_of(const std::string& given, const Settings& settings);

}  // namespace sfi
