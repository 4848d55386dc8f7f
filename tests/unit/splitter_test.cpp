#include "text/splitter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>

#include "input/delimited_reader.h"
#include "reference_splitter.h"

namespace sfi {
namespace {

using reference::ReferenceSplitter;
using reference::SplitRow;

// Rows as the program reads them: through the block reader, `block_bytes` at a time.
std::vector<SplitRow> read_in_blocks(const std::string& text, const TextDialect& dialect, std::size_t block_bytes,
                                     Splitter::Instructions instructions,
                                     std::size_t max_row_bytes = Splitter::kDefaultMaxRowBytes) {
  DelimitedOptions options;
  options.dialect = dialect;
  options.header.kind = Header::absent;
  options.block_bytes = block_bytes;
  options.instructions = instructions;
  options.max_row_bytes = max_row_bytes;
  DelimitedReader reader(std::make_unique<MemorySource>(text), options, "test");
  std::vector<SplitRow> rows;
  RowBlock block;
  while (reader.read(block)) {
    std::vector<SplitRow> found;
    for (const Row& row : block.rows) {
      SplitRow split{block.first_line + row.line, {}, {}};
      for (std::uint32_t i = 0; i < row.fields; ++i) split.fields.emplace_back(block.field(row, i));
      found.push_back(std::move(split));
    }
    for (const BadRow& bad : block.bad_rows) {
      found.push_back({block.first_line + bad.line,
                       {std::string(block.bytes.view().substr(bad.begin, bad.end - bad.begin))},
                       std::string(to_string(bad.fault.reason))});
    }
    std::stable_sort(found.begin(), found.end(), [](const SplitRow& a, const SplitRow& b) { return a.line < b.line; });
    rows.insert(rows.end(), found.begin(), found.end());
  }
  return rows;
}

std::string shown(const std::vector<SplitRow>& rows) {
  std::string text;
  for (const SplitRow& row : rows) {
    text += std::to_string(row.line) + (row.bad.empty() ? "" : " " + row.bad) + ":";
    for (const std::string& field : row.fields) text += " [" + field + "]";
    text += "\n";
  }
  return text;
}

TextDialect dialect_of(QuoteMode mode, bool double_quote = true, char delimiter = ',') {
  TextDialect dialect;
  dialect.mode = mode;
  dialect.double_quote = double_quote;
  dialect.delimiter = delimiter;
  return dialect;
}

std::vector<SplitRow> split(const std::string& text, const TextDialect& dialect) {
  return read_in_blocks(text, dialect, 4096, Splitter::Instructions::best);
}

TEST(Splitter, ReadsRfc4180) {
  EXPECT_EQ(shown(split("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n\"two\nlines\",z\n", dialect_of(QuoteMode::rfc))),
            "1: [a] [b]\n2: [\"x, y\"] [\"say \"\"hi\"\"\"]\n3: [\"two\nlines\"] [z]\n");
}

TEST(Splitter, KeepsQuotesInsideUnquotedFieldsAsData) {
  EXPECT_EQ(shown(split("ROBERT \"BOB\" ROE,5\nnext,6\n", dialect_of(QuoteMode::rfc))),
            "1: [ROBERT \"BOB\" ROE] [5]\n2: [next] [6]\n");
}

// Short and long rows, in quotes or not, over one line or several; the last may lack its end.
std::string rows_of_any_length(std::mt19937& random) {
  constexpr const char* kPatterns[] = {"@,1\n", "\"@\",2\r\n", "\"@\n@\",3\n", "\"\"\"@\"\"\n\",4\n", "a,\"@\n", "@"};
  std::string text;
  for (unsigned i = 0; i < 30; ++i) {
    for (const char c : std::string_view(kPatterns[random() % (i == 29 ? 6U : 5U)])) {
      c == '@' ? text.append(random() % 4 == 0 ? 130 + random() % 60 : random() % 20, 'x') : text.append(1, c);
    }
  }
  return text;
}

// Of a line that continues after a block only the beginning is returned.
std::string verdicts(std::vector<SplitRow> rows) {
  for (SplitRow& row : rows) {
    if (!row.bad.empty()) row.fields.clear();
  }
  return shown(rows);
}

// Which rows are too long does not depend on where they are in the file or on where blocks end.
TEST(Splitter, OneRowOneVerdict) {
  constexpr std::size_t kMax = 150;
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    const std::string text = rows_of_any_length(random);
    for (const QuoteMode mode : {QuoteMode::rfc, QuoteMode::lenient, QuoteMode::raw}) {
      const auto whole = read_in_blocks(text, dialect_of(mode), 1 << 20, Splitter::Instructions::best, kMax);
      for (const SplitRow& row : whole) {
        std::size_t size = row.fields.size() - 1;
        for (const std::string& field : row.fields) size += field.size();
        EXPECT_EQ(row.bad == "row_too_long" || row.bad == "unclosed_quote" || size <= kMax, true) << shown({row});
      }
      for (const std::size_t block : {40U, 64U, 150U, 151U, 200U, 333U}) {
        for (const auto instructions : {Splitter::Instructions::best, Splitter::Instructions::portable}) {
          ASSERT_EQ(verdicts(read_in_blocks(text, dialect_of(mode), block, instructions, kMax)), verdicts(whole))
              << text;
        }
      }
    }
  }
}

TEST(Splitter, EndsOfLines) {
  EXPECT_EQ(shown(split("a,\"b\"\r\nc,d\r\r\ne,f", dialect_of(QuoteMode::rfc))),
            "1: [a] [\"b\"]\n2: [c] [d]\n3: [e] [f]\n");
  // A file that has no line feed at all.
  TextDialect mac = dialect_of(QuoteMode::rfc);
  EXPECT_EQ(shown(split("a,\"b\"\rc,d\r", mac)), "1: [a] [\"b\"]\n2: [c] [d]\n");
}

TEST(Splitter, BlankLinesAreNoRows) {
  EXPECT_EQ(shown(split("a\n\n\r\nb\n\n", dialect_of(QuoteMode::rfc))), "1: [a]\n4: [b]\n");
}

TEST(Splitter, AStrayQuoteCostsItsLineOnly) {
  EXPECT_EQ(shown(split("\"NOT \"EMPLOYED\",1\nb,2\n", dialect_of(QuoteMode::rfc))),
            "1 stray_quote: [\"NOT \"EMPLOYED\",1]\n2: [b] [2]\n");
}

TEST(Splitter, AnUnclosedQuoteCostsItsLineOnly) {
  EXPECT_EQ(shown(split("a,1\nb,\"NOT EMPLOYED\nc,3\nd,4\n", dialect_of(QuoteMode::rfc))),
            "1: [a] [1]\n2 unclosed_quote: [b,\"NOT EMPLOYED]\n3: [c] [3]\n4: [d] [4]\n");
}

TEST(Splitter, AQuoteThatSwallowsTheNextLinesIsGivenUpAtTheLongestRow) {
  std::string text = "a,\"never closed\n";
  for (int i = 0; i < 1000; ++i) text += "row," + std::to_string(i) + "\n";
  DelimitedOptions options;
  options.header.kind = Header::absent;
  options.block_bytes = 512;
  options.max_row_bytes = 1024;
  DelimitedReader reader(std::make_unique<MemorySource>(text), options, "test");
  RowBlock block;
  std::size_t rows = 0;
  std::size_t bad = 0;
  while (reader.read(block)) {
    rows += block.rows.size();
    bad += block.bad_rows.size();
  }
  EXPECT_EQ(rows, 1000U);
  EXPECT_EQ(bad, 1U);
}

TEST(Splitter, RawModeTakesQuotesAsData) {
  EXPECT_EQ(shown(split("\"a\tb\"\tc\n", dialect_of(QuoteMode::raw, true, '\t'))), "1: [\"a] [b\"] [c]\n");
}

TEST(Splitter, LenientModeClosesOnlyBeforeASeparator) {
  const TextDialect lenient = dialect_of(QuoteMode::lenient, false);
  EXPECT_EQ(shown(split("\"THE \"BIG\" ONE\",2\n\"a, b\",\"\"\n", lenient)),
            "1: [\"THE \"BIG\" ONE\"] [2]\n2: [\"a, b\"] [\"\"]\n");
  EXPECT_EQ(shown(split("\"ends so \"\",2\n", lenient)), "1: [\"ends so \"\"] [2]\n");
}

TEST(Splitter, LenientModeWithDoubledQuotes) {
  EXPECT_EQ(shown(split("\"says \"\"hi\"\", then\",2\n\"A \"B\" C\",3\n", dialect_of(QuoteMode::lenient, true))),
            "1: [\"says \"\"hi\"\", then\"] [2]\n2: [\"A \"B\" C\"] [3]\n");
}

TEST(Splitter, AnEscapedQuoteIsData) {
  TextDialect dialect = dialect_of(QuoteMode::rfc, false);
  dialect.escape = '\\';
  EXPECT_EQ(shown(split("\"1.5\\\" rod, long\",2\n\"ends so\\\\\",3\n", dialect)),
            "1: [\"1.5\\\" rod, long\"] [2]\n2: [\"ends so\\\\\"] [3]\n");
  dialect.mode = QuoteMode::lenient;
  EXPECT_EQ(shown(split("\"1.5\\\" rod, long\",2\n\"ends so\\\",3\n", dialect)),
            "1: [\"1.5\\\" rod, long\"] [2]\n2: [\"ends so\\\"] [3]\n");
}

TEST(Splitter, BlanksBeforeAnOpeningQuoteMayBeSkipped) {
  TextDialect dialect = dialect_of(QuoteMode::rfc);
  dialect.skip_initial_space = true;
  EXPECT_EQ(shown(split("a,  \"b, c\", d \"e\"\n", dialect)), "1: [a] [  \"b, c\"] [ d \"e\"]\n");
}

// Text in which everything that can go wrong is frequent.
std::string random_text(std::mt19937& random, std::size_t size) {
  constexpr std::string_view kBytes = "\"\"\"\",,,\n\n\r\r\\abc é";
  std::string text;
  for (std::size_t i = 0; i < size; ++i) {
    // Long plain stretches now and then, so that whole chunks have no separator.
    if (random() % 40 == 0) text.append(random() % 100, 'x');
    if (random() % 25 == 0) text += "\"quoted, text\"\r\n";
    text += kBytes[random() % kBytes.size()];
  }
  return text;
}

struct Variant {
  QuoteMode mode;
  bool double_quote;
  char escape = 0;
  bool skip_initial_space = false;

  TextDialect dialect() const {
    TextDialect dialect = dialect_of(mode, double_quote);
    dialect.escape = escape;
    dialect.skip_initial_space = skip_initial_space;
    return dialect;
  }
};

class SplitterVariants : public testing::TestWithParam<Variant> {};

TEST_P(SplitterVariants, AgreesWithTheReferenceOnEveryBlockSize) {
  std::mt19937 random(20240131);
  const TextDialect dialect = GetParam().dialect();
  for (int round = 0; round < 60; ++round) {
    // The first block must have a line feed for carriage returns not to be line ends.
    const std::string text = "\n" + random_text(random, 1 + random() % 300);
    const std::string expected = shown(ReferenceSplitter(text, dialect).split());
    for (std::size_t block = 1; block <= 130; ++block) {
      for (const auto instructions : {Splitter::Instructions::best, Splitter::Instructions::portable}) {
        ASSERT_EQ(shown(read_in_blocks(text, dialect, block, instructions)), expected)
            << "block size " << block << ", text:\n"
            << text;
      }
    }
  }
}

TEST_P(SplitterVariants, AgreesWithTheReferenceOnLongTexts) {
  std::mt19937 random(7);
  const TextDialect dialect = GetParam().dialect();
  for (int round = 0; round < 300; ++round) {
    const std::string text = "\n" + random_text(random, 3000);
    const std::string expected = shown(ReferenceSplitter(text, dialect).split());
    for (const std::size_t block : {std::size_t{64}, std::size_t{1000}, std::size_t{65536}}) {
      ASSERT_EQ(shown(read_in_blocks(text, dialect, block, Splitter::Instructions::best)), expected);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Modes, SplitterVariants,
                         testing::Values(Variant{QuoteMode::rfc, true}, Variant{QuoteMode::rfc, false},
                                         Variant{QuoteMode::raw, true}, Variant{QuoteMode::lenient, true},
                                         Variant{QuoteMode::lenient, false}, Variant{QuoteMode::rfc, false, '\\'},
                                         Variant{QuoteMode::lenient, false, '\\'},
                                         Variant{QuoteMode::rfc, true, 0, true},
                                         Variant{QuoteMode::lenient, false, '\\', true}));

}  // namespace
}  // namespace sfi
