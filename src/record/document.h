// The document of a record as JSON: exactly what goes into Elasticsearch and into an NDJSON file.
#pragma once

#include "base/buffer.h"
#include "record/record.h"
#include "record/schema.h"

namespace sfi {

// Appends the document on one line, without a line end. Field order is that of fields_of(type);
// text fields are always present (empty when unknown); dates, amounts and numbers that are unknown
// are left out; addtl_data is always an object; groups are nested objects.
void append_document(Buffer& buffer, RecordType type, const Record& record);

}  // namespace sfi
