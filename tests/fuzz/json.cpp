// JSON files, whose rows are looked for or lie where a path leads.
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "fuzzing.h"
#include "input/json_reader.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  for (const char* path : {"", "a", "a.b"}) {
    std::vector<std::string> paths;
    if (*path != '\0') paths.emplace_back(path);
    try {
      JsonReader reader(source_of(Input(data, size).rest()), {}, {}, std::move(paths), "fuzzed");
      for (const ReadRow& row : read_rows(reader)) {
        check(row.fields.size() == reader.columns().size(), "each object has all the columns");
      }
    } catch (const Error&) {
    }
  }
  return 0;
}
