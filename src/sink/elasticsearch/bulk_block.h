// Records as the lines of a bulk request: for each record the action with its id, then the document.
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

 private:
  RecordType type_;
  RecordLines lines_;
  std::vector<std::size_t> documents_;  // where the second line of each record begins
};

}  // namespace sfi
