// The place after the last row of a page, as a text that callers hand back unread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sfi {

std::string token_of(const std::vector<std::string>& parts);
// Nothing if it is not one of token_of() with that many parts.
std::optional<std::vector<std::string>> parts_of(std::string_view token, std::size_t count);

}  // namespace sfi
