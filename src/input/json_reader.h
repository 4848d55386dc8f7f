// Objects of a JSON file as rows: an array of objects, an object that holds one (a page of a site's
// table), one object a line, or such JSON once more as a string. The names are all the keys, in the
// order in which they first come; numbers become the shortest text, true and false words, what is
// nested is left out. Meant for lists: the file is held in memory, some four times its size.
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
  // Throws Refused, with the place, when the bytes are no JSON or hold no objects.
  JsonReader(std::unique_ptr<ByteSource> source, FieldFormat format, std::string label);
  ~JsonReader() override;

 protected:
  bool next(Values& values) override;

 private:
  using Cells = std::vector<std::pair<std::uint32_t, std::string>>;  // column and value
  class Rows;
  void take(std::string text, bool inner);

  std::string label_;
  std::vector<Cells> rows_;  // what an object lacks takes no memory
  std::size_t row_ = 0;
};

}  // namespace sfi
