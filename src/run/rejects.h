// Rows that could not be read faithfully: the file of them, and the first ones for the messages.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/output_file.h"

namespace sfi {

struct Reject {
  std::uint64_t line = 0;    // physical line in its file, 1-based
  std::uint32_t field = 0;   // 1-based field at fault, 0: the whole row
  std::string reason;        // "bad_amount", "field_count" ...
  std::string detail;        // the text at fault, or what was expected
  std::string row;           // as it stands in the file, at most kMaxRow bytes
  static constexpr std::size_t kMaxRow = 8192;
};

// A CSV with the columns file, line, column, reason, detail, row: the same for every state and
// release. Without a path only the first of each reason are kept.
class Rejects {
 public:
  Rejects() = default;
  explicit Rejects(const std::string& path);

  void add(const std::string& file, const std::string& column_name, const Reject& reject);
  // Makes the file complete under its final name.
  void finish();

  // "contribs_01.csv:17: bad_amount in 'contributionAmount': "12,5,0"", the first few of each reason.
  const std::map<std::string, std::vector<std::string>>& examples() const { return examples_; }

 private:
  static constexpr std::size_t kExamples = 5;
  OutputFile file_;
  std::map<std::string, std::vector<std::string>> examples_;
};

}  // namespace sfi
