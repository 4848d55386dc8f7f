#include "sink/elasticsearch/index_meta.h"

#include <fmt/format.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <re2/re2.h>
#include <unistd.h>

#include <chrono>
#include <ctime>
#include <fstream>
#include <sstream>

#include "sink/elasticsearch/answer.h"
#include "text/json_member.h"

namespace sfi {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

constexpr std::string_view kProgram = "state-fin-ingest";
// A cluster keeps every index's _meta in memory on every node: a longer account (of a state with thousands of files)
// is not stored there; --summary has it.
constexpr std::size_t kMaxSummary = std::size_t{256} << 10;
// A run of another machine that has not finished after this time counts as abandoned.
constexpr std::chrono::hours kLongestRun{24};

std::string host_name() {
  char name[256] = {};
  ::gethostname(name, sizeof(name) - 1);
  return name;
}

// Start time of the process in clock ticks since boot, which distinguishes it from a later one with the same pid. 0 if
// there is no such process.
std::uint64_t process_started(std::int64_t pid) {
  std::ifstream file(fmt::format("/proc/{}/stat", pid));
  std::string text;
  std::getline(file, text);
  const std::size_t behind_name = text.rfind(')');
  if (behind_name == std::string::npos) return 0;
  std::istringstream fields(text.substr(behind_name + 1));
  std::string field;
  for (int i = 0; i < 20 && fields >> field; ++i) {
  }
  return fields ? std::strtoull(field.c_str(), nullptr, 10) : 0;
}

// In seconds: a name can contain any year, and finer clocks end in 2262.
std::chrono::sys_seconds time_of(const std::string& stamp) {
  std::tm parts{};
  if (::strptime(stamp.substr(0, 15).c_str(), "%Y%m%dt%H%M%S", &parts) == nullptr) return {};
  return std::chrono::sys_seconds{std::chrono::seconds{::timegm(&parts)}};
}

bool is_under_way(simdjson::dom::element meta, const std::string& started) {
  std::int64_t pid = 0;
  std::uint64_t pid_started = 0;
  std::string_view host;
  const bool known = meta.at_pointer("/owner/host").get(host) == simdjson::SUCCESS &&
                     meta.at_pointer("/owner/pid").get(pid) == simdjson::SUCCESS &&
                     meta.at_pointer("/owner/pid_started").get(pid_started) == simdjson::SUCCESS;
  if (known && host == host_name()) return process_started(pid) == pid_started;
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return now - time_of(started) < kLongestRun;
}

}  // namespace

std::string meta_json(const RunInfo& run, RecordType type, const IndexMeta& meta) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.StartObject();
  write_json_text(writer, "program", kProgram);
  write_json_text(writer, "version", run.program_version);
  write_json_text(writer, "definition_hash", run.definition_hash);
  write_json_text(writer, "state", run.state);
  write_json_text(writer, "env", run.env);
  write_json_text(writer, "record_type", to_string(type));
  write_json_text(writer, "started", run.started);
  write_json_text(writer, "phase", meta.phase);
  writer.Key("owner");
  writer.StartObject();
  write_json_text(writer, "host", host_name());
  writer.Key("pid");
  writer.Int64(::getpid());
  writer.Key("pid_started");
  writer.Uint64(process_started(::getpid()));
  writer.EndObject();
  writer.Key("records");
  writer.Uint64(meta.records);
  if (!meta.summary.empty() && meta.summary.size() <= kMaxSummary) {
    writer.Key("summary");
    writer.RawValue(meta.summary.data(), meta.summary.size(), rapidjson::kObjectType);
  }
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

std::optional<StoredRun> parse_index_name(std::string_view index) {
  static const RE2 pattern("([a-z]{2})_(contribs|reports)_([0-9]{8}t[0-9]{12,})_([a-z0-9_-]+)");
  StoredRun run;
  std::string type;
  if (!RE2::FullMatch(re2::StringPiece(index.data(), index.size()), pattern, &run.state, &type, &run.started,
                      &run.env)) {
    return std::nullopt;
  }
  run.type = *record_type_from(type);
  run.name = index;
  run.alias = alias_name(run.state, run.type, run.env);
  return run;
}

std::optional<StoredRun> stored_run(std::string_view index, simdjson::dom::element meta) {
  auto run = parse_index_name(index);
  if (!run || text_of(meta, "program") != kProgram) return std::nullopt;
  run->program_version = text_of(meta, "version");
  const std::string phase = text_of(meta, "phase");
  if (phase == "promoted") {
    run->status = StoredRun::Status::kept;
  } else {
    const bool alive = is_under_way(meta, run->started);
    run->status = alive ? StoredRun::Status::under_way : StoredRun::Status::orphan;
  }
  return run;
}

std::string writing_alias(std::string_view index) {
  return fmt::format("{}_writing", index);
}

}  // namespace sfi
