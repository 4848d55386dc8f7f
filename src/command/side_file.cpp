#include "command/side_file.h"

namespace sfi {

SideFile::SideFile(const std::string& path) {
  if (!path.empty()) file_.emplace(path);
}

void SideFile::write(const std::function<void(OutputFile&)>& write) {
  if (!file_) return;
  try {
    write(*file_);
  } catch (const RunFailed&) {
    error_ = std::current_exception();
    file_.reset();
  }
}

void SideFile::commit() {
  write([](OutputFile& file) { file.commit(); });
}

void SideFile::check() const {
  if (!error_) return;
  try {
    std::rethrow_exception(error_);
  } catch (const RunFailed& failed) {
    const std::string more = failed.advice().empty() ? "" : failed.advice() + "\n  ";
    throw RunFailed(failed.what(), more + "The load itself is not affected: only this file is missing.");
  }
}

}  // namespace sfi
