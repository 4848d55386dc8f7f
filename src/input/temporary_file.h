// A file without a name, for bytes that must be read at any place but do not lie on disk as a file of
// their own: an archive inside an archive, a database inside one. It is gone when it is closed,
// however the program ends.
#pragma once

#include <string>

#include "input/byte_source.h"

namespace sfi {

class TemporaryFile {
 public:
  // Copies all bytes. `label` names them in messages. Throws RunFailed when there is no room; the
  // file lies in TMPDIR, or in /tmp.
  TemporaryFile(ByteSource& source, const std::string& label);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  // A name by which libraries can open it as long as this object lives.
  std::string path() const;

 private:
  int descriptor_;
};

}  // namespace sfi
