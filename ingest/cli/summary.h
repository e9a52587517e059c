// The answer on the terminal after a run: one screen, whatever the batch.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "ingest/reports/audit_report.h"
#include "ingest/reports/run_record.h"
#include "ingest/reports/words.h"

namespace delo::ingest {

// Gathers a batch item by item; keeps the counts and the first few items that
// need somebody.  Not for several threads at once.
class IngestSummary {
 public:
  void add(const ItemRecord& item);
  // Text for people, lines ended by '\n'.  `colour`: ANSI colours, never the only
  // sign of anything.
  std::string text(const RunRecord& run, const std::filesystem::path& report, bool colour) const;

 private:
  struct Line {
    Fate fate = Fate::kFailed;
    std::string item, reference, remedy;  // of the first reason
    std::vector<std::string> reasons;     // at most kReasons
    std::size_t findings = 0;             // of the item in all
  };
  static constexpr std::size_t kReasons = 3;
  static constexpr std::size_t kLines = 6;

  std::array<std::uint64_t, kFates> count_{};
  std::array<std::uint64_t, kFates> was_there_{};  // of these
  std::uint64_t files_ = 0, bytes_ = 0;
  std::vector<Line> lines_;  // of items that somebody must act on
};

// The same for an audit; `faults` are its first lines, more of them are counted
// in the record.
class AuditSummaryText {
 public:
  void add(const holdings::AuditLine& line);
  std::string text(const AuditRunRecord& run, const std::filesystem::path& report,
                   bool colour) const;

 private:
  static constexpr std::size_t kLines = 16;
  std::vector<holdings::AuditLine> lines_;
  std::uint64_t seen_ = 0;
  std::uint64_t repairable_ = 0;  // damaged or missing, and a repair may bring it back
};

}  // namespace delo::ingest
