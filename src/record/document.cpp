#include "record/document.h"

#include <string>
#include <vector>

#include "text/date.h"
#include "text/json_text.h"

namespace sfi {
namespace {

constexpr std::int64_t kSecondsPerDay = 86400;

// A field and the punctuation before its value, rendered once: `,"city":`. A group that ends before
// this field is closed and one that begins is opened by `lead`, also when the value is left out.
struct Piece {
  Field field;
  FieldKind kind;
  std::string lead;  // "}" and/or `,"filer":{`; empty within a group
  std::string key;   // `,"city":` or `"filer_id":` for the first of a group
};

std::vector<Piece> pieces_of(RecordType type) {
  std::vector<Piece> pieces;
  std::string_view group;
  bool first = true;
  for (const FieldInfo& info : fields_of(type)) {
    Piece piece{info.field, info.kind, {}, {}};
    if (info.group != group) {
      if (!group.empty()) piece.lead += '}';
      if (!info.group.empty()) piece.lead += ",\"" + std::string(info.group) + "\":{";
      first = !info.group.empty();
      group = info.group;
    }
    piece.key = (first ? "\"" : ",\"") + std::string(info.name) + "\":";
    first = false;
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

const std::vector<Piece>& pieces(RecordType type) {
  static const std::vector<Piece> contribution = pieces_of(RecordType::contribs);
  static const std::vector<Piece> report = pieces_of(RecordType::reports);
  return type == RecordType::contribs ? contribution : report;
}

void append_moment(Buffer& out, std::int64_t seconds) {
  char text[21];
  text[0] = '"';
  write_iso_datetime(seconds, text + 1);
  text[20] = '"';
  out.append({text, sizeof(text)});
}

void append_extra(Buffer& out, const Record& record) {
  out.push_back('{');
  bool first = true;
  for (const auto& [name, value] : record.extra()) {
    if (!first) out.push_back(',');
    first = false;
    append_json_string(out, name);
    out.push_back(':');
    append_json_string(out, value);
  }
  out.push_back('}');
}

void append_number(Buffer& out, FieldKind kind, std::int64_t number) {
  switch (kind) {
    case FieldKind::date: return append_moment(out, number * kSecondsPerDay);
    case FieldKind::datetime: return append_moment(out, number);
    case FieldKind::money: return append_json_cents(out, number);
    default: return append_json_integer(out, number);
  }
}

}  // namespace

// The first field of every group and of the document is a text and so always present: no key ever
// follows a left-out one as the first.
void append_document(Buffer& out, RecordType type, const Record& record) {
  out.push_back('{');
  for (const Piece& piece : pieces(type)) {
    if (!piece.lead.empty()) out.append(piece.lead);
    if (piece.kind == FieldKind::text) {
      out.append(piece.key);
      append_json_string(out, record.text(piece.field));
    } else if (piece.kind == FieldKind::extra) {
      out.append(piece.key);
      append_extra(out, record);
    } else if (record.has_number(piece.field)) {
      out.append(piece.key);
      append_number(out, piece.kind, record.number(piece.field));
    }
  }
  out.append("}}");
}

}  // namespace sfi
