// A package of many files in the holdings: what a file more takes of memory.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <map>
#include <string>

#include "core/fixity/hasher.h"
#include "core/run/run_context.h"
#include "holdings/audit/audit.h"
#include "holdings/export.h"
#include "holdings/holdings.h"
#include "tests/support/package_builder.h"
#include "tests/unit/memory/heap_peak.h"

namespace delo::holdings {
namespace {

namespace fs = std::filesystem;
using tests::HeapPeak;

const PackageId kId{"11111111-0000-5000-8000-000000000001"};

// Enough that what is put aside is on disk; and of twice as many, what grows by doubling is as
// full.
constexpr int kFew = 8000, kMany = 16000;

std::string path_of_file(int i) {
  char path[160];
  std::snprintf(path, sizeof path,
                "data/fond-0045-opis-01-series-of-correspondence/"
                "delo-%05d-letters-and-telegrams/page-%04d-%07d.txt",
                i / 1000, i % 1000, i);
  return path;
}

// A bag whose every tenth file is another in a later version.
packages::PackageFiles bag_of(int count, int version, const fs::path& folder) {
  packages::PackageFiles files(folder);
  std::string manifest;
  fs::create_directories(folder);
  for (int i = 0; i < count; ++i) {
    const bool changed = version > 1 && i % 10 == 0;
    const auto file = tests::packaged_file(folder, path_of_file(i),
                                           (changed ? "new page " : "page ") + std::to_string(i));
    EXPECT_TRUE(files.append(file));
    manifest += file.digests.find(DigestAlgorithm::kSha256)->hex + "  " + file.path.text() + "\n";
  }
  EXPECT_TRUE(files.append(tests::packaged_file(folder, "manifest-sha256.txt", manifest)));
  return files;
}

class HeldMemory : public testing::Test {
 protected:
  // Bytes of the peak of each of the deeds that a package of `count` files sees.
  std::map<std::string, std::size_t> peaks_of(int count) {
    std::map<std::string, std::size_t> peaks;
    const fs::path folder = folder_ / std::to_string(count);
    const auto held = Holdings::open(folder / "holdings", Access::kWork, run_);
    EXPECT_TRUE(held);
    PackageSummary summary;
    summary.id = kId;
    summary.title = "Letters";
    summary.item.value = summary.batch.value = "letters";
    summary.files = static_cast<std::uint64_t>(count);
    {
      const auto files = bag_of(count, 1, folder / "first");
      const HeapPeak peak;
      const auto done = (*held)->accept(summary, files, {}, {}, run_);
      EXPECT_TRUE(done) << done.error().text();
      peaks["accept"] = peak.bytes();
    }
    peaks["audit"] = audit_peak(**held, count);
    {
      const auto files = bag_of(count, 2, folder / "second");
      const HeapPeak peak;
      const auto done = (*held)->accept_version(summary, files, {}, "more of it", run_);
      EXPECT_TRUE(done) << done.error().text();
      peaks["version"] = peak.bytes();
    }
    peaks["audit of versions"] = audit_peak(**held, count);
    {
      const auto entry = (*held)->find(kId);
      EXPECT_TRUE(entry && *entry);
      const HeapPeak peak;
      const auto done = export_package(**held, **entry, folder / "out", run_);
      EXPECT_TRUE(done) << done.error().text();
      peaks["export"] = peak.bytes();
    }
    return peaks;
  }

  std::size_t audit_peak(Holdings& held, int count) {
    const HeapPeak peak;
    const AuditOrder order{.what = AuditOrder::What::kAll};
    const auto done = audit(order, AuditPolicy{}, held, run_, [](const AuditLine& line) {
      ADD_FAILURE() << line.copy << " " << line.path << " " << line.found;
    });
    EXPECT_TRUE(done) << done.error().text();
    EXPECT_GT(done->intact, std::uint64_t{2} * static_cast<std::uint64_t>(count));
    return peak.bytes();
  }

  tests::TempFolder folder_;
  SystemClock clock_;
  SilentProgress progress_;
  // One thread: what several hold at once is chance, and a small inventory each has for itself.
  RunContext run_{.clock = clock_, .progress = progress_, .software = {}, .stop = {}, .jobs = 1};
};

TEST_F(HeldMemory, a_file_more_takes_so_little_that_a_million_fit_into_300_mb) {
  // Bytes a file; the program itself, SQLite and what is put aside take some 40 MB.
  const std::map<std::string, double> most = {{"accept", 150},
                                              {"audit", 180},
                                              {"version", 150},
                                              {"audit of versions", 180},
                                              {"export", 180}};
  peaks_of(100);  // what the program keeps from its first package on is no file's
  const auto few = peaks_of(kFew), many = peaks_of(kMany);
  for (const auto& [deed, bytes] : most) {
    const double slope = tests::bytes_a_file(kFew, few.at(deed), kMany, many.at(deed));
    RecordProperty(deed, std::to_string(slope));
    std::printf("%s: %.0f bytes a file\n", deed.c_str(), slope);
    EXPECT_LT(slope, bytes) << deed;
  }
}

}  // namespace
}  // namespace delo::holdings
