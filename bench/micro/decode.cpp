// The text of every field of contributions, and UTF-8 from UTF-16.
#include <benchmark/benchmark.h>

#include "sample.h"
#include "text/decode.h"
#include "text/field_text.h"

namespace sfi::micro {
namespace {

void decode_fields(benchmark::State& state) {
  const std::vector<RowBlock> blocks = blocks_of(contributions(2'000));
  FieldFormat format;
  format.quote = '"';
  FieldDecoder decoder(format);
  std::int64_t fields = 0;
  std::int64_t bytes = 0;
  for (auto _ : state) {
    for (const RowBlock& block : blocks) {
      bytes += static_cast<std::int64_t>(block.bytes.size());
      for (const Row& row : block.rows) {
        decoder.reset();
        for (std::uint32_t i = 0; i < row.fields; ++i) benchmark::DoNotOptimize(decoder.text(block.field(row, i)));
        fields += row.fields;
      }
    }
  }
  state.SetBytesProcessed(bytes);
  state.SetItemsProcessed(fields);
}
BENCHMARK(decode_fields);

void decode_utf16(benchmark::State& state) {
  std::string wide;
  for (const char c : contributions(500)) {
    wide += static_cast<char>(c & 0x7F);
    wide += '\0';
  }
  Buffer out;
  for (auto _ : state) {
    Utf16Decoder decoder(false);
    out.clear();
    decoder.append(wide, out);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetBytesProcessed(state.iterations() * std::ssize(wide));
}
BENCHMARK(decode_utf16);

}  // namespace
}  // namespace sfi::micro
