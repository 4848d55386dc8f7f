// Members of the object that a RapidJSON writer is at, whichever writer it is.
#pragma once

#include <rapidjson/rapidjson.h>

#include <cstdint>
#include <string_view>

namespace sfi {

template <typename Writer>
void write_json_key(Writer& writer, std::string_view name) {
  writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
}

template <typename Writer>
void write_json_text(Writer& writer, std::string_view name, std::string_view value) {
  write_json_key(writer, name);
  writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

template <typename Writer>
void write_json_count(Writer& writer, std::string_view name, std::uint64_t value) {
  write_json_key(writer, name);
  writer.Uint64(value);
}

}  // namespace sfi
