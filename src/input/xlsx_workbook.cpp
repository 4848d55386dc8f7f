#include "input/xlsx_workbook.h"

#include <fmt/format.h>

#include <charconv>
#include <cstring>
#include <map>

#include "input/compound_file.h"
#include "input/excel_value.h"
#include "input/sheet_choice.h"

namespace sfi {
namespace {

std::uint32_t number_of(const char* text) {
  std::uint32_t number = 0;
  if (text != nullptr) std::from_chars(text, text + std::strlen(text), number);
  return number;
}

// xl/workbook.xml
struct SheetList : MarkupListener {
  std::vector<SheetEntry> sheets;
  std::vector<std::string> ids;
  bool from_1904 = false;
  bool is_to_be_computed = false;

  static bool is_true(const char* value) {
    return value != nullptr && (std::string_view(value) == "1" || std::string_view(value) == "true");
  }

  void begin(std::string_view element, const Attributes& attributes) override {
    if (element == "workbookPr") {
      from_1904 = is_true(attributes.find("date1904"));
    } else if (element == "calcPr") {
      is_to_be_computed = is_true(attributes.find("fullCalcOnLoad"));
    } else if (element == "sheet") {
      const char* name = attributes.find("name");
      const char* id = attributes.find("id");
      const char* state = attributes.find("state");
      const bool hidden = state != nullptr && std::string_view(state) != "visible";
      sheets.push_back({name == nullptr ? "" : name, hidden});
      ids.emplace_back(id == nullptr ? "" : id);
    }
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

// xl/_rels/workbook.xml.rels: which member has which part.
struct Relations : MarkupListener {
  std::map<std::string, std::string> by_id;
  std::map<std::string, std::string> by_type;  // the last word of the type

  void begin(std::string_view element, const Attributes& attributes) override {
    const char* id = attributes.find("Id");
    const char* type = attributes.find("Type");
    const char* target = attributes.find("Target");
    if (element != "Relationship" || id == nullptr || type == nullptr || target == nullptr) return;
    const std::string path = target[0] == '/' ? std::string(target + 1) : "xl/" + std::string(target);
    const std::string_view whole = type;
    by_id[id] = path;
    by_type[std::string(whole.substr(whole.rfind('/') + 1))] = path;
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

// xl/styles.xml
struct Styles : MarkupListener {
  std::map<std::uint32_t, bool> own_formats;
  std::vector<bool> shows_date;
  bool in_cells = false;

  void begin(std::string_view element, const Attributes& attributes) override {
    if (element == "numFmt") {
      const char* code = attributes.find("formatCode");
      own_formats[number_of(attributes.find("numFmtId"))] = code != nullptr && is_date_format(std::string_view(code));
    } else if (element == "cellXfs") {
      in_cells = true;
    } else if (element == "xf" && in_cells) {
      const std::uint32_t format = number_of(attributes.find("numFmtId"));
      const auto own = own_formats.find(format);
      shows_date.push_back(own == own_formats.end() ? is_date_format(format) : own->second);
    }
  }
  void end(std::string_view element) override {
    if (element == "cellXfs") in_cells = false;
  }
  void text(std::string_view) override {}
};

// xl/sharedStrings.xml. Of a text in several runs the runs are joined; how it is pronounced (rPh) is
// left out.
struct SharedTexts : MarkupListener {
  std::vector<std::string> texts;
  std::size_t bytes = 0;
  bool in_text = false;
  bool in_phonetic = false;

  void begin(std::string_view element, const Attributes&) override {
    if (element == "si") {
      texts.emplace_back();
      bytes += sizeof(std::string);
    }
    if (element == "rPh") in_phonetic = true;
    if (element == "t") in_text = !in_phonetic && !texts.empty();
  }
  void end(std::string_view element) override {
    if (element == "rPh") in_phonetic = false;
    if (element == "t") in_text = false;
  }
  void text(std::string_view text) override {
    if (!in_text) return;
    texts.back() += text;
    bytes += text.size();
    if (bytes > XlsxWorkbook::kMaxSharedBytes) {
      throw DamagedFile(fmt::format("its shared texts are larger than {} MiB", XlsxWorkbook::kMaxSharedBytes >> 20));
    }
  }
};

}  // namespace

void parse_member(ZipArchive& archive, const std::string& name, MarkupListener& listener) {
  const ZipMember* member = archive.find(name);
  if (member == nullptr) throw DamagedFile(fmt::format("its part '{}' is missing", name));
  const auto bytes = archive.open(*member);
  MarkupParser parser(MarkupParser::Kind::xml, listener);
  std::vector<char> block(std::size_t{64} << 10);
  for (std::size_t count = block.size(); count == block.size();) {
    count = bytes->read(block.data(), block.size());
    parser.feed({block.data(), count}, count < block.size());
  }
}

XlsxWorkbook::XlsxWorkbook(ZipArchive& archive, const std::string& wanted) {
  SheetList list;
  parse_member(archive, "xl/workbook.xml", list);
  from_1904 = list.from_1904;
  is_to_be_computed = list.is_to_be_computed;
  Relations relations;
  parse_member(archive, "xl/_rels/workbook.xml.rels", relations);
  const std::size_t chosen = choose_sheet(list.sheets, wanted);
  sheet = relations.by_id[list.ids[chosen]];
  sheet_name = list.sheets[chosen].name;
  other_sheets = sheets_beside(list.sheets, wanted, chosen);
  if (relations.by_type.contains("styles")) {
    Styles styles;
    parse_member(archive, relations.by_type["styles"], styles);
    shows_date = std::move(styles.shows_date);
  }
  if (relations.by_type.contains("sharedStrings")) {
    SharedTexts shared;
    parse_member(archive, relations.by_type["sharedStrings"], shared);
    texts = std::move(shared.texts);
  }
}

}  // namespace sfi
