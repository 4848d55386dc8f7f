// What an export's rows are written to, one row after the other.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/output_file.h"
#include "record/record.h"

namespace sfi {

class RowWriter {
 public:
  virtual ~RowWriter() = default;
  // `extra`: addtl_data as JSON.
  virtual void write(const Record& record, std::string_view extra) = 0;
  // Behind the last row; the file is not yet committed.
  virtual void finish() = 0;
  // What the user should know of the file.
  virtual std::vector<std::string> notes() const { return {}; }
};

// RFC 4180 (lines end with CR LF), UTF-8, a header with the fields' paths.
std::unique_ptr<RowWriter> make_csv_writer(RecordType type, OutputFile& file);

// The documents, a line each: the same bytes as those of the NDJSON sink.
std::unique_ptr<RowWriter> make_ndjson_writer(RecordType type, OutputFile& file);

// A workbook with one sheet. `rows` must be at most kWorkbookRows. `made`: seconds since 1970, written into
// the workbook as its date.
inline constexpr std::uint64_t kWorkbookRows = 1'048'575;  // below the header
std::unique_ptr<RowWriter> make_xlsx_writer(RecordType type, const OutputFile& file, std::uint64_t rows,
                                            std::int64_t made);

}  // namespace sfi
