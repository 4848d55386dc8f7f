// A state's definition as the user wrote it: states/<xx>/ingestor.toml, validated, not yet bound to
// any file. Every part keeps its place in the text, so that a mistake found later (a renamed column)
// can name the line to change. The language is described in docs/definition-reference.md.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/units.h"
#include "definition/about_state.h"
#include "definition/verbs.h"
#include "record/schema.h"
#include "text/decode.h"
#include "text/splitter.h"

namespace sfi {

// Place in the definition file, 1-based; 0 when unknown.
struct Origin {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

struct Condition;

// How a value is made from a row. A plain string in the definition is a column's name.
struct Expression {
  // What happens to a text that a code table does not list or that is not a date (blank stays blank).
  enum class Otherwise : std::uint8_t { reject, blank, keep, meaning };
  // Of an American address in one line.
  enum class AddressPart : std::uint8_t { street, city, state, zip };
  // What happens to the sign of an amount.
  enum class Sign : std::uint8_t { as_filed, negated, negative };

  Verb verb = Verb::text;
  // The arguments; which of them a verb has is in the table of verbs.
  std::string name;
  std::string text;
  std::vector<std::string> formats;
  std::optional<Day> earliest;  // of a date; another is not accepted
  std::optional<Day> latest;
  Sign sign = Sign::as_filed;
  AddressPart address_part = AddressPart::street;
  Otherwise otherwise = Otherwise::reject;
  std::string meaning;  // of unlisted codes, if `otherwise` is one
  std::vector<Expression> operands;
  std::vector<std::unique_ptr<Condition>> conditions;  // of choices, one for each operand; null: always
  Origin origin;
};

struct Condition {
  enum class Test {
    is,        // value is one of `texts`, where "" is a blank
    same_as,   // value equals `other`: `is` with a value
    compares,  // value is a number or date that is `comparison` to `texts[0]` or `other`; a blank never is
    matches,   // `texts[0]` (RE2) is found in the value
    all,       // all of `children` hold
    any,       // one of `children` holds
  };
  enum class Comparison : std::uint8_t { below, at_most, above, at_least };
  Test test = Test::is;
  Comparison comparison = Comparison::below;
  bool negate = false;  // is_not, not
  std::optional<Expression> value;
  std::optional<Expression> other;  // same_as, compares
  std::vector<std::string> texts;
  std::vector<Condition> children;
  Origin origin;
};

// One step of the link chain: the first step whose key is found gives the joined row.
struct JoinStep {
  std::string name;  // for the report of how many rows each step linked
  std::string lookup;
  std::vector<Expression> key;
  // In a lookup with an order: the last row at or before the value `at`, or the first at or after it.
  enum class Direction : std::uint8_t { at_or_before, at_or_after };
  std::optional<Expression> at;
  Direction direction = Direction::at_or_before;
  std::optional<Condition> when;
  Origin origin;
};

// What happens to a row before its fields are set, in the order of the definition. A dropped row is counted
// under the reason of the first rule that drops it.
struct Rule {
  enum class Action { skip, join, reject };
  Action action = Action::skip;
  std::string reason;             // skip, reject: counted under this; join: reason when no step matched
  bool unlinked = false;          // the filer of a row that this rule drops is listed as unlinked
  std::optional<Condition> when;  // skip, reject
  std::string name;               // join: what `from` calls it
  std::vector<JoinStep> steps;    // join
  Origin origin;
};

// A file or a pattern of files that the user provides in <input>/<xx>/.
struct InputFile {
  std::string name;
  std::vector<std::string> patterns;  // relative to the state's folder, may contain * and ?
  std::string path;                   // the patterns in messages: "a.zip or a.csv"
  std::string url;                    // fixed address, with {year} if there is a file per year; empty: by hand only
  int first_year = 0;                 // if there is a file per year
  std::string save_as;                // what a download of `url` is called in the state's folder
  std::string how;                    // the manual steps, a sentence or two
  bool required = true;
  Origin origin;
};

// Where the column names are: nowhere, in the first row, in the first row if it has most of the names in
// `columns` (detect), or in the first row with most of the names that the definition uses, below title
// lines (search).
enum class Header : std::uint8_t { absent, present, detect, search };

// The format a file must have if the layout names one; otherwise it is detected from the content.
enum class Format : std::uint8_t { any, text, workbook, html, json, access };

// The first match in a line (RE2) is replaced by a text, where \1 is what its first group matched.
struct LineEdit {
  std::string pattern;
  std::string replacement;
};

// How broken records are reassembled: see text/record_assembler.h.
struct RepairRules {
  bool join_lines = false;                        // until the record has `join_fields` fields
  std::uint32_t join_fields = 0;                  // 0: as many as there are columns
  std::string record_start;                       // RE2, matches the first line of every record and no other
  std::string record_end;                         // RE2, matches the last line of every record and no other
  bool crlf_only = false;                         // if lines end with CR LF, a lone LF does not end a record
  std::vector<std::string> free_text;             // columns that surplus delimiters may belong to
  std::map<std::string, std::string> must_match;  // column -> RE2, for a record without surplus
  std::vector<LineEdit> edit_lines;               // before a line is split
  Origin origin;
  bool joins() const { return join_lines || crlf_only || !record_start.empty() || !record_end.empty(); }
};

// How a file is written (the terms are those of the Frictionless Table Dialect).
struct Layout {
  std::string name;
  TextDialect dialect;           // delimiter, quote_char, double_quote, escape_char, skip_initial_space, mode
  std::uint32_t skip_lines = 0;  // at the beginning of a text file, whatever they hold
  Header header = Header::present;
  bool trim = true;                         // spaces around values are removed
  bool pad_short_rows = false;              // missing trailing fields are blank; otherwise the row is rejected
  bool drop_blank_extra = false;            // blank fields beyond the header are dropped; otherwise the row is rejected
  std::vector<std::string> missing_values;  // texts that mean blank, such as NULL
  bool excel_text = false;                  // ="00501" means 00501
  bool strip_nul = false;                   // NUL bytes are removed and counted; otherwise the row is rejected
  Encoding encoding = Encoding::utf8;
  Encoding fallback_encoding = Encoding::windows1252;  // for fields that are not valid UTF-8
  Format format = Format::any;
  std::vector<std::uint32_t> widths;    // of the columns, in characters: fixed-width text
  std::vector<std::string> row_paths;   // JSON: names of the members that lead to rows, with dots between
  bool label_pairs = false;             // HTML: labels and values of the whole page are one row
  std::string line_break = " ";         // HTML: what a <br> in a cell is read as
  std::string trailer;                  // RE2 of the last line, which is not a row; its group is the number of rows
  std::vector<std::uint64_t> row_caps;  // an export with exactly this many rows is probably cut off
  RepairRules repair;
  Origin origin;
};

// Rows with named columns: an input (or the members of an archive) read by a layout.
struct Table {
  std::string name;
  std::string input;
  std::string members;  // RE2 for the whole member name; empty: the input itself
  std::string layout;
  std::string sheet;  // of a workbook: its name, or its number from 1; empty: the first
  // Names if there is no header. Of several lists the one with as many names as the first row has fields is used.
  std::vector<std::vector<std::string>> columns;
  std::vector<std::string> optional;  // may be missing: blank then
  // Columns that nothing reads; if given, even without any, other columns are noted as new.
  std::optional<std::vector<std::string>> ignored;
  std::map<std::string, std::vector<std::string>> aliases;  // column -> its other names
  std::string phantom_column;                               // in the header, but missing from every row
  std::map<std::string, std::string> must_match;            // column -> RE2; a row with another value is rejected
  Origin must_match_origin;
  bool required = true;      // at least one member must exist
  bool allow_empty = false;  // a header without rows is accepted
  Origin origin;
};

struct CodeTable {
  std::string name;
  std::map<std::string, std::string> codes;
  Origin origin;
};

struct NamedExpression {
  std::string name;  // value of a lookup, document path or "addtl_data.<name>"
  Expression expression;
  Origin origin;
};

// A table that rows are joined to, built in pre(). Its rules may join earlier lookups.
struct Lookup {
  enum class Repeated { first, last, newest, highest, most_frequent, unlinked, error };
  // What becomes of a key for which the rule above chooses several rows with different values.
  enum class Ties { later, unlinked, error };
  std::string name;
  std::string table;
  std::vector<Rule> rules;
  std::vector<Expression> key;
  Repeated repeated = Repeated::error;
  std::optional<Expression> rank;  // newest: a date, highest: a number
  Ties ties = Ties::later;         // newest, highest, most_frequent
  // Rows of one key are kept apart by this day or number; a step finds one of them by its `at`.
  std::optional<Expression> ordered_by;
  std::optional<Expression> until;  // the last day or number that the row holds for
  std::vector<NamedExpression> values;
  Origin origin;

  std::vector<std::string> value_names() const;
};

// One of several records in a row: the fields that differ from the stream's own.
struct RecordSlot {
  std::vector<NamedExpression> fields;
  std::optional<Condition> unused;  // the row has no such record: skipped as "unused_slot"
  Origin origin;
};

// Which of the rows of a stream that have the same key count.
struct Versions {
  enum class Repeated { error, first, last, newest, highest, last_file, most_per_file };
  Repeated repeated = Repeated::error;
  std::vector<Expression> key;     // empty (most_per_file only): everything that is loaded but a hash as id
  std::optional<Expression> rank;  // newest: a date, highest: a number; on a tie the later row wins
  Origin origin;
};

// Rows that are not records themselves, but delete one each.
struct Deletions {
  Condition when;
  std::vector<Expression> key;      // of a row for which `when` holds
  std::vector<Expression> row_key;  // of the other rows: the first that has the key is deleted
  Origin origin;
};

// The least share of a stream's records that have a value in a field.
struct ExpectedShare {
  Field field = Field::amount;
  unsigned percent = 100;
  Origin origin;
};

// Rows of a table that become records.
struct Stream {
  std::string name;
  std::string table;
  RecordType record = RecordType::contribs;
  bool skip_repeats = false;  // of rows with the same id and text only the first is loaded
  std::vector<Rule> rules;
  std::vector<NamedExpression> fields;
  std::vector<RecordSlot> slots;  // empty: a row is one record
  std::optional<Versions> versions;
  std::optional<Deletions> deletions;
  std::vector<ExpectedShare> expected;
  Origin origin;

  // Records in a row.
  std::size_t slot_count() const { return slots.empty() ? 1 : slots.size(); }
  // The stream's own fields, with those that the slot sets replaced by the slot's.
  std::vector<const NamedExpression*> fields_of_slot(std::size_t slot) const;
  // The condition under which the row has no such record; null: it always has one.
  const Condition* unused(std::size_t slot) const;
};

struct Chamber {
  std::string code;  // lower, upper, unicameral
  std::string name;
  int seats = 0;
};

struct Definition {
  std::string file;  // as shown in messages: "states/tx/ingestor.toml"
  std::string text;  // the whole file, for messages with the line in question
  std::string hash;  // XXH3-128 of the text, hex

  std::string code;          // "tx"
  bool ignore_case = false;  // `is`, `matches`, `extract` and code tables take a and A as the same (ASCII letters)
  std::string state_name;
  AboutState about;
  std::vector<Chamber> chambers;

  // Each in the order of the file.
  std::vector<InputFile> inputs;
  std::vector<Layout> layouts;
  std::vector<Table> tables;
  std::vector<CodeTable> code_tables;
  std::vector<Lookup> lookups;
  std::vector<Stream> streams;

  std::vector<std::string> unused_sections;  // messages with their place, for `check` and `ingest` to show

  const Layout& layout(const std::string& name) const;
  const Table& table(const std::string& name) const;
  const CodeTable& code_table(const std::string& name) const;

  // The names that can occur in addtl_data, sorted, without duplicates.
  std::vector<std::string> addtl_members() const;
};

inline const Layout& layout_of(const Definition& definition, const std::string& table) {
  return definition.layout(definition.table(table).layout);
}

// "states/tx/ingestor.toml:41:9: message", then the line and a caret under the column.
std::string located(const Definition& definition, Origin origin, const std::string& message);

}  // namespace sfi
