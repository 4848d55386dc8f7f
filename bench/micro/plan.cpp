// Rows of contributions through the plan of Texas: a quarter is linked to a candidate and becomes a record.
#include <benchmark/benchmark.h>

#include "contribution_plan.h"
#include "definition/load.h"

namespace sfi::micro {
namespace {

void plan_rows(benchmark::State& state) {
  const ContributionPlan texas;
  const std::vector<RowBlock> blocks = blocks_of(contributions(4'000));
  RowContext context(texas.format(), texas.plan().rows().joins());
  Record record;
  std::int64_t rows = 0;
  std::int64_t records = 0;
  for (auto _ : state) {
    for (const RowBlock& block : blocks) {
      for (const Row& row : block.rows) {
        context.begin(block, row);
        texas.plan().make(context, record);
        records += context.verdict.kind == Verdict::Kind::use ? 1 : 0;
        ++rows;
      }
    }
  }
  state.SetItemsProcessed(rows);
  state.counters["accepted"] = static_cast<double>(records) / static_cast<double>(rows);
}
BENCHMARK(plan_rows);

void load_definitions(benchmark::State& state) {
  for (auto _ : state) {
    for (const std::string& code : known_states({})) benchmark::DoNotOptimize(load_definition(code, {}));
  }
}
BENCHMARK(load_definitions)->Unit(benchmark::kMillisecond);

void bind_plan(benchmark::State& state) {
  const ContributionPlan texas;
  for (auto _ : state) benchmark::DoNotOptimize(texas.bind());
}
BENCHMARK(bind_plan)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sfi::micro
