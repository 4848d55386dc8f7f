// Keeps a second download out of a folder: it would overwrite files and the list of them.
#pragma once

#include <filesystem>

namespace sfi {

class FolderLock {
 public:
  // Does not wait: throws Refused when another program holds it.
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int descriptor_;
};

}  // namespace sfi
