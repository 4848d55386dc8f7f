// Any other answer of a server, and the account of a run in it. Input: the status in digits and a
// Location, each with a line end, then the body.
#include "sink/elasticsearch/answer.h"

#include <cstdlib>

#include "base/error.h"
#include "fuzzing.h"
#include "sink/elasticsearch/index_meta.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  Input input(data, size);
  HttpAnswer http;
  http.status = std::atol(std::string(input.until('\n')).c_str());
  http.location = input.until('\n');
  http.body = input.rest();
  const Answer answer(http);
  answer.text("/version/number");
  answer.number("/count");
  if (answer.is_json()) {
    stored_run("tx_contribs_20261124t071213000042_dev", answer.json());
    simdjson::dom::object indices;
    if (answer.json().get(indices) == simdjson::SUCCESS) {
      for (const auto [name, value] : indices) stored_run(name, value);
    }
  }
  if (answer.ok()) return 0;
  try {
    throw_answer("look", answer.http(), answer.error());
  } catch (const Error&) {
  }
  return 0;
}
