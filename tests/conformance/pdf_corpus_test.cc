// Public collections of broken and sound PDF files; skipped where they are absent.
//
// Known misses: three files of JHOVE's errors in which nothing but JHOVE finds a
// fault, one that only asks for a password, and one whose only fault is the notation
// of a date, a warning here.  Known flags: a file of the PDF 2.0 examples whose line
// ends were changed, so that startxref points nowhere, and one whose metadata holds
// NUL bytes.
#include <cstdio>
#include <filesystem>
#include <map>

#include "tests/support/corpus_table.h"
#include "tests/support/shared_folder.h"
#include "tests/unit/pdf/pdf_test_support.h"

namespace delo::test {
namespace {

namespace fs = std::filesystem;

using tests::bytes_of;
using tests::rows_of;

TEST(PdfCorpus, broken_files_are_found_and_sound_ones_left_alone) {
  const fs::path folder = tests::shared_folder() / "corpora" / "pdf";
  if (!fs::exists(folder / "pdf-structure.tsv")) GTEST_SKIP() << "no corpora at " << folder;
  int caught = 0, missed = 0, flagged = 0, sound = 0, single = 0, single_caught = 0;
  for (const auto& row : rows_of(folder / "pdf-structure.tsv")) {
    if (row.size() < 5 || row[4] == "disputed") continue;
    const bool invalid =
        look_at(bytes_of(folder / "files" / row[0])).validity == Validity::kInvalid;
    if (row[1] == "broken") {
      ++(invalid ? caught : missed);
      if (!invalid) std::printf("missed: %s (%s)\n", row[0].c_str(), row[2].c_str());
      if (row[0].find("singlefault") != std::string::npos) {
        ++single;
        single_caught += invalid;
      }
    } else {
      ++sound;
      flagged += invalid;
      if (invalid) std::printf("flagged: %s\n", row[0].c_str());
    }
  }
  std::printf(
      "broken files caught %d, missed %d; single faults caught %d of %d; sound files %d, "
      "flagged %d\n",
      caught, missed, single_caught, single, sound, flagged);
  EXPECT_GE(caught, 89);
  EXPECT_EQ(single_caught, single);
  EXPECT_LE(flagged, 2);
}

TEST(PdfCorpus, files_that_conform_to_pdf_a_have_no_errors) {
  const fs::path folder = tests::shared_folder() / "corpora" / "pdf";
  if (!fs::exists(folder / "verapdf.tsv")) GTEST_SKIP() << "no corpora at " << folder;
  for (const auto& row : rows_of(folder / "verapdf.tsv")) {
    if (row.size() < 6 || row[5] != "pass") continue;
    const Examination examination = look_at(bytes_of(folder / "files" / row[0]));
    EXPECT_EQ(examination.validity, Validity::kValid) << row[0] << "\n"
                                                      << all_findings(examination);
  }
}

// They break PDF/A, not PDF; of what they break on purpose some is in ISO 32000 too.
TEST(PdfCorpus, files_that_break_pdf_a_only_are_mostly_sound) {
  const fs::path folder = tests::shared_folder() / "corpora" / "pdf";
  if (!fs::exists(folder / "verapdf.tsv")) GTEST_SKIP() << "no corpora at " << folder;
  int files = 0, flagged = 0;
  std::map<std::string, int> rules;
  for (const auto& row : rows_of(folder / "verapdf.tsv")) {
    if (row.size() < 6 || row[5] != "fail") continue;
    ++files;
    const Examination examination = look_at(bytes_of(folder / "files" / row[0]));
    flagged += examination.validity == Validity::kInvalid;
    for (const Finding& finding : examination.findings)
      if (finding.severity == Severity::kError) ++rules[finding.rule];
  }
  for (const auto& [rule, times] : rules) std::printf("%s %d\n", rule.c_str(), times);
  std::printf("%d files, %d flagged\n", files, flagged);
  // Those break ISO 32000 itself, on purpose or not.
  EXPECT_LE(flagged, 35);
}

}  // namespace
}  // namespace delo::test
