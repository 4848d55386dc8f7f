// The JSON document of a record, the same for Elasticsearch and NDJSON files.
#pragma once

#include "base/buffer.h"
#include "record/record.h"
#include "record/schema.h"

namespace sfi {

// Appends the document on one line, without a line end. Fields are in the order of fields_of(type). Text fields are
// always present (empty if unknown); unknown dates, amounts and numbers are left out; addtl_data is always an object;
// groups are nested objects.
void append_document(Buffer& buffer, RecordType type, const Record& record);

}  // namespace sfi
