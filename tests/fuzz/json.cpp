// JSON files.
#include "base/error.h"
#include "fuzzing.h"
#include "input/json_reader.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  try {
    JsonReader reader(source_of(Input(data, size).rest()), {}, "fuzzed");
    for (const ReadRow& row : read_rows(reader)) {
      check(row.fields.size() == reader.columns().size(), "each object has all the columns");
    }
  } catch (const Error&) {
  }
  return 0;
}
