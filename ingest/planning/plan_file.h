// A plan on disk (docs/formats/plan.md): JSON Lines, one head, one line an item and one for
// each of its files, one end with the digest of all before it.  The same batch, policy and
// program give the same bytes.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "ingest/planning/planned_item.h"
#include "ingest/reports/report_file.h"

namespace delo::ingest {

inline constexpr int kPlanFormat = 1;  // DO NOT CHANGE: on disk

struct PlanHead {
  std::string program;       // "delo 0.1.0"
  std::string batch, shape;  // absolute path
  std::string policy;        // its id
  int policy_version = 0;
  std::string policy_name;            // as find_policy() takes it
  std::string policy_digest;          // SHA-256 of its text
  std::string holdings;               // absolute path; empty: there were none yet
  std::string settings_digest;        // SHA-256 of their holdings.toml, as it is or would be
  std::vector<std::string> findings;  // about the batch itself, one line of text each
  // Of a batch that is an archive: its own stamp, for what is unpacked has another each time.
  std::optional<FileStamp> archive;
};

// A file as it was when it was planned.
struct PlannedFile {
  RelativePath path;  // within the item
  std::uint64_t size = 0, inode = 0;
  std::int64_t modified_ns = 0, changed_ns = 0;  // since 1970, UTC
};
std::vector<PlannedFile> planned_files(const BatchItem& item);
std::string plan_lines(const std::vector<PlannedFile>& files);
// Reads plan_lines() back.  Error kCorrupt.
Result<std::vector<PlannedFile>> planned_files_from(std::string_view lines);

// Written beside its place and put there whole by finish().
class PlanWriter {
 public:
  static Result<std::unique_ptr<PlanWriter>> create(const std::filesystem::path& path,
                                                    const PlanHead& head);
  // `file_lines`: of plan_lines()
  Result<void> add(const PlannedItem& item, const std::string& file_lines);
  Result<void> finish();

 private:
  PlanWriter(std::unique_ptr<ReportFile> file, std::unique_ptr<Hasher> hasher)
      : file_(std::move(file)), hasher_(std::move(hasher)) {}
  Result<void> write(const std::string& text);

  std::unique_ptr<ReportFile> file_;
  std::unique_ptr<Hasher> hasher_;
  std::uint64_t items_ = 0;
};

// Reads a plan item by item.
class PlanReader {
 public:
  // Reads the whole once and compares its digest.  Errors: kNotFound, kIo, kInvalidArgument
  // (no plan; cut or changed since it was written).
  static Result<std::unique_ptr<PlanReader>> open(const std::filesystem::path& path);

  const PlanHead& head() const { return head_; }
  std::uint64_t items() const { return items_; }
  // The next item in the plan's order; nothing at the end.  `files` may be null.  The
  // decision is left for whoever has the policy.
  Result<std::optional<PlannedItem>> next(std::vector<PlannedFile>* files);

 private:
  explicit PlanReader(std::filesystem::path path) : path_(std::move(path)) {}
  Result<void> prove();

  std::filesystem::path path_;
  PlanHead head_;
  std::uint64_t items_ = 0;
  LineReader lines_;
  std::string line_;
  bool held_back_ = false;  // line_ is yet to be used
};

}  // namespace delo::ingest
