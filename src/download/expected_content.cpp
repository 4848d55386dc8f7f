#include "download/expected_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/error.h"
#include "input/byte_source.h"
#include "input/sniff.h"
#include "input/zip_archive.h"

namespace sfi {
namespace {

std::string head_of(const std::filesystem::path& path) {
  FileSource file(path.string());
  std::string head(kSniffedBytes, '\0');
  std::size_t size = 0;
  while (size < head.size()) {
    const std::size_t count = file.read(head.data() + size, head.size() - size);
    if (count == 0) break;
    size += count;
  }
  head.resize(size);
  return head;
}

std::string extension_of(const std::string& name) {
  std::string extension = std::filesystem::path(name).extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return extension;
}

bool fits(const std::string& extension, Content content) {
  if (content == Content::empty || content == Content::html) return false;
  if (extension == ".zip") return content == Content::zip || content == Content::workbook;
  if (extension == ".csv" || extension == ".txt" || extension == ".tsv") return content == Content::text;
  if (extension == ".json") return content == Content::json;
  return true;
}

}  // namespace

void check_content(const std::filesystem::path& path, const std::string& name, const std::string& url) {
  const std::string head = head_of(path);
  const Content content = sniff_content(head);
  if (!fits(extension_of(name), content)) {
    const std::string title = content == Content::html ? html_title(head) : "";
    throw Refused(fmt::format("{}: the answer is {}{}, not {}.", url, describe(content),
                              title.empty() ? "" : fmt::format(" with the title \"{}\"", title), name),
                  "Open the address in a browser: the agency may have moved the file or keep programs out.");
  }
  if (extension_of(name) != ".zip") return;
  try {
    const ZipArchive archive(path.string());
  } catch (const Refused& error) {
    throw Refused(fmt::format("{}: the answer is a damaged archive: {}", url, error.what()), "Download it again.");
  }
}

}  // namespace sfi
