// Objects of a JSON file as rows: an array of objects, an object that holds one (a page of a site's
// table), one object a line, or such JSON once more as a string; or what the layout's `row_path` leads to. The names
// are all the keys, in the order in which they first come; numbers become the shortest text, true and false words,
// what is nested is left out. Where it is not clear which of several arrays has the rows, the file is refused.
// Meant for lists: the file is held in memory, some four times its size.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "input/byte_source.h"
#include "input/value_reader.h"

namespace sfi {

class JsonReader : public ValueReader {
 public:
  // `row_paths` lead to the rows, one after the other; none: they are looked for; "*": likewise, and every list of the
  // object has rows. Throws Refused, with the place, when
  // the bytes are no JSON or hold no rows.
  JsonReader(std::unique_ptr<ByteSource> source, FieldFormat format, const HeaderRule& header,
             std::vector<std::string> row_paths, std::string label);
  ~JsonReader() override;

 protected:
  bool next(Values& values) override;

 private:
  using Cells = std::vector<std::pair<std::uint32_t, std::string>>;  // column and value
  class Rows;
  bool take(std::string text);

  std::string label_;
  std::vector<std::string> row_paths_;
  std::vector<Cells> rows_;  // what an object lacks takes no memory
  std::size_t row_ = 0;
};

}  // namespace sfi
