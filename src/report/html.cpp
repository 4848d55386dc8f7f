#include "report/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "wording/display_width.h"

namespace sfi::html {
namespace {

constexpr double kBarWidth = 1000;
// The names of files and filers come from others, and may have any length.
constexpr std::size_t kLongestCell = 300;

std::string shortened(const std::string& text) {
  return display_width(text) <= kLongestCell ? text : cut_to_width(text, kLongestCell);
}

std::string shown(const Cell& cell) {
  const std::string text = shortened(cell.text);
  return cell.href.empty() ? escaped(text) : link(cell.href, text);
}

std::string bar_svg(double value, double largest) {
  const double width = largest <= 0 ? 0 : std::abs(value) / largest * kBarWidth;
  return fmt::format(
      "<svg class=\"bar{}\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
      "<rect width=\"{:.1f}\" height=\"10\"/></svg>",
      value < 0 ? " minus" : "", width);
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default: {
        const auto byte = static_cast<unsigned char>(c);
        const bool forbidden = (byte < 0x20 && c != '\t' && c != '\n') || byte == 0x7F;
        forbidden ? out += "\xEF\xBF\xBD" : out += c;
      }
    }
  }
  return out;
}

std::string dollars(std::string_view decimal) {
  const bool negative = decimal.starts_with('-');
  std::string digits(negative ? decimal.substr(1) : decimal);
  for (std::size_t i = std::min(digits.find('.'), digits.size()); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return (negative ? "-$" : "$") + digits;
}

std::string percent(double part, double whole) {
  return whole == 0 ? "–" : fmt::format("{:.1f} %", part / whole * 100);
}

Table::Table(std::string caption, std::vector<Column> columns)
    : caption_(std::move(caption)), columns_(std::move(columns)) {}

void Table::add(std::vector<Cell> cells, std::optional<double> bar) {
  rows_.push_back({std::move(cells), bar});
}

std::string Table::classes(std::size_t column) const {
  const bool number = columns_[column].is_number;
  const bool wide = !columns_[column].on_phone;
  if (!number && !wide) return "";
  return fmt::format(" class=\"{}{}{}\"", number ? "n" : "", number && wide ? " " : "", wide ? "wide" : "");
}

std::string Table::str() const {
  double largest = 0;
  for (const Row& row : rows_) largest = std::max(largest, std::abs(row.bar.value_or(0)));
  std::string out = fmt::format(
      "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{0}\"><table>"
      "<caption>{0}</caption><thead><tr>",
      escaped(caption_));
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    out += fmt::format("<th scope=\"col\"{}>{}</th>", classes(i), escaped(columns_[i].name));
  }
  out += "</tr></thead><tbody>\n";
  for (const Row& row : rows_) {
    out += "<tr>";
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const std::string text = shown(row.cells[i]);
      if (i == 0) {
        out +=
            fmt::format("<th scope=\"row\"{}>{}{}</th>", classes(i), text, row.bar ? bar_svg(*row.bar, largest) : "");
      } else {
        out += fmt::format("<td{}>{}</td>", classes(i), text);
      }
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

void Facts::add(std::string_view name, std::string_view text) {
  items_ += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", escaped(name), escaped(text));
}

std::string link(std::string_view href, std::string_view text) {
  return fmt::format("<a href=\"{}\">{}</a>", escaped(href), escaped(text));
}

std::string section(std::string_view id, std::string_view heading, const std::string& body) {
  return fmt::format("<section id=\"{0}\" aria-labelledby=\"{0}-h\"><h2 id=\"{0}-h\">{1}</h2>\n{2}</section>\n", id,
                     escaped(heading), body);
}

std::string paragraph(std::string_view text) {
  return fmt::format("<p>{}</p>\n", escaped(text));
}

std::string details(std::string_view summary, const std::string& body) {
  return fmt::format("<details><summary>{}</summary>\n{}</details>\n", escaped(summary), body);
}

}  // namespace sfi::html
