#include "input/same_file.h"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <utility>

#include "base/error.h"

namespace sfi {

namespace fs = std::filesystem;

void refuse_packed_and_unpacked(const std::vector<Part>& parts) {
  std::map<std::pair<std::string, std::uint64_t>, const Part*> unpacked;
  const auto key = [](const Part& part) { return std::pair(fs::path(part.label).filename().string(), part.bytes); };
  const auto is_unpacked = [](const Part& part) {
    std::error_code none;  // of a member, whose name may be longer than any of a file
    return fs::is_regular_file(part.label, none);
  };
  for (const Part& part : parts) {
    if (is_unpacked(part)) unpacked.emplace(key(part), &part);
  }
  for (const Part& part : parts) {
    const auto twin = unpacked.find(key(part));
    if (twin == unpacked.end() || is_unpacked(part)) continue;
    throw Refused(fmt::format("{}: is there twice: also as {}.", twin->second->label, part.label),
                  "It would be counted twice: remove one of them.");
  }
}

}  // namespace sfi
