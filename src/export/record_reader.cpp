#include "export/record_reader.h"

namespace sfi {
namespace {

// Rounds down to the second, also before 1970.
Moment moment_of(duckdb_timestamp timestamp) {
  return std::chrono::floor<std::chrono::seconds>(
      std::chrono::sys_time<std::chrono::microseconds>(std::chrono::microseconds(timestamp.micros)));
}

bool is_valid(std::uint64_t* validity, idx_t row) {
  return validity == nullptr || duckdb_validity_row_is_valid(validity, row);
}

std::string_view text_at(void* data, idx_t row) {
  duckdb_string_t& text = static_cast<duckdb_string_t*>(data)[row];
  return {duckdb_string_t_data(&text), duckdb_string_t_length(text)};
}

}  // namespace

RecordReader::RecordReader(DuckdbConnection& connection, RecordType type, const std::string& sql)
    : stream_(connection, sql), columns_(duckdb_columns(type)) {}

bool RecordReader::next() {
  while (row_ == rows_) {
    const duckdb_data_chunk chunk = stream_.next();
    if (chunk == nullptr) return false;
    find_leaves(chunk);
    rows_ = duckdb_data_chunk_get_size(chunk);
    row_ = 0;
  }
  record_.clear();
  for (const Leaf& leaf : leaves_) read(leaf);
  ++row_;
  return true;
}

void RecordReader::find_leaves(duckdb_data_chunk chunk) {
  leaves_.clear();
  for (idx_t i = 0; i < columns_.size(); ++i) {
    const DuckdbColumn& column = columns_[i];
    const duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, i);
    for (idx_t member = 0; member < column.fields.size(); ++member) {
      const FieldInfo& field = column.fields[member];
      const duckdb_vector leaf = column.is_struct ? duckdb_struct_vector_get_child(vector, member) : vector;
      leaves_.push_back({field.field, field.kind, duckdb_vector_get_data(leaf), duckdb_vector_get_validity(leaf),
                         column.is_struct ? duckdb_vector_get_validity(vector) : nullptr});
    }
  }
}

void RecordReader::read(const Leaf& leaf) {
  if (!is_valid(leaf.group_validity, row_) || !is_valid(leaf.validity, row_)) {
    if (leaf.kind == FieldKind::extra) extra_ = "{}";
    return;
  }
  switch (leaf.kind) {
    case FieldKind::text:
      return record_.set_text(leaf.field, text_at(leaf.data, row_));
    case FieldKind::extra:
      extra_ = text_at(leaf.data, row_);
      return;
    case FieldKind::date:
      return record_.set_number(leaf.field, static_cast<duckdb_date*>(leaf.data)[row_].days);
    case FieldKind::datetime:
      return record_.set_moment(leaf.field, moment_of(static_cast<duckdb_timestamp*>(leaf.data)[row_]));
    default:  // cents of a DECIMAL(14,2), or a BIGINT
      return record_.set_number(leaf.field, static_cast<std::int64_t*>(leaf.data)[row_]);
  }
}

}  // namespace sfi
