#include "sink/duckdb/duckdb_block.h"

#include <cstring>
#include <new>

#include "text/json_text.h"

namespace sfi {
namespace {

constexpr std::size_t kInlined = 12;

void set_null(std::uint64_t* validity, idx_t row) {
  validity[row / 64] &= ~(std::uint64_t{1} << (row % 64));
}

void write_extra(const Record& record, Buffer& json) {
  json.clear();
  json.push_back('{');
  for (const auto& [name, value] : record.extra()) {
    if (json.size() > 1) json.push_back(',');
    append_json_string(json, name);
    json.push_back(':');
    append_json_string(json, value);
  }
  json.push_back('}');
}

}  // namespace

DuckdbBlock::DuckdbBlock(RecordType type)
    : type_(type), columns_(duckdb_columns(type)), types_(type), chunk_size_(duckdb_vector_size()) {}

DuckdbBlock::~DuckdbBlock() {
  for (Chunk& chunk : chunks_) duckdb_destroy_data_chunk(&chunk.handle);
}

void DuckdbBlock::add_chunk() {
  duckdb_data_chunk chunk = duckdb_create_data_chunk(types_.data(), types_.size());
  if (chunk == nullptr) throw std::bad_alloc();
  chunks_.push_back({chunk, {}});
  prepare(chunks_.back());
}

// Looks up where the columns of a fresh or emptied chunk lie.
void DuckdbBlock::prepare(Chunk& chunk) {
  chunk.leaves.clear();
  for (idx_t i = 0; i < columns_.size(); ++i) {
    const DuckdbColumn& column = columns_[i];
    duckdb_vector vector = duckdb_data_chunk_get_vector(chunk.handle, i);
    for (idx_t member = 0; member < column.fields.size(); ++member) {
      const FieldInfo& field = column.fields[member];
      duckdb_vector leaf = column.is_struct ? duckdb_struct_vector_get_child(vector, member) : vector;
      duckdb_vector_ensure_validity_writable(leaf);
      std::uint64_t* validity = duckdb_vector_get_validity(leaf);
      if (validity == nullptr) throw std::bad_alloc();
      std::memset(validity, 0xFF, chunk_size_ / 8);
      const bool never_null = field.field == id_field(type_) || field.kind == FieldKind::extra;
      chunk.leaves.push_back({field.field, field.kind, never_null, duckdb_vector_get_data(leaf), validity});
    }
  }
}

void DuckdbBlock::append(const Record& record) {
  const idx_t row = records_ % chunk_size_;
  const std::size_t index = records_ / chunk_size_;
  if (index == chunks_.size()) add_chunk();
  for (const Leaf& leaf : chunks_[index].leaves) set(leaf, row, record);
  ++records_;
}

void DuckdbBlock::set(const Leaf& leaf, idx_t row, const Record& record) {
  if (leaf.kind == FieldKind::text) return set_text(leaf, row, record.text(leaf.field));
  if (leaf.kind == FieldKind::extra) {
    write_extra(record, json_);
    return set_text(leaf, row, json_.view());
  }
  if (!record.has_number(leaf.field)) return set_null(leaf.validity, row);
  const std::int64_t number = record.number(leaf.field);
  switch (leaf.kind) {
    case FieldKind::date:
      static_cast<duckdb_date*>(leaf.data)[row].days = static_cast<std::int32_t>(number);
      break;
    case FieldKind::datetime:
      static_cast<duckdb_timestamp*>(leaf.data)[row].micros = number * 1'000'000;
      break;
    default:  // cents of a DECIMAL(14,2), or a BIGINT
      static_cast<std::int64_t*>(leaf.data)[row] = number;
      break;
  }
}

void DuckdbBlock::set_text(const Leaf& leaf, idx_t row, std::string_view text) {
  if (text.empty() && !leaf.never_null) return set_null(leaf.validity, row);
  duckdb_string_t& target = static_cast<duckdb_string_t*>(leaf.data)[row];
  target.value.inlined.length = static_cast<std::uint32_t>(text.size());
  if (text.size() <= kInlined) {
    std::memset(target.value.inlined.inlined, 0, kInlined);
    if (!text.empty()) std::memcpy(target.value.inlined.inlined, text.data(), text.size());
    return;
  }
  const std::string_view copy = texts_.copy(text);
  std::memcpy(target.value.pointer.prefix, copy.data(), sizeof(target.value.pointer.prefix));
  // The API's struct has a pointer to mutable bytes; DuckDB only reads them.
  target.value.pointer.ptr = const_cast<char*>(copy.data());
}

void DuckdbBlock::suffix_id(std::size_t index, std::string_view suffix) {
  const Chunk& chunk = chunks_[index / chunk_size_];
  const idx_t row = index % chunk_size_;
  for (const Leaf& leaf : chunk.leaves) {
    if (leaf.field != id_field(type_)) continue;
    duckdb_string_t& id = static_cast<duckdb_string_t*>(leaf.data)[row];
    const std::string_view text(duckdb_string_t_data(&id), duckdb_string_t_length(id));
    set_text(leaf, row, std::string(text) + std::string(suffix));
  }
}

std::vector<duckdb_data_chunk> DuckdbBlock::filled() {
  std::vector<duckdb_data_chunk> chunks;
  for (std::size_t i = 0; i * chunk_size_ < records_; ++i) {
    const std::size_t left = records_ - i * chunk_size_;
    duckdb_data_chunk_set_size(chunks_[i].handle, left < chunk_size_ ? left : chunk_size_);
    chunks.push_back(chunks_[i].handle);
  }
  return chunks;
}

void DuckdbBlock::clear() {
  for (std::size_t i = 0; i * chunk_size_ < records_; ++i) {
    duckdb_data_chunk_reset(chunks_[i].handle);
    prepare(chunks_[i]);
  }
  records_ = 0;
  texts_.reset();
}

}  // namespace sfi
