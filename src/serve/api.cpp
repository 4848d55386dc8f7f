#include "serve/api.h"

#include "serve/candidates.h"
#include "serve/contributions.h"
#include "serve/states.h"

namespace sfi {
namespace {

constexpr std::size_t kPerPage = 100;

struct Page {
  DataTable table;
  std::uint64_t count = 0;  // on all pages
  std::size_t per_page = 0;
  std::optional<std::string> next;  // token
};

Response answer(const Call& call, const Page& page) {
  rapidjson::StringBuffer text;
  JsonWriter json(text);
  json.StartObject();
  write_member(json, "api_version", "1");
  write_member(json, "run", call.reading.snapshot().newest_run);
  json.Key("results");
  write_rows(json, page.table);
  json.Key("pagination");
  json.StartObject();
  json.Key("count");
  json.Uint64(page.count);
  json.Key("per_page");
  json.Uint64(page.per_page);
  if (page.next) {
    write_member(json, "next", *page.next);
  } else {
    json.Key("next");
    json.Null();
  }
  json.EndObject();
  json.EndObject();
  return text_response("application/json", {text.GetString(), text.GetSize()});
}

// `read` takes a Paging, `token` the last row.
template <typename Read, typename Token>
Page page_of(const Paging& paging, std::uint64_t count, Read read, Token token) {
  PageRows rows = page_rows(paging, read);
  Page page{std::move(rows.table), count, paging.per_page, {}};
  if (rows.has_more) page.next = token(page.table.rows.back());
  return page;
}

}  // namespace

Response api_states(const Call& call) {
  Page page{states_table(call.reading), 0, 0, {}};
  page.count = page.per_page = page.table.rows.size();
  return answer(call, page);
}

Response api_contributions(const Call& call) {
  const Selection selection(call.query);
  const Paging paging = paging_of(call.query, contribution_orders(), kPerPage);
  return answer(call, page_of(
                          paging, sums_of(call.reading, selection).records,
                          [&](const Paging& all) { return read_contributions(call.reading, selection, all); },
                          [&](const DataRow& row) { return next_contribution(row, *paging.order); }));
}

Response api_candidates(const Call& call) {
  const Selection selection(call.query);
  const Paging paging = paging_of(call.query, candidate_orders(), kPerPage);
  return answer(call, page_of(
                          paging, count_candidates(call.reading, selection),
                          [&](const Paging& all) { return read_candidates(call.reading, selection, all); },
                          [&](const DataRow& row) { return next_candidate(row, *paging.order); }));
}

}  // namespace sfi
