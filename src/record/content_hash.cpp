#include "record/content_hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace sfi {

// With its length, so that "a" + "bc" differs from "ab" + "c".
void ContentHash::add(std::string_view text) {
  const std::uint64_t size = text.size();
  content_.append(reinterpret_cast<const char*>(&size), sizeof(size));
  content_ += text;
}

std::string_view ContentHash::of(const Record& record, RecordType type, bool with_id) {
  content_.clear();
  for (const FieldInfo& info : fields_of(type)) {
    if (is_set_by_program(info) || (info.field == id_field(type) && !with_id)) continue;
    add(record.text(info.field));
    const bool has_number = record.has_number(info.field);
    const std::int64_t number = has_number ? record.number(info.field) : 0;
    content_ += has_number ? '1' : '0';
    content_.append(reinterpret_cast<const char*>(&number), sizeof(number));
  }
  for (const auto& [name, value] : record.extra()) {
    add(name);
    add(value);
  }
  const XXH128_hash_t hash = XXH3_128bits(content_.data(), content_.size());
  hash_.assign(reinterpret_cast<const char*>(&hash), sizeof(hash));
  return hash_;
}

}  // namespace sfi
