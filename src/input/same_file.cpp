#include "input/same_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "base/error.h"

namespace sfi {

namespace fs = std::filesystem;

namespace {

bool has_same_bytes(const fs::path& one, const fs::path& other) {
  std::ifstream a(one, std::ios::binary);
  std::ifstream b(other, std::ios::binary);
  using Bytes = std::istreambuf_iterator<char>;
  return a && b && std::equal(Bytes(a), Bytes(), Bytes(b), Bytes());
}

// Whether the file is one line of text; lines end with LF, CRLF or CR.
bool is_one_line(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  char c = 0;
  while (file.get(c) && c != '\n' && c != '\r') {
  }
  return (file >> std::ws).eof();
}

}  // namespace

std::vector<std::string> copies_among(const std::vector<fs::path>& paths) {
  std::map<std::uintmax_t, std::vector<fs::path>> by_size;
  for (const fs::path& path : std::set<fs::path>(paths.begin(), paths.end())) {
    std::error_code unreadable;  // reported when it is read
    const std::uintmax_t size = fs::file_size(path, unreadable);
    if (!unreadable && size != 0) by_size[size].push_back(path);
  }
  std::vector<std::string> sentences;
  for (const auto& [size, same] : by_size) {
    for (std::size_t i = 1; i < same.size(); ++i) {
      const auto end = same.begin() + static_cast<std::ptrdiff_t>(i);
      const auto twin = std::find_if(same.begin(), end, [&](const fs::path& one) { return has_same_bytes(one, *end); });
      if (twin == end || is_one_line(*twin)) continue;
      sentences.push_back(
          fmt::format("{}: has the same content as {}.\n    It would be counted twice: remove one of them.",
                      end->string(), twin->string()));
    }
  }
  return sentences;
}

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
