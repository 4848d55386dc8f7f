// The columns of one file, found by name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sfi {

// Names are compared without regard to case and with runs of blanks as one. A name that occurs twice
// is called NAME for the first and NAME#2, NAME#3 ... for the others. #7 is the seventh column whatever
// its name: some agencies' headers are wrong or not known.
class Columns {
 public:
  explicit Columns(const std::vector<std::string>& names);

  std::optional<std::uint32_t> find(std::string_view name) const;
  // The name occurs more than once in the file, so it is not clear which one is meant.
  bool is_repeated(std::string_view name) const;
  std::uint32_t count() const { return static_cast<std::uint32_t>(names_.size()); }
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::uint32_t> by_name_;
  std::unordered_map<std::string, int> seen_;
};

// A header's line cut at each delimiter, without regard to what is quoted: names of columns have none in them.
std::vector<std::string> column_names(std::string_view line, char delimiter);

}  // namespace sfi
