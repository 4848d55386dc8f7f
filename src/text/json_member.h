// A text member of an object that a RapidJSON writer is at, whichever writer it is.
#pragma once

#include <rapidjson/rapidjson.h>

#include <string_view>

namespace sfi {

template <typename Writer>
void write_json_text(Writer& writer, std::string_view name, std::string_view value) {
  writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
  writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

}  // namespace sfi
