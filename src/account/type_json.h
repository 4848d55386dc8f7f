// Writes and reads the account of one record type as JSON. Members that an older version did not write stay empty.
#pragma once

#include <rapidjson/document.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <cstdint>
#include <string_view>

#include "account/summary.h"

namespace sfi {

using SummaryWriter = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

// Everything except the links, which belong to the state in the JSON.
void write_type(SummaryWriter& writer, const TypeSummary& type);
TypeSummary read_type(const rapidjson::Value& object);

// An exact sum, as the member "amount_cents".
void write_cents(SummaryWriter& writer, Cents cents);
Cents read_cents(const rapidjson::Value& object);

}  // namespace sfi
