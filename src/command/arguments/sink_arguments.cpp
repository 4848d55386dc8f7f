#include "command/arguments/sink_arguments.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/error.h"
#include "command/arguments/choices.h"
#include "command/arguments/option_group.h"
#include "http/secrets.h"
#include "wording/display_width.h"

namespace sfi {
namespace {

// The names of indices, of which it is a part, have 255 bytes at most.
constexpr std::size_t kLongestEnv = 64;

}  // namespace

void declare_database(CLI::App& app, std::filesystem::path& database) {
  app.add_option("--database", database, "DuckDB file")
      ->type_name("FILE")
      ->capture_default_str()
      ->check(CLI::Validator(
          [](const std::string& name) -> std::string {
            if (name.empty()) throw UsageError("--database has no name of a file.");
            return {};
          },
          ""));
}

void declare_env(CLI::App& app, std::string& env) {
  app.add_option("--env", env, "Environment, a part of index and table names (INGEST_ENV; default: dev)")
      ->type_name("NAME");
}

std::string env_of(const std::string& given, const Settings& settings) {
  const std::string env = given.empty() ? settings.get("INGEST_ENV").value_or("dev") : given;
  const bool ok = !env.empty() && env.size() <= kLongestEnv && std::all_of(env.begin(), env.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  if (!ok) {
    throw UsageError(fmt::format("--env takes up to {} lower-case letters, digits, '_' and '-', not '{}'.", kLongestEnv,
                                 cut_to_width(env, 2 * kLongestEnv)));
  }
  return env;
}

void SinkArguments::declare(CLI::App& app, const char* names) {
  const OptionGroup group(app, "Sink");
  app.add_option("--sink", sink_, fmt::format("{} (default: elasticsearch if ES_HOST is set, else duckdb)", names))
      ->type_name("NAME")
      ->check(choices("--sink", {"duckdb", "elasticsearch", "ndjson"}));
  declare_database(app, database_);
  app.add_option("--hosts", hosts_,
                 "Servers, https://host:9200, used in turn (ES_HOST, which can include user and password; "
                 "ES_API_KEY, ES_CA_FILE)")
      ->type_name("URL[,URL]");
  app.add_flag("--insecure", insecure_, "Do not check the servers' certificates");
  declare_env(app, env_);
}

SinkOptions SinkArguments::finish(const Settings& settings) const {
  SinkOptions options;
  options.kind = kind(settings);
  options.database = database_;
  if (options.kind == SinkKind::elasticsearch) reach_cluster(settings, options.cluster);
  return options;
}

SinkOptions SinkArguments::finish_store(const Settings& settings) const {
  if (sink_ == "ndjson") {
    throw UsageError("NDJSON files do not keep runs.", "Use --sink duckdb or --sink elasticsearch.");
  }
  return finish(settings);
}

std::string SinkArguments::env(const Settings& settings) const {
  return env_of(env_, settings);
}

SinkKind SinkArguments::kind(const Settings& settings) const {
  const bool has_hosts = !hosts_.empty() || settings.get("ES_HOST");
  if (sink_.empty()) return has_hosts ? SinkKind::elasticsearch : SinkKind::duckdb;
  if (sink_ == "elasticsearch") return SinkKind::elasticsearch;
  return sink_ == "duckdb" ? SinkKind::duckdb : SinkKind::ndjson;
}

void SinkArguments::reach_cluster(const Settings& settings, ElasticsearchOptions& cluster) const {
  const std::string hosts = hosts_.empty() ? settings.get("ES_HOST").value_or("") : hosts_;
  if (hosts.empty()) {
    throw UsageError("--sink elasticsearch needs a server.",
                     "Set ES_HOST (https://user:password@host:9200, several separated by commas) or use --hosts.");
  }
  cluster.endpoints = Endpoint::parse_list(hosts);
  cluster.http.api_key = settings.get("ES_API_KEY").value_or("");
  cluster.http.ca_file = settings.get("ES_CA_FILE").value_or("");
  cluster.http.insecure = insecure_;
  remember_secrets(cluster.endpoints, cluster.http.api_key);
}

}  // namespace sfi
