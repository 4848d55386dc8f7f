// A definition: parsed and, if valid, bound to columns, with a row through each of its streams.
#include "definition/parse.h"

#include "fuzzing.h"
#include "plan_runs.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  try {
    const Definition definition = parse_definition(std::string(Input(data, size).rest()), "fuzzed.toml");
    for (const Stream& stream : definition.streams) {
      PlanRun(definition, stream).run({"1", "01/02/2024", "$5.00", "Doe, Jane", ""});
    }
  } catch (const DefinitionError& error) {
    check(!error.mistakes.empty(), "a definition that is refused has a mistake");
  }
  return 0;
}
