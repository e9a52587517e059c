// The public TIFF corpora, where they are at hand.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "validators/tiff/tiff_validator.h"

namespace delo {
namespace {

std::filesystem::path shared_folder() {
  const char* named = std::getenv("DELO_SHARED");
  return named ? named : DELO_SOURCE_DIR "/../shared";
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The verdicts of the corpus, against ours.  The few files on which we differ are
// known: reference images that break a MUST, and faults that leave every pixel and
// every tag readable.
TEST(tiff_corpus, verdicts_are_right) {
  const auto folder = shared_folder() / "corpora/tiff";
  std::ifstream table(folder / "tiff.tsv");
  if (!table) GTEST_SKIP() << "no corpus in " << folder;
  std::string line, differences;
  std::getline(table, line);
  int invalid = 0, caught = 0, valid = 0, flagged = 0;
  while (std::getline(table, line)) {
    std::istringstream row(line);
    std::string path, expected, fault, source, strength;
    std::getline(row, path, '\t');
    std::getline(row, expected, '\t');
    std::getline(row, fault, '\t');
    std::getline(row, source, '\t');
    std::getline(row, strength, '\t');
    if (strength == "disputed") continue;
    const std::string bytes = content_of(folder / "files" / path);
    const auto result =
        validators::tiff::examine(MemorySource(bytes), *RelativePath::parse("leaf.tif"), {}, {});
    ASSERT_TRUE(result.has_value()) << path << ": " << result.error().text();
    const bool bad = result->validity == Validity::kInvalid;
    (expected == "valid" ? valid : invalid) += 1;
    if (expected == "valid" && bad) ++flagged;
    if (expected == "invalid" && bad) ++caught;
    if (bad == (expected == "valid")) differences += path + " (" + fault + ")\n";
  }
  RecordProperty("invalid_caught", std::to_string(caught) + " of " + std::to_string(invalid));
  RecordProperty("valid_flagged", std::to_string(flagged) + " of " + std::to_string(valid));
  EXPECT_GE(caught * 100, invalid * 90) << differences;
  EXPECT_LE(flagged * 100, valid * 2) << differences;
}

}  // namespace
}  // namespace delo
