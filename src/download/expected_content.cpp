#include "download/expected_content.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/lower.h"
#include "input/byte_source.h"
#include "input/sniff.h"
#include "input/zip_archive.h"

namespace sfi {
namespace {

bool fits(const std::string& extension, Content content) {
  if (content == Content::empty || content == Content::html) return false;
  if (extension == ".zip") return content == Content::zip || content == Content::workbook;
  if (extension == ".csv" || extension == ".txt" || extension == ".tsv") return content == Content::text;
  if (extension == ".json") return content == Content::json;
  return true;
}

}  // namespace

void check_content(const std::filesystem::path& path, const std::string& name, const std::string& url) {
  FileSource file(path.string());
  const std::string head = sniffed_head(file);
  const Content content = sniff_content(head);
  if (!fits(lower_extension(name), content)) {
    const std::string title = content == Content::html ? html_title(head) : "";
    throw Refused(fmt::format("{}: the answer is {}{}, not {}.", url, describe(content),
                              title.empty() ? "" : fmt::format(" with the title \"{}\"", title), name),
                  "Open the address in a browser: the agency may have moved the file or may block programs.");
  }
  if (lower_extension(name) != ".zip") return;
  try {
    const ZipArchive archive(path.string());
  } catch (const Refused& error) {
    throw Refused(fmt::format("{}: the answer is a damaged archive: {}", url, error.what()), "Download it again.");
  }
}

}  // namespace sfi
