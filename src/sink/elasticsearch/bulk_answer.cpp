#include "sink/elasticsearch/bulk_answer.h"

namespace sfi {
namespace {

using simdjson::dom::element;

// {"index":{"_id":"1","status":201}}
bool take_item(element item, std::uint32_t index, BulkAnswer& answer) {
  element result;
  std::int64_t status = 0;
  if (item["index"].get(result) != simdjson::SUCCESS) return false;
  if (result["status"].get(status) != simdjson::SUCCESS) return false;
  if (status == 200) answer.replaced_ids.push_back(text_of(result, "_id"));
  if (status >= 200 && status < 300) return true;
  element error;
  ServerError words{static_cast<long>(status), {}, {}};
  if (result["error"].get(error) == simdjson::SUCCESS) words = server_error(error, words.status);
  answer.failed.push_back({index, std::move(words)});
  return true;
}

}  // namespace

std::optional<BulkAnswer> parse_bulk_answer(simdjson::dom::parser& parser, const std::string& body,
                                            std::uint32_t records) {
  element document;
  simdjson::dom::array items;
  if (parser.parse(body).get(document) != simdjson::SUCCESS) return std::nullopt;
  if (document["items"].get(items) != simdjson::SUCCESS) return std::nullopt;
  BulkAnswer answer;
  std::uint32_t index = 0;
  for (const element item : items) {
    if (!take_item(item, index++, answer)) return std::nullopt;
  }
  if (index != records) return std::nullopt;
  return answer;
}

}  // namespace sfi
