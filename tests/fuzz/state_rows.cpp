// Rows through the definitions of all states: names and addresses taken apart, codes, dates and amounts
// read, joins followed. Input: the state's two letters, a line end, cells parted by tabs.
#include <map>

#include "definition/embedded.h"
#include "definition/parse.h"
#include "fuzzing.h"
#include "plan_runs.h"

namespace sfi::fuzz {
namespace {

struct State {
  std::unique_ptr<Definition> definition;
  std::vector<PlanRun> streams;
};

std::map<std::string, State, std::less<>> all_states() {
  std::map<std::string, State, std::less<>> states;
  for (const EmbeddedDefinition& embedded : embedded_definitions()) {
    State& state = states[std::string(embedded.code)];
    state.definition =
        std::make_unique<Definition>(parse_definition(std::string(embedded.text), std::string(embedded.path)));
    for (const Stream& stream : state.definition->streams) state.streams.emplace_back(*state.definition, stream);
  }
  return states;
}

std::vector<std::string_view> cells_of(Input& input) {
  std::vector<std::string_view> cells;
  while (!input.rest().empty()) cells.push_back(input.until('\t'));
  return cells;
}

}  // namespace
}  // namespace sfi::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  static auto states = all_states();
  Input input(data, size);
  const auto state = states.find(input.until('\n'));
  if (state == states.end()) return -1;
  const auto cells = cells_of(input);
  for (PlanRun& stream : state->second.streams) stream.run(cells);
  return 0;
}
