// A server's answer to one bulk request.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sink/elasticsearch/answer.h"

namespace sfi {

struct BulkItem {
  std::uint32_t index = 0;  // which record of the request
  ServerError error;
};

struct BulkAnswer {
  std::vector<BulkItem> failed;
  std::vector<std::string> replaced_ids;  // ids of records that replaced another one
};

// Query of a bulk request that limits the answer to what is needed.
inline constexpr const char* kBulkFilter =
    "filter_path=errors,items.*._id,items.*.status,items.*.error.type,items.*.error.reason,"
    "items.*.error.caused_by";

// Nothing if it is not a complete answer for `records` records: cut off, of another kind, or with more or fewer items
// than were sent (seen in Elasticsearch 7.10 and 7.11).
std::optional<BulkAnswer> parse_bulk_answer(simdjson::dom::parser& parser, const std::string& body,
                                            std::uint32_t records);

}  // namespace sfi
