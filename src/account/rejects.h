// Rows that could not be read faithfully: the rejects file, and the first ones for messages.
#pragma once

#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "account/examples.h"
#include "base/output_file.h"
#include "reason/row_fault.h"

namespace sfi {

struct Reject {
  Reject() = default;
  // `row_text` is the row as in the file.
  Reject(std::uint64_t line_of_file, const RowFault& fault, std::string_view row_text)
      : line(line_of_file),
        field(fault.field),
        reason(fault.reason),
        rule(fault.rule),
        detail(fault.detail()),
        row(row_text.substr(0, kMaxRow)) {}

  std::uint64_t line = 0;   // physical line in its file, 1-based
  std::uint32_t field = 0;  // 1-based field at fault, 0: the whole row
  Reason reason = Reason::field_count;
  std::string rule;    // by_rule: the reason that the rule names
  std::string detail;  // the text at fault, or what was expected
  std::string row;     // as in the file, at most kMaxRow bytes
  static constexpr std::size_t kMaxRow = 8192;

  // What the row is counted under.
  std::string_view word() const { return reason == Reason::by_rule ? rule : to_string(reason); }
};

// The rejects of one state as CSV rows: file, line, column, reason, detail, row; the same columns for every state and
// release. They are kept in a nameless temporary file, so that states loaded in parallel are written one after
// another.
class Rejects {
 public:
  static constexpr std::string_view kHeader = "file,line,column,reason,detail,row\n";

  // Keeps only the first of each reason, unless `all`.
  explicit Rejects(bool all = false);

  void add(const std::string& file, const std::string& column_name, const Reject& reject);
  // A row of a lookup. It goes into the file only, since the account does not count it as rejected.
  void add_of_lookup(const std::string& file, const std::string& column_name, const Reject& reject);
  // Appends the rows to `file` in the order they were added.
  void copy_to(OutputFile& file);

  // The first few for each reason: "contribs_01.csv:17: bad_amount in 'contributionAmount': "12,5,0"".
  const std::map<std::string, Examples>& examples() const { return examples_; }

 private:
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> rows_{nullptr, &std::fclose};
  std::map<std::string, Examples> examples_;
};

}  // namespace sfi
