// A file of any kind, layer by layer to its rows. Input: how it is wrapped (0 not, 1 in a zip, 2 in a zip
// in a zip, 3 gzip, 4 gzip in a zip), format that the layout asks for, then the bytes.
#include "base/error.h"
#include "containers.h"
#include "definition/parse.h"
#include "fuzzing.h"
#include "input/part_finder.h"
#include "input/same_file.h"

namespace sfi::fuzz {
namespace {

constexpr std::string_view kDefinition = R"(
[state]
language = 1
code = "zz"
name = "Zembla"
agency = "Office"
[input.data]
path = "*"
how = "Ask."
[layout.data]
header = "search"
FORMAT
[table.data]
input = "data"
layout = "data"
[stream.contributions]
record = "contribs"
table = "data"
[stream.contributions.set]
contribution_id = { row_hash = true }
contribution_date = { date = "%Y-%m-%d", of = "Date" }
amount = "Amount"
kind = { text = "monetary" }
name = "Name"
"filer.filer_id" = { text = "1" }
)";

Definition definition(std::string_view format) {
  std::string text(kDefinition);
  const std::string line = format.empty() ? std::string() : "format = \"" + std::string(format) + "\"";
  text.replace(text.find("FORMAT"), 6, line);
  return parse_definition(text, "fuzzed.toml");
}

std::string wrapped(std::size_t how, std::string_view bytes) {
  switch (how) {
    case 1:
      return zip_of({{"folder/list.csv", bytes}, {"empty.csv", ""}});
    case 2:
      return zip_of({{"inner.zip", zip_of({{"list.csv", bytes}})}});
    case 3:
      return gzip_of(bytes);
    case 4:
      return zip_of({{"list.csv.gz", gzip_of(bytes)}});
    default:
      return std::string(bytes);
  }
}

}  // namespace
}  // namespace sfi::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  static const Definition definitions[] = {definition(""), definition("text"), definition("json")};
  Input input(data, size);
  const std::size_t how = input.choice(5);
  const Definition& definition = definitions[input.choice(std::size(definitions))];
  // Databases have a target of their own.
  if (sniff_content(input.rest()) == Content::access) return -1;
  const File file(wrapped(how, input.rest()));
  try {
    PartFinder finder(definition);
    std::vector<Part> parts;
    finder.find(definition.tables.front(), definition.inputs.front(), file.path(), "given.dat", parts);
    refuse_packed_and_unpacked(parts);
    for (const Part& part : parts) read_rows(*part.open(std::size_t{1} << 16));
  } catch (const Error&) {
  }
  return 0;
}
