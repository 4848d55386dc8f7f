#include "http/secrets.h"

#include <gtest/gtest.h>

namespace sfi {
namespace {

TEST(Secrets, AreMaskedInEveryForm) {
  remember_secrets(
      {Endpoint::parse("https://loader:a%2Fb%22c@search.example"), Endpoint::parse("https://token@other.example")},
      "aWQ6a2V5LXdvcmQ=");
  EXPECT_EQ(without_secrets("a/b\"c, a%2Fb%22c, a/b&quot;c, a/b\\\"c, a\\/b\\\"c"), "***, ***, ***, ***, ***");
  EXPECT_EQ(without_secrets("Basic bG9hZGVyOmEvYiJj; ApiKey aWQ6a2V5LXdvcmQ= or aWQ6a2V5LXdvcmQ, key-word"),
            "Basic ***; ApiKey *** or ***, ***");
  EXPECT_EQ(without_secrets("token dG9rZW46"), "*** ***");
  EXPECT_EQ(without_secrets("user loader at https://x:y@h"), "user loader at https://***@h");
}

TEST(Secrets, AKeyIsSentEncoded) {
  EXPECT_EQ(api_key_credentials("id:key-word"), "aWQ6a2V5LXdvcmQ=");
  EXPECT_EQ(api_key_credentials("aWQ6a2V5LXdvcmQ="), "aWQ6a2V5LXdvcmQ=");
}

}  // namespace
}  // namespace sfi
