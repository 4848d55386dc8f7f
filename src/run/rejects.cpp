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

[[noreturn]] void throw_no_room() {
  throw RunFailed(fmt::format("The rejected rows cannot be written to the temporary folder: {}.",
                              std::strerror(errno)),
                  "Make room there, or name another folder with TMPDIR.");
}

}  // namespace

Rejects::Rejects(bool all) {
  if (!all) return;
  rows_.reset(std::tmpfile());
  if (!rows_) throw_no_room();
}

void Rejects::add(const std::string& file, const std::string& column_name, const Reject& reject) {
  if (rows_) {
    const std::string row = fmt::format("{},{},{},{},{},{}\n", csv_field(file), reject.line,
                                        csv_field(column_name), reject.reason,
                                        csv_field(reject.detail), csv_field(reject.row));
    if (std::fwrite(row.data(), 1, row.size(), rows_.get()) != row.size()) throw_no_room();
  }
  auto& examples = examples_[reject.reason];
  if (examples.size() >= kExamples) return;
  std::string example = fmt::format("{}:{}", file, reject.line);
  if (!column_name.empty()) example += fmt::format(": column '{}'", column_name);
  if (!reject.detail.empty()) example += fmt::format(": {}", reject.detail);
  examples.push_back(std::move(example));
}

void Rejects::copy_to(OutputFile& file) {
  if (!rows_) return;
  std::rewind(rows_.get());
  std::array<char, 65536> buffer;
  while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), rows_.get())) {
    file.write({buffer.data(), got});
  }
}

}  // namespace sfi
