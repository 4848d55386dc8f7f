// Where a server is reached: a URL, taken apart once, its secrets kept apart from what may be shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sfi {

struct Endpoint {
  std::string url;       // "https://host:9200/prefix", never with credentials nor a slash at its end
  std::string user;      // percent-decoded; empty: none
  std::string password;  // percent-decoded

  // "https://user:p%40ss@host:9200/prefix"; without a scheme http is meant, without a port that of the
  // scheme, 9200 for http. Throws UsageError, which does not repeat the text: it may hold a password.
  static Endpoint parse(const std::string& text);
  // Several, separated by commas.
  static std::vector<Endpoint> parse_list(std::string_view text);
};

// `text` with the credentials of every URL in it replaced by "***", for messages that quote others.
std::string without_credentials(std::string_view text);

}  // namespace sfi
