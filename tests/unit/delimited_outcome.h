// What a file of delimited text gives, as texts that tests compare: the same for every size of block, so also for
// those that end inside a record.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "input/delimited_reader.h"

namespace sfi {

struct Outcome {
  std::vector<std::string> rows;     // fields with | between
  std::vector<std::string> repairs;  // rule@line
  std::vector<std::string> bad;      // reason@line
  std::uint64_t blank_lines = 0;
  bool operator==(const Outcome&) const = default;
};

inline Outcome outcome_of(const std::string& text, const DelimitedOptions& options) {
  DelimitedReader reader(std::make_unique<MemorySource>(text), options, "a.csv");
  FieldDecoder decoder(reader.format());
  Outcome outcome;
  RowBlock block;
  while (reader.read(block)) {
    for (const Row& row : block.rows) {
      std::string fields;
      for (std::uint32_t i = 0; i < row.fields; ++i) {
        fields += (i == 0 ? "" : "|") + std::string(decoder.text(block.field(row, i)));
      }
      outcome.rows.push_back(fields + "@" + std::to_string(block.first_line + row.line));
    }
    for (const Repair& repair : block.repairs) {
      outcome.repairs.push_back(std::string(to_string(repair.reason)) + "@" +
                                std::to_string(block.first_line + repair.line));
    }
    for (const BadRow& bad : block.bad_rows) {
      outcome.bad.push_back(std::string(to_string(bad.fault.reason)) + "@" +
                            std::to_string(block.first_line + bad.line));
    }
    outcome.blank_lines += block.blank_lines;
  }
  return outcome;
}

inline Outcome read(const std::string& text, const DelimitedOptions& options) {
  const Outcome whole = outcome_of(text, options);
  for (std::size_t size = 8; size < text.size() + 2; ++size) {
    DelimitedOptions other = options;
    other.block_bytes = size;
    if (text.substr(0, size).find('\n') == std::string::npos) continue;
    EXPECT_EQ(outcome_of(text, other).rows, whole.rows) << "blocks of " << size;
    EXPECT_EQ(outcome_of(text, other).repairs, whole.repairs) << "blocks of " << size;
    EXPECT_EQ(outcome_of(text, other).bad, whole.bad) << "blocks of " << size;
    EXPECT_EQ(outcome_of(text, other).blank_lines, whole.blank_lines) << "blocks of " << size;
  }
  return whole;
}

using Texts = std::vector<std::string>;

}  // namespace sfi
