// The first few examples of something, for messages.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace sfi {

class Examples {
 public:
  static constexpr std::size_t kMost = 5;

  bool is_full() const { return texts_.size() >= kMost; }
  // Ignores `text` once it is full.
  void add(std::string text) {
    if (!is_full()) texts_.push_back(std::move(text));
  }
  void add(const Examples& others) {
    for (const std::string& text : others) add(text);
  }

  std::vector<std::string>::const_iterator begin() const { return texts_.begin(); }
  std::vector<std::string>::const_iterator end() const { return texts_.end(); }
  bool operator==(const Examples&) const = default;

 private:
  std::vector<std::string> texts_;
};

}  // namespace sfi
