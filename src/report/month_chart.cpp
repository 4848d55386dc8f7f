#include "report/month_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "report/html.h"

namespace sfi {
namespace {

constexpr double kHeight = 100;
constexpr int kLabels = 5;

// Rounds up to one of 1, 2, 5, 10, 20, ...
double round_up(double value) {
  if (value <= 0) return 0;
  const double power = std::pow(10, std::floor(std::log10(value)));
  for (const double step : {1.0, 2.0, 5.0}) {
    if (value <= step * power) return step * power;
  }
  return 10 * power;
}

std::string short_dollars(double value) {
  const double size = std::abs(value);
  const char* sign = value < 0 ? "-" : "";
  if (size >= 1e9) return fmt::format("{}${:g} bn", sign, size / 1e9);
  if (size >= 1e6) return fmt::format("{}${:g} m", sign, size / 1e6);
  if (size >= 1e3) return fmt::format("{}${:g} k", sign, size / 1e3);
  return fmt::format("{}${:g}", sign, size);
}

struct Scale {
  double top = 0;
  double bottom = 0;
  double y(double value) const { return (top - value) / (top - bottom) * kHeight; }
};

Scale scale_of(const std::vector<double>& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  Scale scale{round_up(*high), -round_up(-*low)};
  if (scale.top == scale.bottom) scale.top = 1;
  return scale;
}

std::string shapes(const std::vector<double>& values, const Scale& scale) {
  std::string line;
  for (std::size_t i = 0; i < values.size(); ++i) {
    line += fmt::format("{}{} {:.2f}H{}", i == 0 ? "M" : "L", i, scale.y(values[i]), i + 1);
  }
  const double zero = scale.y(0);
  std::string out;
  for (const double part : {0.0, 0.5, 1.0}) {
    out += fmt::format("<path class=\"grid\" d=\"M0 {0:.2f}H{1}\"/>", part * kHeight, values.size());
  }
  out += fmt::format("<path class=\"area\" d=\"{}V{:.2f}H0Z\"/>", line, zero);
  out += fmt::format("<path class=\"line\" d=\"{}\"/>", line);
  return out + fmt::format("<path class=\"zero\" d=\"M0 {:.2f}H{}\"/>", zero, values.size());
}

// Tooltips over the months.
std::string tips(int first, const std::vector<std::string>& sums) {
  std::string out;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    out += fmt::format("<rect class=\"tip\" x=\"{}\" width=\"1\" height=\"{:g}\"><title>{}: {}</title></rect>", i,
                       kHeight, month_name(first + static_cast<int>(i)), html::dollars(sums[i]));
  }
  return out;
}

std::string labels_below(int first, std::size_t count) {
  std::string out = "<div class=\"xs\">";
  const int shown = std::min<int>(kLabels, static_cast<int>(count));
  for (int i = 0; i < shown; ++i) {
    const int place = shown == 1 ? 0 : i * (static_cast<int>(count) - 1) / (shown - 1);
    const bool may_go = shown == kLabels && i % 2 == 1;  // on a narrow screen
    out += fmt::format("<span{}>{}</span>", may_go ? " class=\"wide\"" : "", month_name(first + place));
  }
  return out + "</div>";
}

}  // namespace

std::string month_name(int index) {
  return fmt::format("{:04}-{:02}", index / 12, index % 12 + 1);
}

std::string month_chart(const std::vector<Month>& months, const std::string& description) {
  const int first = months.front().index;
  const auto count = static_cast<std::size_t>(months.back().index - first + 1);
  std::vector<std::string> sums(count, "0.00");
  std::vector<double> values(count, 0);
  for (const Month& month : months) {
    const auto place = static_cast<std::size_t>(month.index - first);
    sums[place] = month.sum;
    values[place] = std::strtod(month.sum.c_str(), nullptr);
  }
  const Scale scale = scale_of(values);
  return fmt::format(
      "<figure class=\"plot\"><figcaption>{0}</figcaption><div class=\"ys\" aria-hidden=\"true\"><span>{1}</span>"
      "<span>{2}</span><span>{3}</span></div><svg viewBox=\"0 0 {4} {5:g}\" preserveAspectRatio=\"none\" role=\"img\" "
      "aria-label=\"{0}\">{6}{7}</svg>{8}</figure>\n",
      html::escaped(description), short_dollars(scale.top), short_dollars((scale.top + scale.bottom) / 2),
      short_dollars(scale.bottom), count, kHeight, shapes(values, scale), tips(first, sums),
      labels_below(first, count));
}

}  // namespace sfi
