// One record as a document, and appended to the blocks of the sinks.
#include <benchmark/benchmark.h>

#include "contribution_plan.h"
#include "record/document.h"
#include "sink/duckdb/duckdb_block.h"
#include "sink/ndjson_sink.h"

namespace sfi::micro {
namespace {

constexpr std::int64_t kPerBlock = 2'000;

// A record of the sample; its texts live as long as this.
class SampleRecord {
 public:
  SampleRecord() : blocks_(blocks_of(contributions(100))), context_(texas_.format(), texas_.plan().rows().joins()) {
    for (const Row& row : blocks_.front().rows) {
      context_.begin(blocks_.front(), row);
      texas_.plan().make(context_, record_);
      if (context_.verdict.kind == Verdict::Kind::use) break;
    }
    record_.set_text(Field::jurisdiction, "tx");
    record_.set_text(Field::source_file, "TEC_CF_CSV.zip/contribs_01.csv");
    record_.set_number(Field::source_line, 12345);
  }
  const Record& record() const { return record_; }

 private:
  ContributionPlan texas_;
  std::vector<RowBlock> blocks_;
  RowContext context_;
  Record record_;
};

void write_document(benchmark::State& state) {
  const SampleRecord sample;
  Buffer out;
  std::int64_t bytes = 0;
  for (auto _ : state) {
    out.clear();
    for (std::int64_t i = 0; i < kPerBlock; ++i) append_document(out, RecordType::contribs, sample.record());
    bytes += static_cast<std::int64_t>(out.size());
    benchmark::DoNotOptimize(out.data());
  }
  state.SetBytesProcessed(bytes);
  state.SetItemsProcessed(state.iterations() * kPerBlock);
}
BENCHMARK(write_document);

void append_to(benchmark::State& state, RecordBlock& block) {
  const SampleRecord sample;
  for (auto _ : state) {
    block.clear();
    for (std::int64_t i = 0; i < kPerBlock; ++i) block.append(sample.record());
  }
  state.SetItemsProcessed(state.iterations() * kPerBlock);
}

void append_ndjson(benchmark::State& state) {
  NdjsonSink sink("/dev/null");
  RunInfo run;
  run.types = {RecordType::contribs};
  const auto one = sink.begin(run);
  append_to(state, *one->new_block(RecordType::contribs));
}
BENCHMARK(append_ndjson);

void append_duckdb(benchmark::State& state) {
  DuckdbBlock block(RecordType::contribs);
  append_to(state, block);
}
BENCHMARK(append_duckdb);

}  // namespace
}  // namespace sfi::micro

BENCHMARK_MAIN();
