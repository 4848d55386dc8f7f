// Members of the object that a RapidJSON writer is at, whichever writer it is. Texts may hold any bytes (messages
// name paths): what is not valid UTF-8 is written as U+FFFD.
#pragma once

#include <rapidjson/rapidjson.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/decode.h"

namespace sfi {

template <typename Writer>
void write_json_value(Writer& writer, std::string_view text) {
  if (is_valid_utf8(text)) {
    writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  } else {
    const std::string replaced = replaced_utf8(text);
    writer.String(replaced.data(), static_cast<rapidjson::SizeType>(replaced.size()));
  }
}

template <typename Writer>
void write_json_key(Writer& writer, std::string_view name) {
  writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
}

template <typename Writer>
void write_json_text(Writer& writer, std::string_view name, std::string_view value) {
  write_json_key(writer, name);
  write_json_value(writer, value);
}

template <typename Writer>
void write_json_texts(Writer& writer, std::string_view name, const std::vector<std::string>& values) {
  write_json_key(writer, name);
  writer.StartArray();
  for (const std::string& value : values) write_json_value(writer, value);
  writer.EndArray();
}

template <typename Writer>
void write_json_count(Writer& writer, std::string_view name, std::uint64_t value) {
  write_json_key(writer, name);
  writer.Uint64(value);
}

}  // namespace sfi
