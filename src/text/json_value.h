// Members of a JSON object that RapidJSON has parsed; what is missing or of another type is empty.
#pragma once

#include <rapidjson/document.h>

#include <cstdint>
#include <string>

namespace sfi {

// A null value where there is none.
inline const rapidjson::Value& json_member(const rapidjson::Value& object, const char* name) {
  static const rapidjson::Value none;
  if (!object.IsObject()) return none;
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() ? none : found->value;
}

inline std::string json_text(const rapidjson::Value& object, const char* name) {
  const rapidjson::Value& value = json_member(object, name);
  return value.IsString() ? std::string(value.GetString(), value.GetStringLength()) : std::string();
}

inline std::uint64_t json_count(const rapidjson::Value& object, const char* name) {
  const rapidjson::Value& value = json_member(object, name);
  return value.IsUint64() ? value.GetUint64() : 0;
}

}  // namespace sfi
