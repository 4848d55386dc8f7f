// downloads.lock.json in a state's folder: what was fetched from where, when, and what it was.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace sfi {

// What the server said a version of a file is, as HTTP has it; each may be empty.
struct Version {
  std::string etag;
  std::string last_modified;
  bool empty() const { return etag.empty() && last_modified.empty(); }
};

struct FetchedFile {
  std::string url;
  Version version;
  std::string fetched;  // "2026-11-24T07:12:13Z"; empty while the file is not complete
  std::uint64_t bytes = 0;
  std::string sha256;  // hex
};

class FetchLog {
 public:
  // Reads what is there. Throws Refused, naming the file, when it is not ours.
  explicit FetchLog(const std::filesystem::path& folder);

  // Null when there is none. `name` is relative to the folder.
  const FetchedFile* complete(const std::string& name) const;
  const FetchedFile* partial(const std::string& name) const;

  // Each writes the log at once: it must be right whenever the program dies.
  void put_partial(const std::string& name, FetchedFile file);
  void put_complete(const std::string& name, FetchedFile file);
  void drop_partial(const std::string& name);

 private:
  using Files = std::map<std::string, FetchedFile>;
  void read();
  void write() const;

  std::filesystem::path path_;
  Files complete_;
  Files partial_;
};

}  // namespace sfi
