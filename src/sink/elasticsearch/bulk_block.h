// Records as lines of a bulk request: for each record the action with its id, then the document.
#pragma once

#include <string_view>
#include <vector>

#include "sink/record_lines.h"
#include "sink/sink.h"

namespace sfi {

class BulkBlock : public RecordBlock {
 public:
  explicit BulkBlock(RecordType type) : type_(type) {}

  void append(const Record& record) override;
  void clear() override;
  void suffix_id(std::size_t index, std::string_view suffix) override;

  const RecordLines& lines() {
    lines_.settle();
    return lines_;
  }
  // The server rejects a whole request for one id of more than 512 bytes.
  bool has_long_id(std::size_t index) const;

 private:
  RecordType type_;
  RecordLines lines_;
  std::vector<std::size_t> long_ids_;   // records, ascending
  std::vector<std::size_t> documents_;  // where the second line of each record begins
};

}  // namespace sfi
