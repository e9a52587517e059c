#include <gtest/gtest.h>

#include <cstdio>
#include <set>
#include <string>

#include "packages/ocfl/ocfl_rules.h"
#include "packages/ocfl/untold_codes.h"

namespace delo::packages::ocfl {
namespace {

// ocfl-spec 1.1, validation-codes.md: E001 … E112, W001 … W016 without these.
const std::set<std::string> kNeverPublished = {"E065", "E068", "E086", "E091", "E109", "W006"};

std::set<std::string> published() {
  std::set<std::string> codes;
  const auto add = [&](char letter, int last) {
    for (int n = 1; n <= last; ++n) {
      char code[16];
      std::snprintf(code, sizeof code, "%c%03d", letter, n);
      if (!kNeverPublished.contains(code)) codes.insert(code);
    }
  };
  add('E', 112);
  add('W', 16);
  return codes;
}

TEST(PublishedCodesTest, every_code_is_told_or_has_a_reason) {
  std::set<std::string> known;
  for (const Rule& rule : ocfl_rules()) {
    if (rule.id.starts_with("ocfl.")) continue;  // of extensions, which have no codes
    EXPECT_TRUE(known.insert(std::string(rule.id)).second) << rule.id;
  }
  for (const UntoldCode& untold : untold_codes()) {
    EXPECT_TRUE(known.insert(std::string(untold.code)).second) << untold.code << " is told";
    EXPECT_FALSE(untold.why.empty());
  }
  EXPECT_EQ(known, published());
}

}  // namespace
}  // namespace delo::packages::ocfl
