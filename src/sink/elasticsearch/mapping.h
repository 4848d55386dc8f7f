// The indices' mappings. Types of the predecessor's fields are kept, so that queries and dashboards made
// for it work: what it had as `keyword` is `keyword` (now with a `.text` for searching words), what it
// had as `text` is `text` with a `.keyword`. `dynamic: strict`: a field that is not listed is refused.
// Members of addtl_data are `keyword` by name, and so of one type in the indices of all states.
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

#include "record/schema.h"

namespace sfi {

// {"dynamic":"strict","_meta":...,"properties":{...}}; `meta` is a JSON object.
std::string mappings_json(RecordType type, const std::vector<std::string>& addtl_members, std::string_view meta);

// Whether addtl_data can be asked by its members. A dot parts objects for the servers, so that one name could be
// the begin of another: with such a name all of addtl_data is stored and not indexed.
bool can_index(const std::vector<std::string>& addtl_members);

// Whether an index was made with `scaled_float` for money, which OpenSearch 2.9 to 3.8 sorts wrong, and with one
// field for all of addtl_data; `mappings` as the server tells them.
bool is_earlier_mapping(simdjson::dom::element mappings);

}  // namespace sfi
