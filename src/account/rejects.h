// Rows that could not be read faithfully: the file of them, and the first ones for the messages.
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
  // `row` is as it stands in the file.
  Reject(std::uint64_t line_of_file, const RowFault& fault, std::string_view row_text)
      : line(line_of_file),
        field(fault.field),
        reason(fault.reason),
        detail(fault.detail()),
        row(row_text.substr(0, kMaxRow)) {}

  std::uint64_t line = 0;   // physical line in its file, 1-based
  std::uint32_t field = 0;  // 1-based field at fault, 0: the whole row
  Reason reason = Reason::field_count;
  std::string detail;  // the text at fault, or what was expected
  std::string row;     // as it stands in the file, at most kMaxRow bytes
  static constexpr std::size_t kMaxRow = 8192;
};

// The rejects of one state: rows of a CSV with the columns file, line, column, reason, detail, row, the
// same for every state and release. They wait in a nameless temporary file, so that states that run
// side by side can be written one after another.
class Rejects {
 public:
  static constexpr std::string_view kHeader = "file,line,column,reason,detail,row\n";

  // Only the first of each reason are kept, unless `all`.
  explicit Rejects(bool all = false);

  void add(const std::string& file, const std::string& column_name, const Reject& reject);
  // Of a lookup's row, which is none of those that the account counts as rejected: for the file only.
  void add_of_lookup(const std::string& file, const std::string& column_name, const Reject& reject);
  // Appends the rows to `file`, in the order in which they were added.
  void copy_to(OutputFile& file);

  // "contribs_01.csv:17: bad_amount in 'contributionAmount': "12,5,0"", the first few of each reason.
  const std::map<std::string, Examples>& examples() const { return examples_; }

 private:
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> rows_{nullptr, &std::fclose};
  std::map<std::string, Examples> examples_;
};

}  // namespace sfi
