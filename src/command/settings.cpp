#include "command/settings.h"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>

#include "base/error.h"
#include "text/blanks.h"

namespace sfi {
namespace {

constexpr SettingText kSettingTexts[] = {
    {"ES_HOST",
     "Addresses of the servers, separated by commas, with user and password if needed: "
     "https://user:password@host:9200. --hosts overrides it."},
    {"ES_API_KEY", "API key, instead of user and password."},
    {"ES_CA_FILE", "CA certificates for checking the servers' certificates, as PEM."},
    {"INGEST_ENV", "Environment, a part of index and table names; dev if unset. --env overrides it."},
    {"INGEST_STORAGE", "Storage version of a new DuckDB file. --storage overrides it."},
    {"SSL_CERT_FILE", "For download: CA certificates to use instead of the system's, as PEM."},
    {"NO_COLOR", "No colour if it is set to anything."},
    {"TMPDIR", "Folder for temporary files (unpacked nested archives, sorting in DuckDB); /tmp if unset."},
};

// Put before UTF-8 by editors on Windows.
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_name(std::string_view name) {
  if (name.empty() || (name.front() >= '0' && name.front() <= '9')) return false;
  for (const char c : name) {
    const bool ok = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    if (!ok) return false;
  }
  return true;
}

// The value without its quotes; if it has none, without a comment after it.
std::string_view plain_value(std::string_view value) {
  value = trim_blanks(value);
  if (!value.empty() && (value.front() == '"' || value.front() == '\'')) {
    const std::size_t end = value.find(value.front(), 1);
    if (end != std::string_view::npos) return value.substr(1, end - 1);
  }
  return trim_blanks(value.substr(0, value.find(" #")));
}

}  // namespace

std::span<const SettingText> setting_texts() {
  return kSettingTexts;
}

Settings::Settings(const std::string& dotenv) {
  std::ifstream file(dotenv);
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    if (number == 1 && line.starts_with(kByteOrderMark)) line.erase(0, kByteOrderMark.size());
    read_line(line, dotenv, number);
  }
  for (const SettingText& setting : kSettingTexts) {
    if (const char* value = std::getenv(setting.name)) values_[setting.name] = value;
  }
}

void Settings::read_line(std::string_view line, const std::string& file, std::size_t number) {
  line = trim_blanks(line);
  if (line.empty() || line.front() == '#') return;
  if (line.starts_with("export ")) line.remove_prefix(7);
  const std::size_t equals = line.find('=');
  const std::string_view name = trim_blanks(line.substr(0, equals));
  // The line itself is not shown: it can contain a password.
  if (equals == std::string_view::npos || !is_name(name)) {
    throw UsageError(fmt::format("{}:{}: is not of the form NAME=VALUE.", file, number));
  }
  values_[std::string(name)] = plain_value(line.substr(equals + 1));
}

std::optional<std::string> Settings::get(const std::string& name) const {
  const auto found = values_.find(name);
  if (found == values_.end()) return std::nullopt;
  return found->second;
}

}  // namespace sfi
