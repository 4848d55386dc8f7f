// A hash of what a record holds, to find records with the same content.
#pragma once

#include <string>
#include <string_view>

#include "record/record.h"

namespace sfi {

class ContentHash {
 public:
  // 16 bytes, valid until the next call. Fields that the program sets (`jurisdiction`, `source`) do not count, and the
  // id only `with_id`.
  std::string_view of(const Record& record, RecordType type, bool with_id);

 private:
  void add(std::string_view text);

  std::string content_;
  std::string hash_;
};

}  // namespace sfi
