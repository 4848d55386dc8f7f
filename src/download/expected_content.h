// Whether a downloaded file is what its name says: agencies answer with an HTML page, and the answer
// 200, when something is wrong.
#pragma once

#include <filesystem>
#include <string>

namespace sfi {

// `name` is the one it will have. Archives are opened: one that was cut off has no directory.
// Throws Refused, naming `url`.
void check_content(const std::filesystem::path& path, const std::string& name, const std::string& url);

}  // namespace sfi
