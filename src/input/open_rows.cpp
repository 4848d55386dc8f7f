#include "input/open_rows.h"

#include <fmt/format.h>

#include "base/error.h"
#include "definition/used_columns.h"
#include "input/access_reader.h"
#include "input/delimited_reader.h"
#include "input/fixed_width_reader.h"
#include "input/form_reader.h"
#include "input/html_reader.h"
#include "input/json_reader.h"
#include "input/xls_reader.h"
#include "input/xlsx_reader.h"

namespace sfi {
namespace {

DelimitedOptions options_of(const Definition& definition, const Table& table, std::size_t block_bytes) {
  const Layout& layout = definition.layout(table.layout);
  DelimitedOptions options;
  options.dialect = layout.dialect;
  options.format.quote = layout.dialect.mode == QuoteMode::raw ? '\0' : layout.dialect.quote;
  options.format.double_quote = layout.dialect.double_quote;
  options.format.escape = layout.dialect.escape;
  options.format.skip_initial_space = layout.dialect.skip_initial_space;
  options.skip_lines = layout.skip_lines;
  options.format.trim = layout.trim;
  options.format.excel_text = layout.excel_text;
  options.format.strip_nul = layout.strip_nul;
  options.format.encoding = layout.encoding;
  options.format.fallback = layout.fallback_encoding;
  options.format.missing_values = layout.missing_values;
  options.header = {layout.header, table.columns, used_columns(definition, table)};
  options.repair = layout.repair;
  options.repair_place = fmt::format("{}:{}", definition.file, layout.repair.origin.line);
  options.aliases = table.aliases;
  options.trailer = layout.trailer;
  options.pad_short_rows = layout.pad_short_rows;
  options.drop_blank_extra = layout.drop_blank_extra;
  options.phantom_column = table.phantom_column;
  options.block_bytes = block_bytes;
  return options;
}

// What the layout's `format` means in terms of content.
bool is_of(Format format, Content content) {
  switch (format) {
    case Format::any:
      return true;
    case Format::text:
      return content == Content::text || content == Content::json || content == Content::html;
    case Format::workbook:
      return content == Content::ole || content == Content::workbook;
    case Format::html:
      return content == Content::html;
    case Format::json:
      return content == Content::json;
    case Format::access:
      return content == Content::access;
  }
  return false;
}

const char* name_of(Format format) {
  switch (format) {
    case Format::text:
      return "a text file";
    case Format::workbook:
      return "an Excel workbook";
    case Format::html:
      return "an HTML page with a table";
    case Format::json:
      return "a JSON file";
    case Format::access:
      return "a Microsoft Access database";
    case Format::any:
      break;
  }
  return "a file with rows";
}

bool has_rows(Content content) {
  return content == Content::text || content == Content::json || content == Content::ole || content == Content::html ||
         content == Content::workbook || content == Content::access;
}

}  // namespace

void check_format(Content content, const Layout& layout, const std::string& label) {
  if (!has_rows(content)) {
    throw Refused(fmt::format("{}: should be a text file, a workbook, a database, JSON or an archive of such "
                              "files, but is {}.",
                              label, describe(content)),
                  is_other_spreadsheet(content) ? "Open it in Excel or LibreOffice and save it as .xlsx." : "");
  }
  if (is_of(layout.format, content)) return;
  throw Refused(fmt::format("{}: should be {}, as the layout '{}' says, but is {}.", label, name_of(layout.format),
                            layout.name, describe(content)),
                "Is it the right file? Otherwise drop 'format' from the layout.");
}

std::unique_ptr<RowReader> open_rows(Content content, std::unique_ptr<ByteSource> bytes, const Definition& definition,
                                     const Table& table, const std::string& label, std::size_t block_bytes) {
  DelimitedOptions options = options_of(definition, table, block_bytes);
  const Layout& layout = definition.layout(table.layout);
  const bool as_text = layout.format == Format::text;
  if (content == Content::ole) {
    return std::make_unique<XlsReader>(std::move(bytes), table.sheet, options.format, options.header, label);
  }
  if (content == Content::json && !as_text) {
    return std::make_unique<JsonReader>(std::move(bytes), options.format, options.header, layout.row_paths, label);
  }
  if (content == Content::html && !as_text) {
    if (layout.label_pairs) {
      return std::make_unique<FormReader>(std::move(bytes), options.format, options.header, layout.line_break, label);
    }
    return std::make_unique<HtmlReader>(std::move(bytes), options.format, options.header, layout.line_break, label);
  }
  const auto& widths = layout.widths;
  if (!widths.empty()) return std::make_unique<FixedWidthReader>(std::move(bytes), widths, options, label);
  return std::make_unique<DelimitedReader>(std::move(bytes), std::move(options), label);
}

std::unique_ptr<RowReader> open_workbook(std::shared_ptr<ZipArchive> archive, const Definition& definition,
                                         const Table& table, const std::string& label, ByteMeter* meter) {
  const DelimitedOptions options = options_of(definition, table, 0);
  return std::make_unique<XlsxReader>(std::move(archive), table.sheet, options.format, options.header, label, meter);
}

std::unique_ptr<RowReader> open_access(const std::string& file, const std::string& name, const Definition& definition,
                                       const Table& table, const std::string& label) {
  const DelimitedOptions options = options_of(definition, table, 0);
  return std::make_unique<AccessReader>(file, name, options.format, options.header, label);
}

}  // namespace sfi
