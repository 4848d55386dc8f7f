// Workbooks. Input: header rule, then the parts xl/workbook.xml, its relations, styles, shared texts and the
// sheet, parted by lines "----".
#include "input/xlsx_reader.h"

#include "base/error.h"
#include "containers.h"
#include "fuzzing.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  Input input(data, size);
  const HeaderRule header = header_of(input.choice(kHeaders));
  constexpr std::string_view parting = "\n----\n";
  Members members{{"[Content_Types].xml", "<Types/>"}};
  std::string_view left = input.rest();
  for (const char* name : {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml",
                           "xl/worksheets/sheet1.xml"}) {
    const std::size_t end = std::min(left.find(parting), left.size());
    members.emplace_back(name, left.substr(0, end));
    left.remove_prefix(std::min(end + parting.size(), left.size()));
  }
  const File file(zip_of(members));
  try {
    XlsxReader reader(std::make_shared<ZipArchive>(file.path()), "", {}, header, "fuzzed");
    read_rows(reader);
  } catch (const Error&) {
  }
  return 0;
}
