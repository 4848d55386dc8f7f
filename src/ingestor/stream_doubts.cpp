#include "ingestor/stream_doubts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/error.h"
#include "wording/figures.h"

namespace sfi {
namespace {

// Of rows without an id, those that stand in two files alike count twice. A few can be genuine.
void check_overlaps(const Definition& definition, const Stream& stream, const std::vector<Part>& parts,
                    const StreamPipeline& pipeline, std::vector<std::string>& notes) {
  constexpr std::uint64_t kFewRows = 10;
  constexpr std::uint64_t kRefusedPercent = 10;
  for (const auto& [pair, rows] : pipeline.shared_rows()) {
    const auto [one, other] = pair;
    const std::uint64_t smaller = std::min(pipeline.rows_in_file(one), pipeline.rows_in_file(other));
    std::string words = fmt::format("{} and {}: {} alike in both, so that they count twice", parts[one].label,
                                    parts[other].label, rows == 1 ? "1 row is" : grouped(rows) + " rows are");
    if (rows < kFewRows || rows * 100 <= smaller * kRefusedPercent) {
      notes.push_back(words + ". Do the exports overlap?");
      continue;
    }
    throw Refused(words + fmt::format(", more than {} % of the smaller file.", kRefusedPercent),
                  "Get exports that do not overlap. " +
                      located(definition, stream.origin, "with 'repeated = \"most_per_file\"' such rows count once"));
  }
}

// A first load has no other to be compared with.
void check_expected(const Definition& definition, const Stream& stream, const Tally& tally) {
  constexpr std::uint64_t kEnoughRecords = 20;
  if (tally.accepted < kEnoughRecords) return;
  for (const ExpectedShare& expected : stream.expected) {
    const std::uint64_t filled = tally.filled[static_cast<std::size_t>(expected.field)];
    if (filled * 100 >= tally.accepted * expected.percent) continue;
    throw Refused(
        fmt::format("Stream '{}': {} of {} records have '{}', fewer than the {} % that the definition expects.",
                    stream.name, grouped(filled), grouped(tally.accepted), path_of(expected.field), expected.percent),
        "Was a column renamed, or do new codes or ids match nothing? " +
            located(definition, expected.origin, "otherwise expect less here"));
  }
}

std::optional<std::string> beyond_seats(const Stream& stream, const UnreadCount& districts) {
  if (districts.unread == 0) return std::nullopt;
  constexpr std::size_t kShown = 3;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < std::min(kShown, districts.texts.size()); ++i) {
    texts.push_back(fmt::format("{} ({})", districts.texts[i].text, districts.texts[i].first));
  }
  return fmt::format("Stream '{}': the district of {} is above the number of the chamber's seats, such as {}.",
                     stream.name, counted(districts.unread, "row"), fmt::join(texts, ", "));
}

std::optional<std::string> short_zips(const UnreadCount& zips) {
  constexpr std::uint64_t kNoted = 20;  // one in so many; a few are mistyped
  if (zips.unread * kNoted <= zips.values) return std::nullopt;
  const UnreadCount::Text& first = zips.texts.front();
  return fmt::format(
      "{} of {} ZIP codes that begin with 0 lack the 0, such as '{}' ({}): a spreadsheet program has "
      "probably saved the file anew.",
      grouped(zips.unread), grouped(zips.values), first.text, first.first);
}

// A few in a thousand may be chance.
std::optional<std::string> in_two_reports(const Stream& stream, const TwinGifts& twins, std::uint64_t accepted) {
  const auto largest = twins.largest();
  if (!largest || twins.all().gifts * 1000 <= accepted) return std::nullopt;
  return fmt::format(
      "Stream '{}': {}{} ({}) {} in two reports of the same filer with the same day, amount and name; the most money "
      "in '{}' and '{}' ({}, {}). If one report corrects the other, both count.",
      stream.name, twins.is_sample() ? "at least " : "", counted(twins.all().gifts, "gift"), dollars(twins.all().cents),
      twins.all().gifts == 1 ? "stands" : "stand", largest->report, largest->later_report,
      counted(largest->twins.gifts, "gift"), dollars(largest->twins.cents));
}

}  // namespace

void check_stream(const Definition& definition, const Stream& stream, const std::vector<Part>& parts,
                  const StreamPipeline& pipeline, const Tally& tally, std::vector<std::string>& notes) {
  check_overlaps(definition, stream, parts, pipeline, notes);
  check_expected(definition, stream, tally);
}

std::vector<std::string> doubts_about(const Stream& stream, const StreamPipeline& pipeline, const Tally& tally) {
  std::vector<std::string> notes;
  for (auto& note : {beyond_seats(stream, tally.beyond_seats), short_zips(tally.short_zips),
                     in_two_reports(stream, pipeline.twins(), tally.accepted)}) {
    if (note) notes.push_back(*note);
  }
  return notes;
}

}  // namespace sfi
