// The filer of a row: an account or committee that reports.
#pragma once

#include <string_view>

namespace sfi {

struct Filer {
  std::string_view id;
  std::string_view name;
};

}  // namespace sfi
