#include "run/rejects.h"

#include <fmt/format.h>

namespace sfi {
namespace {

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace

Rejects::Rejects(const std::string& path) : file_(path) {
  file_.write("file,line,column,reason,detail,row\n");
}

void Rejects::add(const std::string& file, const std::string& column_name, const Reject& reject) {
  if (file_.is_open()) {
    file_.write(fmt::format("{},{},{},{},{},{}\n", csv_field(file), reject.line,
                            csv_field(column_name), reject.reason, csv_field(reject.detail),
                            csv_field(reject.row)));
  }
  auto& examples = examples_[reject.reason];
  if (examples.size() >= kExamples) return;
  std::string example = fmt::format("{}:{}", file, reject.line);
  if (!column_name.empty()) example += fmt::format(": column '{}'", column_name);
  if (!reject.detail.empty()) example += fmt::format(": {}", reject.detail);
  examples.push_back(std::move(example));
}

void Rejects::finish() {
  if (file_.is_open()) file_.commit();
}

}  // namespace sfi
