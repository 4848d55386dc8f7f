// Collects the mistakes in a definition, so that the user sees all of them at once.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "definition/definition.h"

namespace sfi {

class Mistakes {
 public:
  void add(Origin origin, std::string message) { found_.emplace_back(origin, std::move(message)); }
  bool empty() const { return found_.empty(); }
  // In the order of the file, without duplicates, as located() formats them.
  std::vector<std::string> listed(const Definition& definition) const;

 private:
  std::vector<std::pair<Origin, std::string>> found_;
};

}  // namespace sfi
