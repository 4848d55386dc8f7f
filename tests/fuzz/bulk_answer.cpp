// What a server says of a bulk request. Input: the number of records as a byte, then the body.
#include "sink/elasticsearch/bulk_answer.h"

#include "fuzzing.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  Input input(data, size);
  const std::uint32_t records = input.byte() % 64;
  static simdjson::dom::parser parser;  // used again, as the sender does
  const auto answer = parse_bulk_answer(parser, std::string(input.rest()), records);
  if (!answer) return 0;
  check(answer->failed.size() + answer->replaced_ids.size() <= records, "no more answers than records");
  std::uint32_t next = 0;
  for (const BulkItem& item : answer->failed) {
    check(item.index >= next && item.index < records, "failed records are some of those sent, in order");
    next = item.index + 1;
  }
  return 0;
}
