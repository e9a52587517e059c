// Packages of many files as they are written: what a file more takes of memory.
#include <gtest/gtest.h>

#include <cstdio>
#include <map>
#include <optional>
#include <string>

#include "packages/package_folder.h"
#include "tests/support/package_builder.h"
#include "tests/unit/memory/heap_peak.h"

namespace delo::packages {
namespace {

namespace fs = std::filesystem;
using tests::HeapPeak;

// Enough that what is put aside is on disk; and of twice as many, what grows by doubling is as
// full.
constexpr int kFew = 8000, kMany = 16000;

// Files with paths of some hundred bytes.
fs::path folder_of(int count, const fs::path& above) {
  const fs::path top = above / ("in-" + std::to_string(count));
  for (int i = 0; i < count; ++i) {
    char path[160];
    std::snprintf(path, sizeof path,
                  "fond-0045-opis-01-series-of-correspondence/"
                  "delo-%05d-letters-and-telegrams/page-%04d-%07d.txt",
                  i / 1000, i % 1000, i);
    tests::write_text(top / path, "page " + std::to_string(i) + "\n");
  }
  return top;
}

struct Asked {
  PackageForm form;
  std::optional<ArchiveForm> serialize;
};

class PackageMemory : public testing::Test {
 protected:
  std::size_t peak_of(const Asked& asked, const fs::path& input) {
    const HeapPeak peak;
    const Agent program{.id = {"delo-1"}, .name = "delo", .type = "software", .version = "1"};
    const auto package = package_of_folder(input, {}, program, {}, folder_.path());
    EXPECT_TRUE(package) << package.error().text();
    const auto made = write_package(
        *package, {.form = asked.form, .to = folder_ / "made", .serialize = asked.serialize});
    EXPECT_TRUE(made) << made.error().text();
    const std::size_t bytes = peak.bytes();
    fs::remove_all(folder_ / "made");
    return bytes;
  }

  tests::TempFolder folder_;
};

TEST_F(PackageMemory, a_file_more_takes_so_little_that_a_million_fit_into_300_mb) {
  const std::map<std::string, Asked> forms = {
      {"sip", {PackageForm::kSip, {}}},
      {"aip.zip", {PackageForm::kAip, ArchiveForm::kZip}},
      {"dip.tar", {PackageForm::kDip, ArchiveForm::kTar}},
  };
  const fs::path few = folder_of(kFew, folder_.path()), many = folder_of(kMany, folder_.path());
  peak_of({PackageForm::kBag, {}}, many);  // what the program keeps from then on is no file's
  for (const auto& [name, asked] : forms) {
    const double slope =
        tests::bytes_a_file(kFew, peak_of(asked, few), kMany, peak_of(asked, many));
    std::printf("%s: %.0f bytes a file\n", name.c_str(), slope);
    EXPECT_LT(slope, 150) << name;
  }
}

}  // namespace
}  // namespace delo::packages
