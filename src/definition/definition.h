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
  enum class Verb {
    column,       // text of a column
    constant,     // fixed text
    coalesce,     // first of `parts` that is not blank
    concat,       // `parts` that are not blank, with `separator` between them
    codes,        // parts[0] looked up in code table `name`
    choose,       // `parts[i]` of the first `conditions[i]` that holds (an empty one always holds)
    cut,          // capture group 1 of `pattern` in parts[0], blank when it does not match
    lower,        // parts[0] in lower case (ASCII letters)
    upper,        // parts[0] in upper case (ASCII letters)
    from,         // value `value` of the row that join `name` found
    plain,        // parts[0] for comparing names: upper case, letters and digits, single blanks
    strip_zeros,  // parts[0] without leading zeros, for ids that are written in several widths
    file,         // name of the file (and member) that the row came from
    row_hash,     // content hash of the whole row plus an occurrence number: an id where none is given
    date,         // parts[0] read by `formats`; only directly under a date field or `newest_by`
    money,        // parts[0] read as an amount; only directly under a money field
  };
  // What a `codes` verb does with a text that the table does not list (blank stays blank).
  enum class Unknown { reject, blank, keep };

  Verb verb = Verb::constant;
  std::string name;                  // column, code table or join
  std::string value;                 // constant text or value of a join
  std::string separator;             // concat
  std::string pattern;               // cut, an RE2 expression
  std::vector<std::string> formats;  // date
  bool negate = false;               // money: the sign is turned around
  bool lax = false;                  // date: what is no date is blank instead of a reject
  Unknown unknown = Unknown::reject;
  std::vector<Expression> parts;
  std::vector<std::unique_ptr<Condition>> conditions;  // choose; null: always
  Origin origin;
};

struct Condition {
  enum class Test {
    is,       // value is one of `texts`
    blank,    // value is blank
    same_as,  // value equals `other`
    matches,  // `texts[0]` (RE2) is found in the value
    all,      // all of `children` hold
    any,      // one of `children` holds
  };
  Test test = Test::is;
  bool negate = false;  // is_not, blank = false, not
  std::optional<Expression> value;
  std::optional<Expression> other;  // same_as
  std::vector<std::string> texts;
  std::vector<Condition> children;
  Origin origin;
};

// One step of the link chain: the first step whose key is found gives the joined row.
struct JoinStep {
  std::string name;  // for the report of how many rows each step linked
  std::string lookup;
  std::vector<Expression> key;
  std::optional<Condition> when;
  Origin origin;
};

// What is done with a row before its fields are set, in the order of the definition: the first rule
// that drops the row gives the reason it is counted under.
struct Rule {
  enum class Action { skip, join };
  Action action = Action::skip;
  std::string reason;             // skip: counted under this; join: reason when no step matched
  std::optional<Condition> when;  // skip
  std::string name;               // join: what `from` calls it
  std::vector<JoinStep> steps;    // join
  Origin origin;
};

// A file or a pattern of files that the user provides in <input>/<xx>/.
struct InputFile {
  std::string name;
  std::vector<std::string> patterns;  // relative to the state's folder, may contain * and ?
  std::string path;                   // the same for messages: "a.zip or a.csv"
  std::string url;                    // fixed address, with {year} in it for a file of each year; empty: by hand only
  int first_year = 0;                 // of a file of each year
  std::string save_as;                // what a download of `url` is called in the state's folder
  std::string how;                    // steps by hand, a sentence or two
  bool required = true;
  Origin origin;
};

// Where the names of the columns stand: nowhere, in the first row, in the first row when it has most of
// the names in `columns` (detect), or in the first row that has most of the names that the definition
// uses, below lines of a title (search).
enum class Header : std::uint8_t { absent, present, detect, search };

// What a file must be, where the layout says so; otherwise it is told by content.
enum class Format : std::uint8_t { any, text, workbook, html, json, access };

// How records are put together again that the agency broke: see text/record_assembler.h.
struct RepairRules {
  bool join_lines = false;                        // until the record has enough fields ...
  std::uint32_t join_fields = 0;                  // ... which are these; 0: as many as there are columns
  std::string record_start;                       // RE2, found in the first line of every record and in no other
  std::string record_end;                         // RE2, found in the last line of every record and in no other
  bool crlf_only = false;                         // in files whose lines end with CR LF, a lone LF ends no record
  std::vector<std::string> free_text;             // columns that surplus delimiters may belong to
  std::map<std::string, std::string> must_match;  // column -> RE2, for a record without surplus
  bool joins() const { return join_lines || crlf_only || !record_start.empty() || !record_end.empty(); }
};

// How a file is written (the terms are those of the Frictionless Table Dialect).
struct Layout {
  std::string name;
  TextDialect dialect;           // delimiter, quoteChar, doubleQuote, escapeChar, skipInitialSpace, mode
  std::uint32_t skip_lines = 0;  // at the begin of a text file, whatever they hold
  Header header = Header::present;
  bool trim = true;                         // blanks around values are dropped
  bool pad_short_rows = false;              // missing last fields are blank instead of a reject
  bool drop_blank_extra = false;            // blank fields beyond the header are dropped instead of a reject
  std::vector<std::string> missing_values;  // texts that stand for nothing, such as NULL
  bool strip_nul = false;                   // NUL bytes are dropped (and counted) instead of a reject
  Encoding encoding = Encoding::utf8;
  Encoding fallback_encoding = Encoding::windows1252;  // for fields that are not valid UTF-8
  Format format = Format::any;
  std::vector<std::uint32_t> widths;    // of the columns in characters: fixed width text
  std::string trailer;                  // RE2 of the last line, which is no row; its group is the number of rows
  std::vector<std::uint64_t> row_caps;  // an export with exactly so many rows is probably cut off
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
  // Names when there is no header; of several lists the one with as many names as the first row has
  // fields.
  std::vector<std::vector<std::string>> columns;
  std::vector<std::string> optional;  // may be missing: blank then
  std::vector<std::string> ignored;   // columns that nothing reads; when listed, others are noted as new
  std::map<std::string, std::vector<std::string>> aliases;  // column -> other names it had
  std::string phantom_column;                               // named in the header, but left out of every row
  bool required = true;                                     // at least one member must be there
  bool allow_empty = false;                                 // a header without rows is accepted
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

// A table built in pre() that rows are joined to. Its rules may join earlier lookups.
struct Lookup {
  enum class Repeated { first, last, newest, highest, unlinked, error };
  std::string name;
  std::string table;
  std::vector<Rule> rules;
  std::vector<Expression> key;
  Repeated repeated = Repeated::error;
  std::optional<Expression> newest_by;   // a date; ties go to the later row
  std::optional<Expression> highest_by;  // a number; ties go to the later row
  std::vector<NamedExpression> values;
  Origin origin;

  std::vector<std::string> value_names() const;
};

// One of several records that a row holds: fields that differ from the stream's own.
struct RecordSlot {
  std::vector<NamedExpression> fields;
  std::optional<Condition> unused;  // the row has no such record: skipped as "unused_slot"
  Origin origin;
};

// Rows of a table that become records.
struct Stream {
  std::string name;
  std::string table;
  RecordType record = RecordType::contribs;
  bool skip_repeats = false;  // of rows with the same id and the same text only the first is loaded
  std::vector<Rule> rules;
  std::vector<NamedExpression> fields;
  std::vector<RecordSlot> slots;  // empty: a row is one record
  Origin origin;
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

  std::string code;  // "tx"
  std::string state_name;
  std::string agency;
  std::string portal;
  std::string coverage;
  std::vector<std::string> notes;  // what is not covered, what is unsure
  std::vector<Chamber> chambers;

  // Each in the order of the file.
  std::vector<InputFile> inputs;
  std::vector<Layout> layouts;
  std::vector<Table> tables;
  std::vector<CodeTable> code_tables;
  std::vector<Lookup> lookups;
  std::vector<Stream> streams;

  const InputFile& input(const std::string& name) const;
  const Layout& layout(const std::string& name) const;
  const Table& table(const std::string& name) const;
  const Lookup& lookup(const std::string& name) const;
  const CodeTable& code_table(const std::string& name) const;
};

// "states/tx/ingestor.toml:41:9: message", then the line itself and a caret under the column.
std::string located(const Definition& definition, Origin origin, const std::string& message);

}  // namespace sfi
