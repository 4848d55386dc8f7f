// The indices' mappings. Fields keep the predecessor's types, so that its queries and dashboards work: `keyword` stays
// `keyword` (now with a `.text` for searching words), `text` stays `text` with a `.keyword`. `dynamic: strict` rejects
// unlisted fields. Members of addtl_data are `keyword` by name, so they have the same type in all states' indices.
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

#include "record/schema.h"

namespace sfi {

// {"dynamic":"strict","_meta":...,"properties":{...}}; `meta` is a JSON object.
std::string mappings_json(RecordType type, const std::vector<std::string>& addtl_members, std::string_view meta);

// Whether the members of addtl_data can be indexed. Servers take a dot as a separator of objects, so one name could be
// the beginning of another: with such a name addtl_data is only stored.
bool can_index(const std::vector<std::string>& addtl_members);

// Whether an index was created with `scaled_float` for money, which OpenSearch 2.9 to 3.8 sorts wrong, and with a
// single field for addtl_data; `mappings` as reported by the server.
bool is_earlier_mapping(simdjson::dom::element mappings);

}  // namespace sfi
