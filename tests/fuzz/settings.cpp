// A .env file: its lines, and a server's address in it.
#include "command/settings.h"

#include "base/error.h"
#include "fuzzing.h"
#include "http/endpoint.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  const std::string text(Input(data, size).rest());
  const File file(text);
  try {
    const Settings settings(file.path());
    if (const auto host = settings.get("FUZZED_HOST")) {
      for (const Endpoint& endpoint : Endpoint::parse_list(*host)) {
        check(endpoint.url.find('@') == std::string::npos, "an address has no credentials");
      }
    }
  } catch (const UsageError&) {
  }
  without_credentials(text);
  return 0;
}
