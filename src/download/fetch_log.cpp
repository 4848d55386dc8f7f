#include "download/fetch_log.h"

#include <fmt/format.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <fstream>
#include <iterator>

#include "base/error.h"
#include "base/output_file.h"
#include "text/json_member.h"
#include "text/json_value.h"

namespace sfi {
namespace {

constexpr unsigned kSchemaVersion = 1;

std::map<std::string, FetchedFile> files_of(const rapidjson::Value& log, const char* name) {
  std::map<std::string, FetchedFile> files;
  const rapidjson::Value& list = json_member(log, name);
  if (!list.IsObject()) return files;
  for (const auto& [path, file] : list.GetObject()) {
    if (!file.IsObject()) continue;
    files[path.GetString()] = {json_text(file, "url"),
                               {json_text(file, "etag"), json_text(file, "last_modified")},
                               json_text(file, "fetched"),
                               json_count(file, "bytes"),
                               json_text(file, "sha256")};
  }
  return files;
}

using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

void write_files(Writer& writer, const char* name, const std::map<std::string, FetchedFile>& files) {
  writer.Key(name);
  writer.StartObject();
  for (const auto& [path, file] : files) {
    writer.Key(path.c_str());
    writer.StartObject();
    write_json_text(writer, "url", file.url);
    write_json_text(writer, "etag", file.version.etag);
    write_json_text(writer, "last_modified", file.version.last_modified);
    if (!file.fetched.empty()) {
      write_json_text(writer, "fetched", file.fetched);
      writer.Key("bytes");
      writer.Uint64(file.bytes);
      write_json_text(writer, "sha256", file.sha256);
    }
    writer.EndObject();
  }
  writer.EndObject();
}

const FetchedFile* find(const std::map<std::string, FetchedFile>& files, const std::string& name) {
  const auto found = files.find(name);
  return found == files.end() ? nullptr : &found->second;
}

}  // namespace

FetchLog::FetchLog(const std::filesystem::path& folder) : path_(folder / "downloads.lock.json") {
  if (std::filesystem::exists(path_)) read();
}

void FetchLog::read() {
  std::ifstream file(path_, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  rapidjson::Document log;
  log.Parse(text.data(), text.size());
  const bool is_ours = !log.HasParseError() && json_count(log, "schema_version") == kSchemaVersion;
  if (!is_ours) {
    throw Refused(fmt::format("{}: is not a list of downloads that this program understands.", path_.string()),
                  "Move it elsewhere; the files it lists are then treated as put there by hand.");
  }
  complete_ = files_of(log, "files");
  partial_ = files_of(log, "partial");
}

void FetchLog::write() const {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.SetIndent(' ', 2);
  writer.StartObject();
  writer.Key("schema_version");
  writer.Uint(kSchemaVersion);
  write_files(writer, "files", complete_);
  if (!partial_.empty()) write_files(writer, "partial", partial_);
  writer.EndObject();
  OutputFile file(path_.string());
  file.write({buffer.GetString(), buffer.GetSize()});
  file.write("\n");
  file.commit();
}

const FetchedFile* FetchLog::complete(const std::string& name) const {
  return find(complete_, name);
}
const FetchedFile* FetchLog::partial(const std::string& name) const {
  return find(partial_, name);
}

void FetchLog::put_partial(const std::string& name, FetchedFile file) {
  partial_[name] = std::move(file);
  write();
}

void FetchLog::put_complete(const std::string& name, FetchedFile file) {
  partial_.erase(name);
  complete_[name] = std::move(file);
  write();
}

void FetchLog::drop_partial(const std::string& name) {
  if (partial_.erase(name) != 0) write();
}

}  // namespace sfi
