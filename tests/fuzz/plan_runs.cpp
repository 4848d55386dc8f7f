#include "plan_runs.h"

#include <simdjson.h>

#include "definition/used_columns.h"
#include "fuzzing.h"
#include "record/document.h"
#include "text/decode.h"

namespace sfi::fuzz {
namespace {

Selection everything() {
  Selection selection;
  selection.kinds.fill(true);
  return selection;
}

void check_document(RecordType type, const Record& record) {
  Buffer line;
  append_document(line, type, record);
  check(line.view().find('\n') == std::string_view::npos, "a document is one line");
  static simdjson::dom::parser parser;
  check(parser.parse(line.data(), line.size()).error() == simdjson::SUCCESS, "a document is JSON");
}

}  // namespace

PlanRun::PlanRun(const Definition& definition, const Stream& stream) : stream_(stream) {
  build_lookups(definition);
  columns_ = columns_of(definition);
  std::vector<MissingColumn> missing;
  const Columns columns(columns_);
  plan_ = std::make_unique<RecordPlan>(compile_stream({definition, columns, lookups_}, stream, everything(), missing));
  if (!missing.empty()) plan_.reset();  // such as a column's name that means two of them
}

void PlanRun::build_lookups(const Definition& definition) {
  for (const Lookup& lookup : definition.lookups) {
    auto table = std::make_shared<LookupTable>(lookup.value_names());
    for (const std::string_view key : {"1", "2024", "A"}) {
      std::string whole(key);
      for (std::size_t i = 1; i < lookup.key.size(); ++i) whole.append("\x1F").append(key);
      table->put(whole, std::vector<std::string_view>(lookup.values.size(), key));
    }
    lookups_[lookup.name] = std::move(table);
  }
}

std::vector<std::string> PlanRun::columns_of(const Definition& definition) const {
  std::vector<std::string> names;
  for (const auto& used : used_columns(definition, definition.table(stream_.table))) names.push_back(used.front());
  if (names.empty()) names.emplace_back("only");
  return names;
}

void PlanRun::run(const std::vector<std::string_view>& cells) {
  if (!plan_ || cells.empty()) return;
  RowBlock block;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    block.bytes.append(cells[i % cells.size()]);
    block.separators.push_back(static_cast<std::uint32_t>(block.bytes.size()));
    block.bytes.push_back('\x1F');
  }
  block.rows.push_back({0, 0, static_cast<std::uint32_t>(columns_.size()), 0});
  RowContext context({}, plan_->rows().joins());
  context.file = "fuzzed 2024.csv";
  Record record;
  for (std::size_t slot = 0; slot < plan_->slots(); ++slot) {
    context.begin(block, block.rows.front());
    plan_->make(context, record, slot);
    if (context.verdict.kind == Verdict::Kind::use) check_document(stream_.record, record);
    check(is_valid_utf8(context.verdict.fault.value), "a text at fault is UTF-8");
  }
}

}  // namespace sfi::fuzz
