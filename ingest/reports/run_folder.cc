#include "ingest/reports/run_folder.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <vector>

#include "core/bytes/disk.h"
#include "core/text/json.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t kLargestRunRecord = 64u << 20;

// "20261124T063631Z" from a folder's name, whatever stands around it.
std::string moment_of(const std::string& run) {
  const std::string plain = run.starts_with("audit-") ? run.substr(6) : run;
  return plain.substr(0, plain.find('-'));
}

// Null when there is none, or it can't be read.
Json record_in(const fs::path& folder) {
  const auto text = read_file(folder / kRunFile, kLargestRunRecord);
  if (!text) return {};
  auto json = Json::parse(*text);
  return json ? *std::move(json) : Json();
}

bool is_of_batch(const fs::path& folder, const fs::path& batch) {
  return fs::path(record_in(folder)["batch"].text()) == batch;
}

// When the record of a run was last written; nothing: it was cut off before it had one.
std::optional<fs::file_time_type> recorded_at(const fs::path& run) {
  for (const std::string_view name : {kRunFile, std::string_view("audit.json")}) {
    std::error_code failed;
    const fs::file_time_type time = fs::last_write_time(run / name, failed);
    if (!failed) return time;
  }
  return std::nullopt;
}

struct Run {
  fs::path folder;
  std::string moment;
  fs::file_time_type recorded;  // of two in one second the later is the newer
};

}  // namespace

Result<fs::path> make_run_folder(const fs::path& holdings, const std::string& prefix,
                                 Timestamp started, const std::string& suffix) {
  std::string stamp = to_iso8601(started);
  std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
  const std::string name = prefix + stamp + suffix;
  fs::path folder = holdings / "reports" / name;
  for (int n = 2; fs::exists(folder); ++n) {
    folder = holdings / "reports" / (name + "-" + std::to_string(n));
  }
  DELO_CHECK(make_folders(folder));
  return folder;
}

Result<void> remove_interrupted_runs(const fs::path& holdings, const fs::path& batch,
                                     const std::string& suffix) {
  std::error_code failed;
  std::vector<fs::path> left;
  for (const auto& entry : fs::directory_iterator(holdings / "reports", failed)) {
    // "20261124T063631Z-5f1c2a9e", "20261124T063631Z-5f1c2a9e-2"
    const std::string name = entry.path().filename().string();
    const std::size_t dash = std::min(name.find('-'), name.size());
    if (name.compare(dash, suffix.size(), suffix) != 0) continue;
    const Json record = record_in(entry.path());
    // A power cut may have left no record, or none that can be read.
    const bool cut = record.is_null() ? !fs::exists(entry.path() / "report.html", failed)
                                      : record["interrupted"].boolean() &&
                                            fs::path(record["batch"].text()) == batch;
    if (cut) left.push_back(entry.path());
  }
  for (const fs::path& run : left) DELO_CHECK(remove_tree(run));
  return {};
}

Result<fs::path> find_run_folder(const fs::path& holdings, const std::string& text) {
  const fs::path reports = holdings / "reports";
  std::vector<Run> runs;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(reports, failed)) {
    std::error_code ignored;
    if (!entry.is_directory(ignored)) continue;
    if (const auto time = recorded_at(entry.path())) {
      runs.push_back({entry.path(), moment_of(entry.path().filename().string()), *time});
    }
  }
  if (runs.empty()) {
    return Error{ErrorCode::kNotFound, "no run has left a report in " + reports.string(), reports};
  }
  // The newest first.
  std::ranges::sort(runs, [](const Run& a, const Run& b) {
    return std::tie(a.moment, a.recorded) > std::tie(b.moment, b.recorded);
  });
  if (text.empty()) return runs.front().folder;
  for (const Run& run : runs) {
    if (run.folder.filename() == text) return run.folder;
  }
  const fs::path batch = fs::weakly_canonical(text, failed);
  for (const Run& run : runs) {
    if (is_of_batch(run.folder, batch)) return run.folder;
  }
  return Error{ErrorCode::kNotFound,
               "no run '" + text + "' in " + reports.string() + "; the newest is " +
                   runs.front().folder.filename().string(),
               reports};
}

}  // namespace delo::ingest
