// Writes the rows of an export.
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
  // Called after the last row, before the file is committed.
  virtual void finish() = 0;
  // Notes on the file for the user.
  virtual std::vector<std::string> notes() const { return {}; }
};

// RFC 4180 (lines end with CR LF), UTF-8, a header with the fields' paths.
std::unique_ptr<RowWriter> make_csv_writer(RecordType type, OutputFile& file);

// One document per line, byte for byte the same as from the NDJSON sink.
std::unique_ptr<RowWriter> make_ndjson_writer(RecordType type, OutputFile& file);

// A workbook with one sheet. `rows` must be at most kWorkbookRows. `made`: the workbook's date in seconds since 1970.
inline constexpr std::uint64_t kWorkbookRows = 1'048'575;  // below the header
std::unique_ptr<RowWriter> make_xlsx_writer(RecordType type, const OutputFile& file, std::uint64_t rows,
                                            std::int64_t made);

}  // namespace sfi
