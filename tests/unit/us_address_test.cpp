#include "text/us_address.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "text/us_states.h"

namespace sfi {
namespace {

std::string parts(std::string_view text) {
  const UsAddress address = split_us_address(text);
  return fmt::format("{}|{}|{}|{}", address.street, address.city, address.state, address.zip);
}

TEST(UsAddress, CommasSeparateTheParts) {
  EXPECT_EQ(parts("27 Stacey Circle, Windham, NH 03087"), "27 Stacey Circle|Windham|NH|03087");
  EXPECT_EQ(parts("3950 AUSTIN PEAY, MEMPHIS , TN, 38128"), "3950 AUSTIN PEAY|MEMPHIS|TN|38128");
  EXPECT_EQ(parts("12 Oak St, Apt 3, Dover, DE 19901-1234"), "12 Oak St, Apt 3|Dover|DE|19901-1234");
  EXPECT_EQ(parts("1 A St,Dover,DE,199011234"), "1 A St|Dover|DE|199011234");
  EXPECT_EQ(parts("P.O. BOX 615, COLDWATER , MS"), "P.O. BOX 615|COLDWATER|MS|");
}

TEST(UsAddress, SoDoTwoBlanks) {
  EXPECT_EQ(parts("PO Box 619  Easley, SC 29641"), "PO Box 619|Easley|SC|29641");
  EXPECT_EQ(parts("8508 16th St Montgomery  Silver spring  Md 20910-"),
            "8508 16th St Montgomery|Silver spring|MD|20910");
  EXPECT_EQ(parts("1 K St  NW  Washington  DC 20001"), "1 K St  NW|Washington|DC|20001");
  EXPECT_EQ(parts("  496 Hogan Drive   Martinsburg WV 25405  "), "496 Hogan Drive|Martinsburg|WV|25405");
}

TEST(UsAddress, StatesCanBeNames) {
  EXPECT_EQ(parts("1 Main St, Charleston, West Virginia 25301"), "1 Main St|Charleston|WV|25301");
  EXPECT_EQ(parts("1 Main St, New York, NEW YORK, 10001"), "1 Main St|New York|NY|10001");
  EXPECT_EQ(parts("1 Main St, Kansas City, Kansas"), "1 Main St|Kansas City|KS|");
  EXPECT_EQ(parts("1 Main St, Lake Washington 98101"), "1 Main St, Lake Washington 98101|||");
}

TEST(UsAddress, WhatIsNotCertainStaysInTheStreet) {
  EXPECT_EQ(parts("12 OAK ST TRENTON, NJ 08608"), "12 OAK ST TRENTON||NJ|08608");
  for (const char* text :
       {"12 Oak Ct", "12 Oak Ct, Apt 3", "Dover, DE", "5350 Queens Chapel Road  20782", "Declined (N/A)",
        "220 ADMIRAL BLVD , MISSISSAUGA,  K4W 1K3", "6 BATTERY ROAD #26-04, SINGAPORE 049909",
        "12 rue des Portes Blanches 75018 Paris FR", "MEMPHIS, NK 38128", "19901", "DE 19901x"}) {
    EXPECT_EQ(parts(text), std::string(text) + "|||");
  }
  EXPECT_EQ(parts(""), "|||");
  EXPECT_EQ(parts(" , , "), "|||");
}

TEST(UsStates, AreKnownByCodeAndName) {
  EXPECT_EQ(us_state_code("wy"), "WY");
  EXPECT_EQ(us_state_code("District of Columbia"), "DC");
  EXPECT_EQ(us_state_code("AE"), "AE");
  EXPECT_EQ(us_state_code("Ontario"), "");
  EXPECT_EQ(us_state_code(""), "");
}

}  // namespace
}  // namespace sfi
