#include "command/hide_credentials.h"

#include <cstdlib>
#include <cstring>
#include <string_view>

namespace sfi {
namespace {

// The length cannot change: the memory is the process's own title or environment.
void hide(char* begin, const char* end) {
  for (char* c = begin; c < end; ++c) *c = '*';
}

// "https://user:password@host", also without "https://".
void hide_in_address(char* address) {
  const char* at = std::strrchr(address, '@');
  if (at == nullptr) return;
  char* scheme = std::strstr(address, "://");
  hide(scheme == nullptr || scheme > at ? address : scheme + 3, at);
}

}  // namespace

void hide_credentials(int argc, char** argv) {
  constexpr std::string_view kHosts = "--hosts";
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument(argv[i]);
    if (argument.starts_with("--hosts=")) {
      hide_in_address(argv[i] + kHosts.size() + 1);
    } else if (argv[i - 1] == kHosts || argument.find("://") != std::string_view::npos) {
      hide_in_address(argv[i]);
    }
  }
  if (char* hosts = std::getenv("ES_HOST")) hide_in_address(hosts);
  if (char* key = std::getenv("ES_API_KEY")) hide(key, key + std::strlen(key));
}

}  // namespace sfi
