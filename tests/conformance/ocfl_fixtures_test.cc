// The OCFL community's fixtures: every object gets the published codes.
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "packages/ocfl/ocfl_validator.h"
#include "tests/support/shared_folder.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/packages/pack_folder.h"

namespace delo::packages::ocfl {
namespace {

namespace fs = std::filesystem;

// The same object in a tar, a tar.gz and a zip, below a folder and without one.
void expect_same_in_archives(const fs::path& object, const std::set<std::string>& expected) {
  tests::TempFolder scratch;
  for (const std::string top : {"object/", ""}) {
    for (const auto& [ending, bytes] : packed(object, top)) {
      tests::write_text(scratch / "packed", bytes);
      const auto findings = check_object(scratch / "packed");
      ASSERT_TRUE(findings) << findings.error().text();
      std::set<std::string> found;
      for (const Finding& finding : *findings) found.insert(finding.rule);
      found.erase("archive.empty");  // of a folder that is
      EXPECT_EQ(found, expected) << "as " << ending << " of " << top;
    }
  }
}

TEST(OcflFixtures, every_object_gets_the_published_codes) {
  const fs::path suite = tests::shared_folder() / "corpora" / "ocfl";
  if (!fs::exists(suite)) GTEST_SKIP() << "no OCFL fixtures at " << suite;
  int cases = 0;
  for (const char* version : {"1.0", "1.1"}) {
    for (const char* kind : {"good-objects", "warn-objects", "bad-objects"}) {
      for (const auto& entry : fs::directory_iterator(suite / version / kind)) {
        const std::string name = entry.path().filename();
        SCOPED_TRACE(std::string(version) + "/" + kind + "/" + name);
        tests::TempFolder folder;
        const fs::path object = folder / name;
        fs::copy(entry.path(), object, fs::copy_options::recursive);
        // Version control cannot keep empty folders: a placeholder does.
        for (const auto& file : fs::recursive_directory_iterator(object)) {
          if (file.path().filename() == ".keep") fs::remove(file.path());
        }
        const auto findings = check_object(object);
        ASSERT_TRUE(findings) << findings.error().text();
        std::set<std::string> found;
        bool invalid = false;
        for (const Finding& finding : *findings) {
          found.insert(finding.rule);
          invalid = invalid || finding.severity == Severity::kError;
        }
        EXPECT_EQ(invalid, std::string(kind) == "bad-objects");
        if (std::string(kind) == "good-objects") {
          EXPECT_EQ(found, std::set<std::string>());
        }
        static const std::regex kCode("[EW][0-9]{3}");
        expect_same_in_archives(object, found);
        for (std::sregex_iterator at(name.begin(), name.end(), kCode), end; at != end; ++at) {
          EXPECT_TRUE(found.contains(at->str())) << at->str() << " is not told";
        }
        ++cases;
      }
    }
  }
  EXPECT_GE(cases, 150);
}

}  // namespace
}  // namespace delo::packages::ocfl
