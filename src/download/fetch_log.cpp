#include "download/fetch_log.h"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <fstream>
#include <iterator>

#include "base/error.h"
#include "base/output_file.h"
#include "text/json_member.h"

namespace sfi {
namespace {

constexpr unsigned kSchemaVersion = 1;

std::string text_of(const rapidjson::Value& object, const char* name) {
  const auto member = object.FindMember(name);
  if (member == object.MemberEnd() || !member->value.IsString()) return {};
  return {member->value.GetString(), member->value.GetStringLength()};
}

std::map<std::string, FetchedFile> files_of(const rapidjson::Value& log, const char* name) {
  std::map<std::string, FetchedFile> files;
  const auto member = log.FindMember(name);
  if (member == log.MemberEnd() || !member->value.IsObject()) return files;
  for (const auto& entry : member->value.GetObject()) {
    if (!entry.value.IsObject()) continue;
    FetchedFile file{text_of(entry.value, "url"),
                     {text_of(entry.value, "etag"), text_of(entry.value, "last_modified")},
                     text_of(entry.value, "fetched"), 0, text_of(entry.value, "sha256")};
    const auto bytes = entry.value.FindMember("bytes");
    if (bytes != entry.value.MemberEnd() && bytes->value.IsUint64()) file.bytes = bytes->value.GetUint64();
    files[entry.name.GetString()] = std::move(file);
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
  const bool is_ours = !log.HasParseError() && log.IsObject() && log.HasMember("schema_version") &&
                       log["schema_version"].IsUint() && log["schema_version"].GetUint() == kSchemaVersion;
  if (!is_ours) {
    throw Refused(fmt::format("{}: is not a list of downloads that this program understands.", path_.string()),
                  "Move it away: then the files it lists count as put there by hand.");
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

const FetchedFile* FetchLog::complete(const std::string& name) const { return find(complete_, name); }
const FetchedFile* FetchLog::partial(const std::string& name) const { return find(partial_, name); }

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
