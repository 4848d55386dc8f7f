#include "input/form_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "input/compound_file.h"
#include "input/folded_text.h"
#include "input/markup_parser.h"
#include "input/sniff.h"

namespace sfi {
namespace {

// A register's page has some hundred values; more are not a form, or one made to harm.
constexpr std::size_t kMaxValues = 16384;
constexpr std::size_t kMaxValueBytes = std::size_t{1} << 20;
constexpr std::size_t kMaxDepth = 512;

// "Party :" -> "Party"
std::string without_colon(std::string label) {
  while (label.ends_with(':') || label.ends_with(' ')) label.pop_back();
  return label;
}

class Form : public MarkupListener {
 public:
  explicit Form(std::string line_break) : line_break_(std::move(line_break)) {}

  std::vector<std::string> labels;
  std::vector<std::string> values;

  void begin(std::string_view element, const Attributes& attributes) override {
    const char* id = attributes.find("id");
    const std::string name = id == nullptr ? "" : id;
    if (element == "br") return end_line();
    if (element == "p" || element == "div") return text(" ");
    if (element == "input") {
      const char* value = attributes.find("value");
      return add(name, value == nullptr ? "" : value);
    }
    if (!is_followed(element)) return;
    if (open_.size() == kMaxDepth) throw DamagedFile("its elements lie more than 512 deep");
    open_.push_back({std::string(element), name, {}, {}});
  }

  // The parser ends what a page leaves open.
  void end(std::string_view element) override {
    if (is_followed(element) && !open_.empty() && open_.back().name == element) close_last();
  }

  void text(std::string_view text) override {
    for (const Element& element : open_) {
      if (element.name == "script" || element.name == "style") return;
    }
    for (Element& element : open_) {
      append_folded(element.text, text);
      if (element.text.size() > kMaxValueBytes) throw DamagedFile("a value holds more than a megabyte");
    }
  }

  void finish() {
    while (!open_.empty()) close_last();
  }

 private:
  struct Element {
    std::string name;
    std::string id;
    std::string text;
    std::vector<std::string> cells;  // of a row
  };

  static bool is_followed(std::string_view element) {
    static constexpr std::array<std::string_view, 10> kFollowed{"span", "a",  "label", "dt",     "dd",
                                                                "tr",   "td", "th",    "script", "style"};
    return std::find(kFollowed.begin(), kFollowed.end(), element) != kFollowed.end();
  }

  void close_last() {
    Element element = std::move(open_.back());
    open_.pop_back();
    trim_end(element.text, line_break_);
    if (element.name == "dt") term_ = without_colon(element.text);
    if (element.name == "dd") add(term_, element.text);
    if (element.name == "tr" && element.cells.size() == 2) add(without_colon(element.cells[0]), element.cells[1]);
    if (element.name == "td" || element.name == "th") give_to_row(element.text);
    add(element.id, std::move(element.text));
  }

  void give_to_row(const std::string& cell) {
    const auto row = std::find_if(open_.rbegin(), open_.rend(), [](const Element& open) { return open.name == "tr"; });
    if (row != open_.rend()) row->cells.push_back(cell);
  }

  void end_line() {
    if (line_break_ == " ") return text(" ");
    for (Element& element : open_) element.text += line_break_;
  }

  void add(std::string label, std::string value) {
    if (label.empty()) return;
    if (labels.size() == kMaxValues) throw DamagedFile(fmt::format("it has more than {} values", kMaxValues));
    labels.push_back(std::move(label));
    values.push_back(std::move(value));
  }

  std::string line_break_;
  std::string term_;
  std::vector<Element> open_;
};

}  // namespace

FormReader::FormReader(std::unique_ptr<ByteSource> source, FieldFormat format, const HeaderRule& header,
                       std::string line_break, const std::string& label) {
  const Encoding encoding = format.encoding;
  set_format(std::move(format));
  const std::string page = read_all(*source, label);
  Form form(std::move(line_break));
  try {
    MarkupParser parser(MarkupParser::Kind::html, form, encoding);
    parser.feed(page, true);
    if (parser.ends_in_comment()) throw DamagedFile("a comment in it ('<!--') never ends");
    form.finish();
  } catch (const DamagedFile& damage) {
    throw Refused(fmt::format("{}: the page cannot be read completely: {}.", label, damage.what()),
                  "Get the page again.");
  }
  HeaderRule rule = header;
  rule.kind = Header::search;
  if (!rule.is_header(form.labels)) {
    refuse_html(page.substr(0, kSniffedBytes), label, fmt::format("; it has no labels {}", rule.wanted()));
  }
  columns_ = std::move(form.labels);
  values_ = std::move(form.values);
  set_used(header);
}

bool FormReader::next(Values& values) {
  if (is_read_) return false;
  is_read_ = true;
  values.texts = std::move(values_);
  values.position = 1;
  return true;
}

}  // namespace sfi
