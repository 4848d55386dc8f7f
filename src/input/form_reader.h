// One row of an HTML page that shows labels and values, such as a saved page of a register: the labels are the columns.
//
//   <span id="lblName">Friends of Ada</span>     lblName
//   <dt>Party:</dt><dd>Independent</dd>          Party
//   <tr><td>District</td><td>26A</td></tr>       District; of rows with two cells
//
// A label that comes more than once is NAME, NAME#2 ... as in every header. The page is read whole.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "input/byte_source.h"
#include "input/value_reader.h"

namespace sfi {

class FormReader : public ValueReader {
 public:
  // A <br> within a value is read as `line_break`. Throws Refused, with the page's title, when the page has less than
  // half of the columns that the definition uses: it is an error page then.
  FormReader(std::unique_ptr<ByteSource> source, FieldFormat format, const HeaderRule& header, std::string line_break,
             const std::string& label);

 protected:
  bool next(Values& values) override;

 private:
  std::vector<std::string> values_;
  bool is_read_ = false;
};

}  // namespace sfi
