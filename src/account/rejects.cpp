#include "account/rejects.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/nameless_file.h"
#include "base/system_advice.h"

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
  const int error = errno;
  const bool no_room = error == ENOSPC || error == EDQUOT;
  throw RunFailed(fmt::format("Cannot keep the rejected rows in a temporary file in {}: {}.", temporary_folder(),
                              std::strerror(error)),
                  no_room ? "Make room there, or name another folder with TMPDIR." : system_advice(error));
}

}  // namespace

Rejects::Rejects(bool all) {
  if (!all) return;
  const int descriptor = open_nameless_file();
  if (descriptor >= 0) rows_.reset(::fdopen(descriptor, "w+"));
  if (!rows_) throw_no_room();
}

void Rejects::add_of_lookup(const std::string& file, const std::string& column_name, const Reject& reject) {
  if (!rows_) return;
  const std::string row = fmt::format("{},{},{},{},{},{}\n", csv_field(file), reject.line, csv_field(column_name),
                                      reject.word(), csv_field(reject.detail), csv_field(reject.row));
  if (std::fwrite(row.data(), 1, row.size(), rows_.get()) != row.size()) throw_no_room();
}

void Rejects::add(const std::string& file, const std::string& column_name, const Reject& reject) {
  add_of_lookup(file, column_name, reject);
  Examples& examples = examples_[std::string(reject.word())];
  if (examples.is_full()) return;
  std::string example = fmt::format("{}:{}", file, reject.line);
  if (!column_name.empty()) example += fmt::format(": column '{}'", column_name);
  if (!reject.detail.empty()) example += fmt::format(": {}", reject.detail);
  examples.add(std::move(example));
}

void Rejects::copy_to(OutputFile& file) {
  if (!rows_) return;
  // rewind() would hide that the last rows did not fit.
  if (std::fflush(rows_.get()) != 0) throw_no_room();
  std::rewind(rows_.get());
  std::array<char, 65536> buffer;
  while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), rows_.get())) {
    file.write({buffer.data(), got});
  }
}

}  // namespace sfi
