// Settings outside the command line: environment variables and a `.env` file in the working directory. The
// environment takes precedence over the file.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sfi {

// Every environment variable that the program reads, for the manual.
struct SettingText {
  const char* name;
  const char* text;
};
std::span<const SettingText> setting_texts();

class Settings {
 public:
  // Reads `dotenv` if it exists: lines NAME=VALUE, '#' comments, optional `export`, optional quotes; then the
  // environment, which is not read again later. Throws UsageError with file and line for anything else.
  explicit Settings(const std::string& dotenv = ".env");

  // One of setting_texts(), or any other of the file.
  std::optional<std::string> get(const std::string& name) const;

 private:
  void read_line(std::string_view line, const std::string& file, std::size_t number);
  std::map<std::string, std::string> values_;
};

}  // namespace sfi
