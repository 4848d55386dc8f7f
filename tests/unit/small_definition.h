// A definition with one table and as much more as a test says, and rows for it as the program reads them.
#pragma once

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "definition/parse.h"
#include "input/delimited_reader.h"

namespace sfi {

struct SmallDefinition {
  std::string state;     // further keys of [state]
  std::string layout;    // keys of [layout.csv]
  std::string table;     // keys of [table.rows]
  std::string sections;  // [codes.NAME], [lookup.NAME]; these and the stream read the table `rows`
  std::string rules;     // `rules` of the stream
  std::string fields = R"(
    contribution_id = { text = "1" }
    contribution_date = { date = "%Y%m%d", of = { text = "20240301" } }
    amount = { text = "5" }
    kind = { text = "monetary" }
    filer.filer_id = { text = "9" })";
  std::string more_fields;
  std::string slots;

  Definition parse() const {
    return parse_definition(fmt::format(R"(
[state]
language = 1
code = "zz"
name = "Nowhere"
agency = "Nobody"
{}
[input.file]
path = "rows.csv"
[layout.csv]
{}
[table.rows]
input = "file"
layout = "csv"
{}
{}
[stream.gifts]
record = "contribs"
table = "rows"
{}
{}
[stream.gifts.set]
{}
{}
)",
                                        state, layout, table, sections, rules, slots, fields, more_fields),
                            "states/zz/ingestor.toml");
  }
};

// A file of comma-separated values, its header in the first line.
class SmallFile {
 public:
  explicit SmallFile(std::string text) : text_(std::move(text)), reader_(open()) {
    while (reader_->read(blocks_.emplace_back())) continue;
  }

  const std::vector<std::string>& columns() const { return reader_->columns(); }
  const FieldFormat& format() const { return reader_->format(); }
  const std::vector<RowBlock>& blocks() const { return blocks_; }

 private:
  std::unique_ptr<DelimitedReader> open() const {
    DelimitedOptions options;
    options.format.quote = '"';
    return std::make_unique<DelimitedReader>(std::make_unique<MemorySource>(text_), options, "rows.csv");
  }

  std::string text_;
  std::unique_ptr<DelimitedReader> reader_;
  std::vector<RowBlock> blocks_;
};

}  // namespace sfi
