// Splits blocks in memory into rows and fields: bytes per second for each quote mode.
#include <benchmark/benchmark.h>

#include "sample.h"
#include "text/splitter.h"

namespace sfi::micro {
namespace {

void split(benchmark::State& state, const std::string& text, QuoteMode mode, Splitter::Instructions instructions) {
  TextDialect dialect;
  dialect.mode = mode;
  const Splitter splitter(dialect, Splitter::kDefaultMaxRowBytes, instructions);
  RowBlock block;
  block.bytes.append(text);
  block.bytes.reserve(text.size() + kBufferPadding);
  for (auto _ : state) {
    std::uint64_t lines = 0;
    benchmark::DoNotOptimize(splitter.split(block, true, lines));
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(state.iterations() * std::ssize(text));
  state.SetItemsProcessed(state.iterations() * std::ssize(block.rows));
}

constexpr auto kBest = Splitter::Instructions::best;
constexpr auto kPortable = Splitter::Instructions::portable;

const std::string& wide() {
  static const std::string text = filers(1'000);
  return text;
}
const std::string& usual() {
  static const std::string text = contributions(2'000);
  return text;
}

void split_wide(benchmark::State& state, QuoteMode mode, Splitter::Instructions with) {
  split(state, wide(), mode, with);
}
void split_usual(benchmark::State& state, QuoteMode mode, Splitter::Instructions with) {
  split(state, usual(), mode, with);
}

BENCHMARK_CAPTURE(split_wide, rfc, QuoteMode::rfc, kBest);
BENCHMARK_CAPTURE(split_wide, lenient, QuoteMode::lenient, kBest);
BENCHMARK_CAPTURE(split_wide, raw, QuoteMode::raw, kBest);
BENCHMARK_CAPTURE(split_wide, rfc_portable, QuoteMode::rfc, kPortable);
BENCHMARK_CAPTURE(split_wide, lenient_portable, QuoteMode::lenient, kPortable);
BENCHMARK_CAPTURE(split_wide, raw_portable, QuoteMode::raw, kPortable);
BENCHMARK_CAPTURE(split_usual, rfc, QuoteMode::rfc, kBest);
BENCHMARK_CAPTURE(split_usual, rfc_portable, QuoteMode::rfc, kPortable);

}  // namespace
}  // namespace sfi::micro
