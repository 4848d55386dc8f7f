#include "base/lower.h"

#include <filesystem>

namespace sfi {

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = ascii_lower(c);
  return lower;
}

std::string lower_extension(std::string_view path) {
  return ascii_lower(std::filesystem::path(path).extension().string());
}

}  // namespace sfi
