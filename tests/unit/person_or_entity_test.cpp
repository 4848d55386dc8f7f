#include "text/person_or_entity.h"

#include <gtest/gtest.h>

namespace sfi {
namespace {

TEST(PersonOrEntity, AWordOfCompaniesDecides) {
  for (const char* name : {"Acme Inc.", "ACME, L.L.C.", "Friends of Jane Roe", "Zembla Teachers' Pac", "ROE & DOE LLP",
                           "Roe, Jane Campaign", "Zembla Republican Party", "ROE LAW FIRM, PC", "Roe Clinic, P.C.",
                           "Topeka Dental, LC", "Roe and Sons, Lawrence", "Roe, Ann for Senate"}) {
    EXPECT_EQ(person_or_entity(name), "entity") << name;
  }
}

TEST(PersonOrEntity, LastCommaFirstIsAPerson) {
  for (const char* name : {"ROE, JANE", "van der Berg, Jane A.", "O'Neil, Pat, Jr.", "Muñoz, José"}) {
    EXPECT_EQ(person_or_entity(name), "individual") << name;
  }
}

TEST(PersonOrEntity, WhatIsNotCertainIsBlank) {
  for (const char* name : {"", "Ann Lee", "Wells Fargo", "Roe & Doe, Attorneys", "Jane Roe, Jr.", "7 Eleven, Dover",
                           "Roe, Doe and several more names here", "Inca Roe", "FIRST BANK, TOPEKA", "Austin, City of",
                           "Roe Architecture, P.A."}) {
    EXPECT_EQ(person_or_entity(name), "") << name;
  }
}

}  // namespace
}  // namespace sfi
