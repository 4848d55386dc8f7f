#include "serve/site.h"

#include <fmt/format.h>

#include "report/html.h"
#include "report/style.h"
#include "version.h"

namespace sfi {
namespace {

constexpr std::string_view kSiteStyle = R"css(
.skip{position:absolute;left:-99rem}
.skip:focus{position:static}
.site{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 1rem;max-width:62rem;margin:0 auto;padding:.6rem 1rem;border-bottom:1px solid var(--line)}
.site form{display:flex;gap:.4rem;flex:1 1 14rem}
.site input{flex:1;min-width:0}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
input,select,button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:.3rem;padding:.3rem .5rem;max-width:100%}
button{background:var(--box);cursor:pointer}
:focus-visible{outline:2px solid var(--mark);outline-offset:2px}
.filters{display:grid;grid-template-columns:repeat(auto-fill,minmax(10rem,1fr));gap:.5rem .75rem;margin:1rem 0}
.filters label{display:block;font-size:.85rem;color:var(--soft)}
.filters input,.filters select{display:block;width:100%;margin-top:.15rem}
.filters p{grid-column:1/-1;margin:0}
.chips{list-style:none;display:flex;flex-wrap:wrap;gap:.4rem;padding:0;max-width:none}
.chips li{background:var(--box);border:1px solid var(--line);border-radius:1rem;padding:.1rem .7rem}
.pages{display:flex;gap:1.5rem;flex-wrap:wrap}
@media print{.site,.filters,.skip{display:none}.pages{display:none}}
)css";

constexpr std::string_view kIcon =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"><rect width=\"16\" height=\"16\" rx=\"3\" "
    "fill=\"#1f5fa8\"/><path d=\"M3 13V9h2v4zM7 13V5h2v8zM11 13V2h2v11z\" fill=\"#fff\"/></svg>\n";

std::string navigation(const std::string& search) {
  return fmt::format(
      "<a class=\"skip\" href=\"#content\">To the content</a>\n"
      "<nav class=\"site\" aria-label=\"Site\"><a href=\"/\">States</a><a href=\"/contributions\">Contributions</a>"
      "<a href=\"/about\">About</a>"
      "<form action=\"/search\" role=\"search\"><label class=\"hidden\" for=\"q\">Candidate, donor or filer</label>"
      "<input id=\"q\" name=\"q\" type=\"search\" maxlength=\"100\" placeholder=\"Candidate, donor or filer\" "
      "value=\"{}\"><button>Search</button></form></nav>\n",
      html::escaped(search));
}

}  // namespace

std::string site_page(const SitePage& page) {
  const std::string header =
      page.header.empty() ? fmt::format("<header>\n<h1>{}</h1>\n</header>\n", html::escaped(page.title)) : page.header;
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"generator\" content=\"state-fin-ingest {}\">\n<title>{}</title>\n"
      "<link rel=\"stylesheet\" href=\"/style.css\">\n<link rel=\"icon\" href=\"/icon.svg\">\n</head>\n"
      "<body>\n{}{}<main id=\"content\">\n{}</main>\n{}</body>\n</html>\n",
      SFI_VERSION, html::escaped(page.title), navigation(page.search), header, page.body, page.footer);
}

std::string site_style() {
  return std::string(kReportStyle) + std::string(kSiteStyle);
}

std::string_view site_icon() {
  return kIcon;
}

std::string download_links(std::string_view path, std::string_view query) {
  return fmt::format("<p>The whole table: {} {}</p>\n", html::link(fmt::format("{}.csv{}", path, query), "CSV"),
                     html::link(fmt::format("{}.json{}", path, query), "JSON"));
}

}  // namespace sfi
