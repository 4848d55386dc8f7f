// Delimited text: bytes -> UTF-8 (when the encoding is UTF-16) -> rows and fields, block by block.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "definition/definition.h"
#include "input/byte_source.h"
#include "input/row_reader.h"
#include "text/splitter.h"

namespace sfi {

struct DelimitedOptions {
  TextDialect dialect;
  FieldFormat format;
  Header header = Header::present;
  // Names of the fields when the file has no header row, one list for each width.
  std::vector<std::vector<std::string>> columns;
  std::string phantom_column;  // dropped from the header when the first row has one field less
  std::size_t block_bytes = std::size_t{512} << 10;
  std::size_t max_row_bytes = Splitter::kDefaultMaxRowBytes;
  Splitter::Instructions instructions = Splitter::Instructions::best;
};

class DelimitedReader : public RowReader {
 public:
  // Reads the first block: the byte order mark, the kind of line end and the header are told from it.
  // Throws Refused for an empty file and for an HTML page. `label` names the file in messages.
  DelimitedReader(std::unique_ptr<ByteSource> source, DelimitedOptions options, std::string label);

  const std::vector<std::string>& columns() const override { return columns_; }
  const FieldFormat& format() const override { return options_.format; }
  bool read(RowBlock& block) override;

 private:
  void fill(Buffer& bytes);
  void append_from_source(Buffer& bytes, std::size_t count);
  void look_at_head();
  void read_first_row();
  std::vector<std::string> first_row() const;
  bool is_header(const std::vector<std::string>& row) const;
  void drop_phantom_column();
  const std::vector<std::string>& names_for(std::size_t fields) const;
  void split(RowBlock& block);

  std::unique_ptr<ByteSource> source_;
  DelimitedOptions options_;
  std::string label_;
  std::optional<Utf16Decoder> utf16_;
  std::vector<char> raw_;  // UTF-16 bytes before they are decoded
  std::vector<std::string> columns_;
  Buffer carry_;           // begin of a row whose end is in the next block
  RowBlock first_;         // read ahead by the constructor
  bool first_is_due_ = true;
  bool at_end_ = false;
  std::uint64_t next_line_ = 1;
};

// Text of a field without its quotes, blanks and doubled quotes; the names of a header are read so.
std::string plain_field(std::string_view raw, const FieldFormat& format);

}  // namespace sfi
