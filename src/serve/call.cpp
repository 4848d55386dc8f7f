#include "serve/call.h"

#include <fmt/format.h>

namespace sfi {

Response html_response(const std::string& page) {
  return {200, "text/html; charset=utf-8", page, {}};
}

Response text_response(std::string_view type, std::string_view body) {
  return {200, std::string(type), std::string(body), {}};
}

Response table_response(const DataTable& table, const Call& call) {
  if (call.form == Form::csv) return text_response("text/csv; charset=utf-8", csv_of(table));
  rapidjson::StringBuffer text;
  JsonWriter json(text);
  write_rows(json, table);
  return text_response("application/json", {text.GetString(), text.GetSize()});
}

std::string candidate_path(const std::string& state, const std::string& key) {
  return fmt::format("/{}/candidate/{}", state, percent_encoded(key));
}

}  // namespace sfi
