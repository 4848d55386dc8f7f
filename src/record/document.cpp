#include "record/document.h"

#include <array>
#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "text/date.h"
#include "text/json_text.h"

namespace sfi {
namespace {

// Names and punctuation, rendered once. The whole buffer is copied, which takes one or two instructions; the excess is
// overwritten by what follows.
class Fixed {
 public:
  explicit Fixed(std::string_view text) : size_(text.size()) {
    if (size_ > kCapacity) throw std::length_error("a name of the schema is too long: " + std::string(text));
    text.copy(bytes_.data(), size_);
  }
  static constexpr std::size_t kCapacity = 32;
  std::size_t size() const { return size_; }
  char* write(char* out) const {
    std::memcpy(out, bytes_.data(), kCapacity);
    return out + size_;
  }

 private:
  std::array<char, kCapacity> bytes_{};
  std::size_t size_;
};

// A field and the text before its value: `,"city":`. `lead` closes a group that ends before this field and opens one
// that begins, even if the value is left out.
struct Piece {
  Field field;
  FieldKind kind;
  Fixed lead;  // `}` and/or `,"filer":{`; empty within a group, and if `key` includes it
  Fixed key;   // `,"city":`, or `"filer_id":` for the first of a group
};

std::vector<Piece> pieces_of(RecordType type) {
  std::vector<Piece> pieces;
  std::string_view group;
  bool first = true;
  for (const FieldInfo& info : fields_of(type)) {
    std::string lead;
    if (info.group != group) {
      if (!group.empty()) lead += '}';
      if (!info.group.empty()) lead += ",\"" + std::string(info.group) + "\":{";
      first = !info.group.empty();
      group = info.group;
    }
    std::string key = (first ? "\"" : ",\"") + std::string(info.name) + "\":";
    first = false;
    const bool is_always_there = info.kind == FieldKind::text || info.kind == FieldKind::extra;
    if (is_always_there) key = std::exchange(lead, {}) + key;
    pieces.push_back({info.field, info.kind, Fixed(lead), Fixed(key)});
  }
  return pieces;
}

const std::vector<Piece>& pieces(RecordType type) {
  static const std::vector<Piece> contribution = pieces_of(RecordType::contribs);
  static const std::vector<Piece> report = pieces_of(RecordType::reports);
  return type == RecordType::contribs ? contribution : report;
}

char* write_moment(char* out, Moment moment) {
  *out++ = '"';
  write_iso_datetime(moment, out);
  out += 19;
  *out++ = '"';
  return out;
}

char* write_extra(char* out, const Record& record) {
  *out++ = '{';
  bool first = true;
  for (const auto& [name, value] : record.extra()) {
    if (!first) *out++ = ',';
    first = false;
    out = write_json_string(out, name);
    *out++ = ':';
    out = write_json_string(out, value);
  }
  *out++ = '}';
  return out;
}

char* write_number(char* out, Field field, FieldKind kind, const Record& record) {
  switch (kind) {
    case FieldKind::date:
      return write_moment(out, record.day(field));
    case FieldKind::datetime:
      return write_moment(out, record.moment(field));
    case FieldKind::money:
      return write_json_cents(out, record.cents(field));
    default:
      return write_json_integer(out, record.number(field));
  }
}

// An upper bound of the document's length.
std::size_t max_size(const std::vector<Piece>& pieces, const Record& record) {
  std::size_t size = 3 + Fixed::kCapacity;
  for (const Piece& piece : pieces) {
    size += piece.lead.size() + piece.key.size() + kMaxJsonNumber;
    if (piece.kind == FieldKind::text) size += max_json_string(record.text(piece.field));
  }
  for (const auto& [name, value] : record.extra()) size += max_json_string(name) + max_json_string(value) + 2;
  return size;
}

}  // namespace

// The first field of the document and of every group is a text, which is always present, so the first key is never
// left out.
void append_document(Buffer& buffer, RecordType type, const Record& record) {
  const std::vector<Piece>& all = pieces(type);
  buffer.reserve(buffer.size() + max_size(all, record));
  char* out = buffer.data() + buffer.size();
  *out++ = '{';
  for (const Piece& piece : all) {
    if (piece.lead.size() != 0) out = piece.lead.write(out);
    if (piece.kind == FieldKind::text) {
      out = write_json_string(piece.key.write(out), record.text(piece.field));
    } else if (piece.kind == FieldKind::extra) {
      out = write_extra(piece.key.write(out), record);
    } else if (record.has_number(piece.field)) {
      out = write_number(piece.key.write(out), piece.field, piece.kind, record);
    }
  }
  *out++ = '}';
  *out++ = '}';
  buffer.set_size(static_cast<std::size_t>(out - buffer.data()));
}

}  // namespace sfi
