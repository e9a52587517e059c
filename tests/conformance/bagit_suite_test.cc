// The Library of Congress BagIt conformance suite, judged by the bytes: where the
// suite as published contradicts RFC 8493 the RFC wins, see kBroken.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "packages/validate_package.h"
#include "tests/support/shared_folder.h"

namespace delo::packages {
namespace {

namespace fs = std::filesystem;

// Cases that are broken as they are published, and why.
struct Broken {
  std::string_view name, reason;
};
constexpr std::array<Broken, 2> kBroken = {
    {{"v0.97/warning/special-system-files",
      "the manifest lists data/.DS_Store, which version control ignored: it is not there"},
     {"v0.97/warning/duplicate-file-with-different-case",
      "the manifest lists data/HELLO.txt and data/hello.txt, which were one file on the "
      "system that made the case: one is not there"}}};

TEST(BagItSuite, every_verdict_is_as_published) {
  const fs::path suite = tests::shared_folder() / "corpora" / "bagit";
  if (!fs::exists(suite)) GTEST_SKIP() << "no BagIt conformance suite at " << suite;
  int cases = 0;
  for (const auto& version : fs::directory_iterator(suite)) {
    if (!version.is_directory()) continue;
    for (const auto& category : fs::directory_iterator(version)) {
      if (!category.is_directory()) continue;
      for (const auto& bag : fs::directory_iterator(category)) {
        if (!bag.is_directory()) continue;
        const std::string name = fs::relative(bag, suite).string();
        const std::string kind = category.path().filename().string();
        const bool valid = (kind == "valid" || kind == "warning") &&
                           std::ranges::find(kBroken, name, &Broken::name) == kBroken.end();
        const auto verdict = validate_package(bag.path(), PackageForm::kBag);
        ASSERT_TRUE(verdict) << name << ": " << verdict.error().text();
        EXPECT_EQ(verdict->validity, valid ? Validity::kValid : Validity::kInvalid) << name;
        EXPECT_FALSE(kind == "warning" && verdict->findings.empty()) << name;
        ++cases;
      }
    }
  }
  EXPECT_GE(cases, 54);
}

}  // namespace
}  // namespace delo::packages
