// A real scan, and the generator of hostile files; skipped where they are absent.
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "tests/support/corpus_table.h"
#include "tests/support/run_program.h"
#include "tests/support/shared_folder.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/pdf/pdf_test_support.h"

namespace delo::test {
namespace {

namespace fs = std::filesystem;

using tests::bytes_of;
using tests::rows_of;

TEST(PdfCorpus, a_real_scan_is_valid_and_measured) {
  const fs::path scan =
      tests::shared_folder() / "samples" / "APRF_f45_op1_d337_ll37-40" / "leaves.pdf";
  if (!fs::exists(scan)) GTEST_SKIP() << "no samples";
  const Examination examination = look_at(bytes_of(scan));
  EXPECT_EQ(examination.validity, Validity::kValid) << all_findings(examination);
  ASSERT_EQ(examination.technical.pages.size(), 4u);
  for (const PageMetadata& page : examination.technical.pages) {
    EXPECT_EQ(page.images, 1u);
    EXPECT_NEAR(page.ppi.value_or(0), 300, 0.5);
    EXPECT_EQ(page.compression, "jpeg");
  }
  EXPECT_FALSE(examination.thumbnail.empty());
}

// Made here, or the folder of $DELO_HOSTILE that `make-hostile OUT --only pdf` wrote.
TEST(PdfCorpus, hostile_files_get_the_verdict_they_must) {
  const tests::TempFolder made;
  fs::path folder = made.path() / "out";
  if (const char* named = std::getenv("DELO_HOSTILE")) {
    folder = named;
  } else {
    const fs::path script = tests::shared_folder() / "scripts/make-hostile";
    if (!fs::exists(script)) GTEST_SKIP() << "no hostile files";
    const auto run = tests::run_program(
        {"python3", script.string(), folder.string(), "-n", "300", "--only", "pdf"});
    ASSERT_TRUE(run && run->exit_status == 0);
  }
  int judged = 0;
  for (const auto& row : rows_of(folder / "manifest.tsv")) {
    if (row.size() < 3 || row[0].find("pdf") == std::string::npos) continue;
    ++judged;
    const Examination examination = look_at(bytes_of(folder / row[0]));
    bool error = false, told = false;
    for (const Finding& finding : examination.findings) {
      error |= finding.severity == Severity::kError;
      told |= finding.severity != Severity::kInfo;
    }
    if (row[2] == "reject") {
      EXPECT_TRUE(error) << row[0];
    }
    if (row[2] == "flag") {
      EXPECT_TRUE(told) << row[0];
    }
    if (row[2] == "accept") {
      EXPECT_FALSE(error) << row[0];
    }
  }
  EXPECT_GT(judged, 0);
}

}  // namespace
}  // namespace delo::test
