// Containers made around fuzzed contents, whole and with right checksums: so the fuzzer gets to what is
// inside, which it would not by guessing checksums and tables of sectors.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sfi::fuzz {

// Names and contents.
using Members = std::vector<std::pair<std::string, std::string_view>>;

std::string zip_of(const Members& members);  // stored, not deflated
std::string gzip_of(std::string_view bytes);
// A compound file (OLE2) with this one stream, which is filled up with zeros to 4096 bytes.
std::string compound_file_of(std::string_view name, std::string_view stream);

}  // namespace sfi::fuzz
