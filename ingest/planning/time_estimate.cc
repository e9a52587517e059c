#include "ingest/planning/time_estimate.h"

#include <algorithm>
#include <vector>

#include "core/bytes/disk.h"
#include "core/text/json.h"
#include "ingest/reports/run_folder.h"
#include "ingest/reports/run_record.h"
#include "ingest/reports/words.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostRuns = 5, kMostTried = 50;
constexpr std::uint64_t kMostRecord = std::uint64_t{16} << 20;  // bytes of a run.json
// What is usual on two cores with disks that turn: read, examined, packed, stored twice and
// read back.
constexpr double kBytesASecond = 60e6, kSecondsAFile = 0.015, kSecondsAnItem = 0.05;

double usual(std::uint64_t bytes, std::uint64_t files, std::uint64_t items) {
  return static_cast<double>(bytes) / kBytesASecond + static_cast<double>(files) * kSecondsAFile +
         static_cast<double>(items) * kSecondsAnItem;
}

// Names of runs begin with their time: the newest first.
std::vector<fs::path> newest_runs(const fs::path& holdings) {
  std::vector<fs::path> runs;
  std::error_code failed;
  for (fs::directory_iterator at(holdings / "reports", failed), end; !failed && at != end;
       at.increment(failed)) {
    if (!at->path().filename().string().starts_with("audit-")) runs.push_back(at->path());
  }
  std::ranges::sort(runs, std::ranges::greater{});
  if (runs.size() > kMostTried) runs.resize(kMostTried);
  return runs;
}

}  // namespace

TimeEstimate estimate_time(const fs::path& holdings, std::uint64_t bytes, std::uint64_t files,
                           std::uint64_t items) {
  TimeEstimate estimate;
  double took = 0, expected = 0;
  std::uint64_t seen = 0;
  for (const fs::path& folder : newest_runs(holdings)) {
    if (estimate.runs == kMostRuns) break;
    const auto text = read_file(folder / kRunFile, kMostRecord);
    const auto json = text ? Json::parse(*text) : Result<Json>(text.error());
    const auto run = json ? run_record_from(*json) : Result<RunRecord>(json.error());
    if (!run || run->interrupted || run->accepted == 0 || run->finished <= run->started) continue;
    ++estimate.runs;
    took += static_cast<double>((run->finished - run->started).count()) / 1000;
    expected += usual(run->bytes, run->files, run->items);
    seen += run->bytes;
  }
  const double by_rule = usual(bytes, files, items);
  if (estimate.runs == 0) {
    estimate.seconds = by_rule;
    estimate.basis =
        "no run is on record here; 60 MB a second, 15 ms a file and 50 ms an item "
        "are assumed";
    return estimate;
  }
  estimate.seconds = by_rule * took / expected;
  estimate.basis = estimate.runs == 1
                       ? "as the last run went"
                       : "as the last " + std::to_string(estimate.runs) + " runs went";
  estimate.basis += " (" + size_in_words(seen) + ")";
  return estimate;
}

}  // namespace delo::ingest
