// Building blocks of a page. Every text from the data goes through escaped().
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sfi::html {

// For text and quoted attributes. Control characters, which HTML forbids, become U+FFFD.
std::string escaped(std::string_view text);

// A DuckDB decimal, exact: "-1234567.50" -> "-$1,234,567.50".
std::string dollars(std::string_view decimal);
// "12.3 %"; an en dash if `whole` is 0.
std::string percent(double part, double whole);

// A link; `href` and `text` are escaped here.
std::string link(std::string_view href, std::string_view text);

// The text of a cell, and where it leads to, if anywhere.
struct Cell {
  Cell(std::string words) : text(std::move(words)) {}  // NOLINT(google-explicit-constructor)
  Cell(const char* words) : text(words) {}             // NOLINT(google-explicit-constructor)
  Cell(std::string words, std::string address) : text(std::move(words)), href(std::move(address)) {}
  std::string text;
  std::string href;
};

// A table that doubles as a chart: the first column can have a bar under each label.
class Table {
 public:
  struct Column {
    std::string name;
    bool is_number = true;
    bool on_phone = true;  // false: hidden on narrow screens
  };
  Table(std::string caption, std::vector<Column> columns);

  // Cells are texts, escaped here. `bar`: the value of the bar, in any unit.
  void add(std::vector<Cell> cells, std::optional<double> bar = {});
  bool empty() const { return rows_.empty(); }
  std::string str() const;

 private:
  struct Row {
    std::vector<Cell> cells;
    std::optional<double> bar;
  };
  std::string classes(std::size_t column) const;

  std::string caption_;
  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

// The figures at the top of a page.
class Facts {
 public:
  void add(std::string_view name, std::string_view text);
  std::string str() const { return "<dl class=\"facts\">" + items_ + "</dl>\n"; }

 private:
  std::string items_;
};

// A section with a heading; `body` is HTML.
std::string section(std::string_view id, std::string_view heading, const std::string& body);
// A paragraph of plain text.
std::string paragraph(std::string_view text);
// A section that is collapsed until the reader opens it.
std::string details(std::string_view summary, const std::string& body);

}  // namespace sfi::html
