// Records that are put together again: the same rows, repairs and rejects wherever the text is cut.
//
// Input: rules as one byte of bits (1 join_lines, 2 record_start, 4 record_end, 8 free_text, 16 must_match,
// 32 short rows, 64 blank extra, 128 crlf_only), quoting (0 raw, 1 rfc, 2 lenient), size of the blocks, then the text.
#include "text/record_assembler.h"

#include <algorithm>

#include "base/error.h"
#include "fuzzing.h"
#include "input/delimited_reader.h"

namespace sfi::fuzz {
namespace {

DelimitedOptions options_of(Input& input) {
  DelimitedOptions options;
  const std::uint8_t rules = input.byte();
  constexpr QuoteMode modes[] = {QuoteMode::raw, QuoteMode::rfc, QuoteMode::lenient};
  options.dialect.mode = modes[input.choice(3)];
  options.format.quote = options.dialect.mode == QuoteMode::raw ? '\0' : '"';
  options.header.kind = Header::absent;
  options.header.columns = {{"id", "memo", "amount"}};
  options.repair.join_lines = (rules & 1) != 0;
  if ((rules & 2) != 0) options.repair.record_start = "^[0-9]+,";
  if ((rules & 4) != 0) options.repair.record_end = "[0-9]$";
  if ((rules & 8) != 0) options.repair.free_text = {"memo"};
  if ((rules & 16) != 0) options.repair.must_match = {{"amount", "^[0-9.]+$"}};
  if ((rules & 24) == 24) options.repair.free_text.emplace_back("id");
  options.pad_short_rows = (rules & 32) != 0;
  options.drop_blank_extra = (rules & 64) != 0;
  options.repair.crlf_only = (rules & 128) != 0;
  return options;
}

struct Outcome {
  std::vector<ReadRow> rows;
  std::vector<std::string> repairs;
  std::uint64_t blank_lines = 0;
  bool operator==(const Outcome&) const = default;
};

Outcome read(std::string_view text, const DelimitedOptions& options) {
  DelimitedReader reader(source_of(text), options, "fuzzed");
  Outcome outcome;
  RowBlock block;
  while (reader.read(block)) {
    for (ReadRow& row : rows_of(block)) outcome.rows.push_back(std::move(row));
    for (const Repair& repair : block.repairs) {
      outcome.repairs.push_back(std::to_string(block.first_line + repair.line) + std::string(to_string(repair.reason)) +
                                std::to_string(repair.count));
    }
    outcome.blank_lines += block.blank_lines;
  }
  std::stable_sort(outcome.rows.begin(), outcome.rows.end(),
                   [](const ReadRow& a, const ReadRow& b) { return a.line < b.line; });
  return outcome;
}

// The kind of text and of line end is told from the first block, so that has to have one. In UTF-16 (with its
// mark, or told by its zeros) the byte of a line feed need not be one.
bool tells_line_ends(std::string_view block) {
  const bool utf16 =
      block.starts_with("\xFF\xFE") || block.starts_with("\xFE\xFF") || block.find('\0') != std::string_view::npos;
  return !utf16 && block.size() >= 8 && block.find('\n') != std::string_view::npos;
}

// Whether it makes no difference how far the first block goes beyond `begin`: up to any place behind it half of the
// lines end with CR LF, or up to none.
bool tells_crlf(std::string_view text, std::size_t begin) {
  std::size_t lines = 0;
  std::size_t crlf = 0;
  std::size_t mostly = 0;
  std::size_t places = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    lines += text[at] == '\n';
    crlf += text[at] == '\n' && at != 0 && text[at - 1] == '\r';
    if (at + 1 < begin) continue;
    ++places;
    mostly += crlf * 2 >= lines;
  }
  return mostly == 0 || mostly == places;
}

// A row that broken quotes have run together is cut into its records, and ends where a quote closes by chance. When its
// last record opens a quote, whether that goes on behind this end depends on the block: the line is rejected
// (unclosed_quote) or joined.
bool may_go_on(const Outcome& outcome) {
  return std::any_of(outcome.rows.begin(), outcome.rows.end(),
                     [](const ReadRow& row) { return row.bad == to_string(Reason::unclosed_quote); });
}

}  // namespace
}  // namespace sfi::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  Input input(data, size);
  DelimitedOptions options = options_of(input);
  const std::size_t block_bytes = std::size_t{input.byte()} + 1;
  const std::string_view text = input.rest();
  try {
    const Outcome whole = read(text, options);
    options.block_bytes = block_bytes;
    const bool is_told =
        tells_line_ends(text.substr(0, block_bytes)) && (!options.repair.crlf_only || tells_crlf(text, block_bytes));
    const Outcome cut = read(text, options);
    check(!is_told || whole == cut || may_go_on(whole), "where the blocks end does not matter");
  } catch (const Error&) {
  }
  return 0;
}
