// Fetches the files of one state into its folder, one after another. What was there stays until the
// new file is complete and is what it should be.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "download/fetch_log.h"
#include "download/file_request.h"
#include "download/folder_lock.h"
#include "download/part_file.h"
#include "download/planned_files.h"

namespace sfi {

enum class Outcome { fetched, unchanged, not_offered };

struct DownloadResult {
  Outcome outcome = Outcome::fetched;
  std::uint64_t bytes = 0;
  std::string sha256;
};

class Downloader {
 public:
  // Bytes of the file that are here, of how many where the server says it.
  using Progress = std::function<void(std::uint64_t bytes, std::optional<std::uint64_t> of)>;

  // Makes the folder. Throws Refused when another download is at work there. `force`: replaces files that this program
  // did not fetch, and fetches again what has not changed. `ca_file`: as of FileRequest.
  Downloader(std::filesystem::path folder, bool force, std::string ca_file);

  // A connection that is cut off is taken up again where it was. Throws Refused (another content than
  // expected, a file that was put there by hand), RunFailed (no answer, an error of the server),
  // Interrupted. What has come of the file by then stays for the next time.
  DownloadResult fetch(const PlannedFile& file, const Progress& progress);

 private:
  void protect(const PlannedFile& file) const;
  bool is_as_fetched(const std::string& name) const;
  FileRequest::Wanted wanted(const PlannedFile& file, const PartFile& part, bool is_current) const;
  FileAnswer try_until_done(const PlannedFile& file, PartFile& part, bool is_current, const Progress& progress);
  FileAnswer attempt(const PlannedFile& file, PartFile& part, bool is_current, const Progress& progress);
  DownloadResult finish(const PlannedFile& file, PartFile& part, const Version& version);

  std::filesystem::path folder_;
  bool force_;
  FolderLock lock_;
  FetchLog log_;
  FileRequest request_;
};

}  // namespace sfi
