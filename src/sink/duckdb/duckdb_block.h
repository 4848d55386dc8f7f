// Records as DuckDB data chunks, filled column by column.
//
// Texts of up to twelve bytes are in the chunk itself, longer ones in an arena of the program that the chunk
// points to: DuckDB copies both when the chunk is appended to a table.
#pragma once

#include <memory>
#include <vector>

#include "base/arena.h"
#include "base/buffer.h"
#include "database/duckdb_api.h"
#include "database/schema.h"
#include "sink/sink.h"

namespace sfi {

class DuckdbBlock : public RecordBlock {
 public:
  explicit DuckdbBlock(RecordType type);
  ~DuckdbBlock() override;

  void append(const Record& record) override;
  void clear() override;
  void suffix_id(std::size_t index, std::string_view suffix) override;

  // The chunks that hold records, in order, with their sizes set.
  std::vector<duckdb_data_chunk> filled();
  std::size_t records() const { return records_; }

 private:
  // One field's column in one chunk.
  struct Leaf {
    Field field;
    FieldKind kind;
    bool never_null;
    void* data;
    std::uint64_t* validity;
  };
  struct Chunk {
    duckdb_data_chunk handle;
    std::vector<Leaf> leaves;
  };
  void add_chunk();
  void prepare(Chunk& chunk);
  void set_text(const Leaf& leaf, idx_t row, std::string_view text);
  void set(const Leaf& leaf, idx_t row, const Record& record);

  RecordType type_;
  std::vector<DuckdbColumn> columns_;
  DuckdbTypes types_;
  idx_t chunk_size_;
  std::vector<Chunk> chunks_;
  std::size_t records_ = 0;
  Arena texts_;
  Buffer json_;
};

}  // namespace sfi
