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

// The text itself; empty where the value is none.
inline std::string json_text(const rapidjson::Value& value) {
  return value.IsString() ? std::string(value.GetString(), value.GetStringLength()) : std::string();
}

inline std::string json_text(const rapidjson::Value& object, const char* name) {
  return json_text(json_member(object, name));
}

inline std::uint64_t json_count(const rapidjson::Value& object, const char* name) {
  const rapidjson::Value& value = json_member(object, name);
  return value.IsUint64() ? value.GetUint64() : 0;
}

// Calls each(name, value) for the members of an object, in their order; never for anything else.
template <typename Each>
void for_json_members(const rapidjson::Value& object, Each each) {
  if (!object.IsObject()) return;
  for (const auto& member : object.GetObject()) each(json_text(member.name), member.value);
}

// Calls each(value) for the values of an array, in their order; never for anything else.
template <typename Each>
void for_json_values(const rapidjson::Value& array, Each each) {
  if (!array.IsArray()) return;
  for (const rapidjson::Value& value : array.GetArray()) each(value);
}

}  // namespace sfi
