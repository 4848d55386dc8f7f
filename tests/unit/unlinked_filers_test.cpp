#include "account/unlinked_filers.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

namespace sfi {
namespace {

// Rows of a block by their place: id and name of each.
struct Block {
  std::vector<std::pair<std::string, std::string>> texts;
  UnlinkedRows rows;
  std::size_t asked = 0;

  void note(const std::string& id, const std::string& name, std::optional<std::int64_t> cents) {
    const UnlinkedRows::Place place{static_cast<std::uint32_t>(texts.size()), 0};
    texts.emplace_back(id, name);
    const auto amount = cents ? std::optional(Cents(*cents)) : std::nullopt;
    id.empty() ? rows.note_named(name, amount, place) : rows.note(id, amount, place);
  }
  void add_to(UnlinkedFilers& filers) {
    filers.add(rows, [this](UnlinkedRows::Place place) {
      ++asked;
      const auto& [id, name] = texts[place.row];
      return Filer{id, name};
    });
  }
};

TEST(UnlinkedFilers, SumsByIdOrElseByNameMostMoneyFirst) {
  UnlinkedFilers filers;
  Block first;
  first.note("7", "Seven", 100);
  first.note("7", "Seven again", 250);
  first.note("", "Nameless Fund", 90'000);
  first.note("8", "", std::nullopt);
  first.note("7", "Seven", -50);
  first.add_to(filers);
  Block second;
  second.note("", "Nameless Fund", 1);
  second.note("8", "Eight", 2);
  second.note("Nameless Fund", "an id, not a name", 3);
  second.add_to(filers);
  EXPECT_EQ(second.asked, 1U);

  const UnlinkedAccount account = filers.account();
  ASSERT_EQ(account.top.size(), 4U);
  EXPECT_EQ(account.filers, 4U);
  EXPECT_EQ(account.top[0].name, "Nameless Fund");
  EXPECT_EQ(account.top[0].id, "");
  EXPECT_EQ(account.top[0].sum.money.cents.value, 90'001);
  EXPECT_EQ(account.top[1].id, "7");
  EXPECT_EQ(account.top[1].name, "Seven");
  EXPECT_EQ(account.top[1].sum.rows, 3U);
  EXPECT_EQ(account.top[1].sum.money.cents.value, 300);
  EXPECT_EQ(account.top[2].id, "Nameless Fund");
  EXPECT_EQ(account.top[3].id, "8");
  EXPECT_EQ(account.top[3].sum.money.without_amount, 1U);
  EXPECT_EQ(account.all.rows, 8U);
  EXPECT_EQ(account.all.money.cents.value, 90'306);
}

// The first filers stay exact however many there are; nothing is lost of the others.
TEST(UnlinkedFilers, CountsThoseBeyondTheLimitInOneSum) {
  UnlinkedFilers filers;
  const std::size_t more = 1'000;
  Block block;
  for (std::size_t i = 0; i < UnlinkedFilers::kMaxFilers + more; ++i) {
    block.note(fmt::format("{}", i), "", 10);
  }
  block.note("0", "", 5);
  block.add_to(filers);
  block.add_to(filers);
  EXPECT_EQ(block.asked, UnlinkedFilers::kMaxFilers);
  const UnlinkedAccount account = filers.account();
  EXPECT_EQ(account.filers, UnlinkedFilers::kMaxFilers);
  EXPECT_EQ(account.beyond.rows, 2 * more);
  EXPECT_EQ(account.beyond.money.cents.value, static_cast<std::int64_t>(20 * more));
  EXPECT_EQ(account.all.rows, 2 * (UnlinkedFilers::kMaxFilers + more + 1));
  ASSERT_EQ(account.top.size(), UnlinkedFilers::kTop);
  EXPECT_EQ(account.top[0].id, "0");
  EXPECT_EQ(account.top[0].sum.money.cents.value, 30);
}

}  // namespace
}  // namespace sfi
