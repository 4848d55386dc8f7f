// The frame of every page: head, navigation, style.
#pragma once

#include <string>
#include <string_view>

namespace sfi {

struct SitePage {
  std::string title;
  std::string header;  // HTML, with its <h1>; empty: made from the title
  std::string body;    // HTML
  std::string footer;  // HTML, with <footer>; empty: none
  std::string search;  // what is in the search box
};

std::string site_page(const SitePage& page);

// The style sheet of all pages, and the sign in the browser's tab.
std::string site_style();
std::string_view site_icon();

// Links to the same table in other forms. `path` without extension, `query` with its question mark.
std::string download_links(std::string_view path, std::string_view query);

}  // namespace sfi
