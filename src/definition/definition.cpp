#include "definition/definition.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "base/error.h"

namespace sfi {
namespace {

// Names were checked when the definition was parsed: a missing one is a bug.
template <typename Part>
const Part& named(const std::vector<Part>& parts, const std::string& name, const char* what) {
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.name == name; });
  if (found == parts.end()) throw RunFailed(fmt::format("There is no {} '{}'.", what, name));
  return *found;
}

std::string_view line_of(std::string_view text, std::uint32_t line) {
  for (std::uint32_t at = 1; at < line; ++at) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

// Spaces up to the column, which counts characters, not bytes. Tabs stay tabs, so that the caret is in place
// whatever the tab width.
std::string indent_to(std::string_view line, std::uint32_t column) {
  std::string result;
  std::uint32_t characters = 1;
  for (const char c : line) {
    if (characters == column) break;
    const bool inside_character = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (inside_character) continue;
    result += c == '\t' ? '\t' : ' ';
    ++characters;
  }
  return result;
}

}  // namespace

std::vector<std::string> Lookup::value_names() const {
  std::vector<std::string> names;
  for (const NamedExpression& value : values) names.push_back(value.name);
  return names;
}

std::vector<const NamedExpression*> Stream::fields_of_slot(std::size_t slot) const {
  static const std::vector<NamedExpression> none;
  const auto& own = slots.empty() ? none : slots[slot].fields;
  std::vector<const NamedExpression*> result;
  for (const NamedExpression& field : fields) {
    const auto same = [&](const NamedExpression& other) { return other.name == field.name; };
    if (std::none_of(own.begin(), own.end(), same)) result.push_back(&field);
  }
  for (const NamedExpression& field : own) result.push_back(&field);
  return result;
}

const Condition* Stream::unused(std::size_t slot) const {
  return slots.empty() || !slots[slot].unused ? nullptr : &*slots[slot].unused;
}

const Layout& Definition::layout(const std::string& name) const {
  return named(layouts, name, "layout");
}

const Table& Definition::table(const std::string& name) const {
  return named(tables, name, "table");
}

const CodeTable& Definition::code_table(const std::string& name) const {
  return named(code_tables, name, "code table");
}

std::vector<std::string> Definition::addtl_members() const {
  constexpr std::string_view kPrefix = "addtl_data.";
  std::set<std::string> members;
  const auto note = [&](const std::vector<NamedExpression>& fields) {
    for (const NamedExpression& field : fields) {
      if (field.name.starts_with(kPrefix)) members.insert(field.name.substr(kPrefix.size()));
    }
  };
  for (const Stream& stream : streams) {
    note(stream.fields);
    for (const RecordSlot& slot : stream.slots) note(slot.fields);
  }
  return {members.begin(), members.end()};
}

std::string located(const Definition& definition, Origin origin, const std::string& message) {
  if (origin.line == 0) return fmt::format("{}: {}", definition.file, message);
  const std::string_view line = line_of(definition.text, origin.line);
  return fmt::format("{}:{}:{}: {}\n  {}\n  {}^", definition.file, origin.line, origin.column, message, line,
                     indent_to(line, origin.column));
}

}  // namespace sfi
