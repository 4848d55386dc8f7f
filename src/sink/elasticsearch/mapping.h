// The indices' mappings. Types of the predecessor's fields are kept, so that queries and dashboards made
// for it work: what it had as `keyword` is `keyword` (now with a `.text` for searching words), what it
// had as `text` is `text` with a `.keyword`. `dynamic: strict`: a field that is not listed is refused.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "record/schema.h"
#include "sink/elasticsearch/server.h"

namespace sfi {

// How addtl_data (any keys, texts) can be mapped by this server, best first; the server's build decides
// which of them it knows.
std::vector<std::string_view> extra_mappings(const Server& server);

// {"dynamic":"strict","_meta":...,"properties":{...}}; `meta` is a JSON object.
std::string mappings_json(RecordType type, std::string_view extra_mapping, std::string_view meta);

}  // namespace sfi
