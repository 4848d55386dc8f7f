// A table of a Microsoft Access database (.mdb of Access 97 and later, .accdb), read by libmdb of
// mdbtools. Dates become ISO text, truth values 1 and 0. Columns of types that are not read (pictures, attachments)
// are empty, and refused when the definition uses them. A row's position is its number in the table.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "input/value_reader.h"

namespace sfi {

// Names of the user's own tables, in the order of the catalogue. `file` is where the database lies, `label`
// what messages call it. Throws Refused when it cannot be read.
std::vector<std::string> access_tables(const std::string& file, const std::string& label);

class AccessReader : public ValueReader {
 public:
  // `header` names the columns that the definition uses.
  AccessReader(const std::string& file, const std::string& table, FieldFormat format, const HeaderRule& header,
               std::string label);
  ~AccessReader() override;

  std::vector<std::string> notes() const override;

 protected:
  bool next(Values& values) override;

 private:
  struct Handle;
  void bind(std::size_t column);
  std::string text_of(std::size_t column) const;

  std::string label_;
  std::unique_ptr<Handle> handle_;
  std::uint64_t rows_ = 0;
  bool at_end_ = false;
};

}  // namespace sfi
