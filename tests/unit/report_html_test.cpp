#include "report/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/month_chart.h"

namespace sfi {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Html, NoTextCanBeMarkup) {
  EXPECT_EQ(html::escaped("<b title='x'>\"A&B\"</b>"), "&lt;b title=&#39;x&#39;&gt;&quot;A&amp;B&quot;&lt;/b&gt;");
  EXPECT_EQ(html::escaped("Peña\t\n"), "Peña\t\n");
  EXPECT_EQ(html::escaped(std::string_view("a\0b\x1b\x7f", 5)), "a\uFFFDb\uFFFD\uFFFD");
  EXPECT_EQ(html::paragraph("<p>"), "<p>&lt;p&gt;</p>\n");
  EXPECT_THAT(html::section("id", "<h>", "<p>body</p>"), HasSubstr("<h2 id=\"id-h\">&lt;h&gt;</h2>\n<p>body</p>"));
  EXPECT_EQ(html::details("<s>", "<p>"), "<details><summary>&lt;s&gt;</summary>\n<p></details>\n");
}

TEST(Html, AmountsAndShares) {
  EXPECT_EQ(html::dollars("0.00"), "$0.00");
  EXPECT_EQ(html::dollars("-5.10"), "-$5.10");
  EXPECT_EQ(html::dollars("999.99"), "$999.99");
  EXPECT_EQ(html::dollars("-123456789012.34"), "-$123,456,789,012.34");
  EXPECT_EQ(html::percent(1, 3), "33.3 %");
  EXPECT_EQ(html::percent(-1, 2), "-50.0 %");
  EXPECT_EQ(html::percent(0, 0), "–");
}

TEST(HtmlTable, CellsAreEscapedAndBarsAreInProportion) {
  html::Table table("A <caption>", {{"na<me", false}, {"rows"}, {"notes", false, false}});
  EXPECT_TRUE(table.empty());
  table.add({"<script>alert(1)</script>", "1", "a&b"}, 200.0);
  table.add({"half", "2", ""}, -100.0);
  table.add({"none", "3", ""});
  EXPECT_FALSE(table.empty());
  const std::string text = table.str();
  EXPECT_THAT(text, HasSubstr("<caption>A &lt;caption&gt;</caption>"));
  EXPECT_THAT(text, HasSubstr("aria-label=\"A &lt;caption&gt;\""));
  EXPECT_THAT(text, HasSubstr("<th scope=\"col\">na&lt;me</th><th scope=\"col\" class=\"n\">rows</th>"
                              "<th scope=\"col\" class=\"wide\">notes</th>"));
  EXPECT_THAT(text, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;<svg class=\"bar\""));
  EXPECT_THAT(text, HasSubstr("<rect width=\"1000.0\""));
  EXPECT_THAT(text, HasSubstr("half<svg class=\"bar minus\""));
  EXPECT_THAT(text, HasSubstr("<rect width=\"500.0\""));
  EXPECT_THAT(text, HasSubstr("<th scope=\"row\">none</th><td class=\"n\">3</td>"));
  EXPECT_THAT(text, HasSubstr("<td class=\"wide\">a&amp;b</td>"));
  EXPECT_THAT(text, Not(HasSubstr("<script")));
}

TEST(MonthChart, MonthsThatAreMissingHaveNoMoney) {
  const std::string chart = month_chart({{2019 * 12 + 11, "1500.00"}, {2020 * 12 + 1, "-20.50"}}, "Sum & months");
  EXPECT_THAT(chart, HasSubstr("<figcaption>Sum &amp; months</figcaption>"));
  EXPECT_THAT(chart, HasSubstr("<title>2019-12: $1,500.00</title>"));
  EXPECT_THAT(chart, HasSubstr("<title>2020-01: $0.00</title>"));
  EXPECT_THAT(chart, HasSubstr("<title>2020-02: -$20.50</title>"));
  EXPECT_THAT(chart, HasSubstr("<span>$2 k</span>"));  // the scale goes to round figures
  EXPECT_THAT(chart, HasSubstr("<span>-$50</span>"));
  EXPECT_THAT(chart, HasSubstr("viewBox=\"0 0 3 100\""));
}

TEST(MonthChart, OneMonthWithoutMoney) {
  const std::string chart = month_chart({{2020 * 12, "0.00"}}, "x");
  EXPECT_THAT(chart, HasSubstr("<title>2020-01: $0.00</title>"));
  EXPECT_THAT(chart, Not(HasSubstr("nan")));
}

}  // namespace
}  // namespace sfi
