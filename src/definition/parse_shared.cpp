// Parts that several lookups or streams share: [shared.NAME] and `use`.
#include "definition/parse_rows.h"

namespace sfi {

void parse_shared(const TomlEntry& entry, ParseContext& context) {
  TableReader reader(entry.value, "[shared." + entry.key + "]", context.mistakes);
  reader.find("rules");
  reader.table("set");
  reader.finish();
  context.shared.push_back({entry.key, &entry.value, entry.origin});
}

std::vector<const TomlNode*> shared_parts(TableReader& reader, ParseContext& context) {
  std::vector<const TomlNode*> parts;
  for (const std::string& name : reader.texts("use")) {
    check_name(name, reader.origin("use"), "shared part", names_of(context.shared), context.mistakes);
    for (SharedPart& part : context.shared) {
      if (part.name != name) continue;
      part.is_used = true;
      parts.push_back(part.content);
    }
  }
  return parts;
}

}  // namespace sfi
