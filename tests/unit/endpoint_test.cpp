#include "http/endpoint.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace sfi {
namespace {

TEST(Endpoint, TakesCredentialsOutOfTheUrl) {
  const Endpoint endpoint = Endpoint::parse("https://loader:p%40ss%2Fword@search.example:9243/es/");
  EXPECT_EQ(endpoint.url, "https://search.example:9243/es");
  EXPECT_EQ(endpoint.user, "loader");
  EXPECT_EQ(endpoint.password, "p@ss/word");
}

TEST(Endpoint, AddsSchemeAndPort) {
  EXPECT_EQ(Endpoint::parse("localhost").url, "http://localhost:9200");
  EXPECT_EQ(Endpoint::parse("localhost:9201").url, "http://localhost:9201");
  EXPECT_EQ(Endpoint::parse("https://search.example").url, "https://search.example:443");
  EXPECT_EQ(Endpoint::parse("http://[::1]:9200").url, "http://[::1]:9200");
}

TEST(Endpoint, ListIsSeparatedByCommas) {
  const auto endpoints = Endpoint::parse_list(" a:1, http://b:2 ,,c ");
  ASSERT_EQ(endpoints.size(), 3U);
  EXPECT_EQ(endpoints[1].url, "http://b:2");
  EXPECT_THROW(Endpoint::parse_list(" , "), UsageError);
}

TEST(Endpoint, MistakesAreToldWithoutTheText) {
  for (const char* text : {"ftp://u:secret@h", "http://u:secret@h:port", "http://u:secret@h/?q=1", "http://",
                           "http://u:1/secret@h:9200"}) {
    try {
      Endpoint::parse(text);
      ADD_FAILURE() << text;
    } catch (const UsageError& error) {
      EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos);
      EXPECT_NE(std::string(error.advice()).find("%40"), std::string::npos);
    }
  }
}

TEST(WithoutCredentials, HidesThemInAnyText) {
  EXPECT_EQ(without_credentials("see https://u:p@h:1/x and http://k@h2, ok"),
            "see https://***@h:1/x and http://***@h2, ok");
  EXPECT_EQ(without_credentials("a@b.example and http://h/p@q"), "a@b.example and http://h/p@q");
  EXPECT_EQ(without_credentials("http://u:p@ss@h"), "http://***@h");
}

}  // namespace
}  // namespace sfi
