// The table of an HTML page whose header has the columns that the definition uses: pages that sites save
// under the name .xls, lists saved from a browser. Cells are texts with blanks folded; colspan and rowspan
// repeat a cell as blanks and as itself. The mark of a footnote (<sup>) is left out. Only the rows that are under way
// are held. Cells that are not valid in the page's UTF-8 are read in the layout's fallback encoding, like fields of
// text files.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "input/byte_source.h"
#include "input/value_reader.h"

namespace sfi {

class HtmlReader : public ValueReader {
 public:
  // A <br> in a cell is read as `line_break`. Throws Refused, with the page's title, when no table has such a header:
  // it is an error page then.
  HtmlReader(std::unique_ptr<ByteSource> source, FieldFormat format, const HeaderRule& header, std::string line_break,
             std::string label);
  ~HtmlReader() override;

  std::vector<std::string> notes() const override;

 protected:
  bool next(Values& values) override;

 private:
  class Page;
  void find_table(const HeaderRule& header, const std::string& label);

  std::unique_ptr<Page> page_;
  HeaderRule rule_;
  std::size_t table_ = 0;
  std::optional<std::size_t> other_table_;  // that names the columns too
  std::size_t marks_ = 0;                   // of footnotes, left out of cells
  std::uint64_t first_mark_ = 0;            // the row
};

}  // namespace sfi
