// Reads the rows of a query as records.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "database/schema.h"
#include "database/stream.h"
#include "record/record.h"

namespace sfi {

class RecordReader {
 public:
  // `sql` must give the columns of duckdb_columns(type), in their order and types.
  RecordReader(DuckdbConnection& connection, RecordType type, const std::string& sql);

  // False after the last row. record() and extra() are valid until the next call.
  bool next();
  const Record& record() const { return record_; }
  // addtl_data as a JSON object.
  std::string_view extra() const { return extra_; }

 private:
  struct Leaf {
    Field field;
    FieldKind kind;
    void* data;
    std::uint64_t* validity;        // null: every row has a value
    std::uint64_t* group_validity;  // of the STRUCT
  };
  void find_leaves(duckdb_data_chunk chunk);
  void read(const Leaf& leaf);

  DuckdbStream stream_;
  std::vector<DuckdbColumn> columns_;
  std::vector<Leaf> leaves_;
  idx_t rows_ = 0;  // of the chunk
  idx_t row_ = 0;
  Record record_;
  std::string_view extra_ = "{}";
};

}  // namespace sfi
