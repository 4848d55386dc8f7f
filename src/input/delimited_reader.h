// Delimited text: bytes -> UTF-8 (when the encoding is UTF-16) -> rows and fields, block by block.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "definition/definition.h"
#include "input/byte_source.h"
#include "input/header_rule.h"
#include "input/line_edit_source.h"
#include "input/row_reader.h"
#include "text/broken_quotes.h"
#include "text/record_assembler.h"
#include "text/splitter.h"

namespace sfi {

struct DelimitedOptions {
  TextDialect dialect;
  FieldFormat format;
  HeaderRule header;
  std::uint32_t skip_lines = 0;  // before the header or the first row
  RepairRules repair;
  std::string repair_place;                                 // in the definition, for messages
  std::map<std::string, std::vector<std::string>> aliases;  // other names of the columns that `repair` names
  std::string trailer;  // RE2 of the last line, its group the number of rows; empty: none
  bool pad_short_rows = false;
  bool drop_blank_extra = false;
  std::string phantom_column;  // dropped from the header when the first row has one field less
  std::size_t block_bytes = std::size_t{512} << 10;
  std::size_t max_row_bytes = Splitter::kDefaultMaxRowBytes;
  Splitter::Instructions instructions = Splitter::Instructions::best;
};

class DelimitedReader : public RowReader {
 public:
  // Reads the first block: the byte order mark, the kind of line end and the header are told from it.
  // Throws Refused for an empty file and where no row names the columns. `label` names the file in
  // messages.
  DelimitedReader(std::unique_ptr<ByteSource> source, DelimitedOptions options, std::string label);

  const std::vector<std::string>& columns() const override { return columns_; }
  const FieldFormat& format() const override { return options_.format; }
  // Throws Refused when the trailer is missing or states another number of rows.
  bool read(RowBlock& block) override;
  std::vector<std::string> notes() const override;

 private:
  void fill(Buffer& bytes);
  void drop_rest_of_line(Buffer& bytes);
  void append_from_source(Buffer& bytes, std::size_t count);
  void look_at_head();
  void skip_lines(std::uint32_t count);
  void take_separator_line();
  void find_columns();
  std::size_t width_of_rows() const;
  void read_first_rows();
  void refuse_other_delimiter(const Row& row) const;
  std::vector<std::string> texts_of(const Row& row) const;
  void drop_phantom_column();
  void bind_repair();
  std::uint32_t column_of(const std::string& name) const;
  void split(RowBlock& block);
  void complete(RowBlock& block);
  void drop_blank_lines(RowBlock& block) const;
  void give_back(RowBlock& block, std::size_t rows);
  std::string take_trailer(RowBlock& block) const;
  void note_excel_texts();
  void note_end(const RowBlock& block);

  std::unique_ptr<ByteSource> source_;
  const LineEditSource* edits_ = nullptr;  // source_, where lines are edited
  DelimitedOptions options_;
  std::string label_;
  std::optional<Utf16Decoder> utf16_;
  std::vector<char> raw_;  // UTF-16 bytes before they are decoded
  std::vector<std::string> columns_;
  Buffer carry_;    // begin of a row whose end is in the next block
  RowBlock first_;  // read ahead by the constructor
  bool first_is_due_ = true;
  bool at_end_ = false;
  bool in_bad_line_ = false;  // what comes next still belongs to a line that was handed out as bad
  std::uint64_t next_line_ = 1;
  std::uint64_t bytes_ = 0;                    // read from the source
  std::uint64_t rows_ = 0;                     // handed out or about to be, bad ones included
  std::optional<BrokenQuotes> broken_quotes_;  // where quotes are read
  std::optional<RecordAssembler> assembler_;
  std::unique_ptr<RE2> trailer_;
  std::vector<std::string> notes_;
};

// Text of a field without its quotes, blanks and doubled quotes; the names of a header are read so.
std::string plain_field(std::string_view raw, const FieldFormat& format);

}  // namespace sfi
