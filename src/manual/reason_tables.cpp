#include "manual/reason_tables.h"

#include <fmt/format.h>

#include <stdexcept>
#include <string_view>

namespace sfi {
namespace {

constexpr std::string_view kHead = "| Reason | |\n|---|---|\n";

void replace_table(std::string& page, std::string_view section, ReasonClass of) {
  const std::size_t heading = page.find(fmt::format("\n## {}\n", section));
  const std::size_t begin = heading == std::string::npos ? heading : page.find(kHead, heading);
  if (begin == std::string::npos) {
    throw std::runtime_error(fmt::format("the page has no table of reasons in a section '{}'", section));
  }
  std::size_t end = begin + kHead.size();
  while (page.compare(end, 1, "|") == 0) end = page.find('\n', end) + 1;
  page.replace(begin, end - begin, reason_table(of));
}

}  // namespace

std::string reason_table(ReasonClass of) {
  std::string table(kHead);
  for (const ReasonInfo& reason : all_reasons()) {
    if (reason.of == of) table += fmt::format("| `{}` | {} |\n", reason.word, reason.meaning);
  }
  return table;
}

std::string with_reason_tables(std::string page) {
  replace_table(page, "Rejects", ReasonClass::reject);
  replace_table(page, "Skips", ReasonClass::skip);
  replace_table(page, "Repairs", ReasonClass::repair);
  return page;
}

}  // namespace sfi
