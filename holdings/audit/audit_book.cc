#include "holdings/audit/audit_book.h"

#include <algorithm>

namespace delo::holdings {
namespace {

constexpr std::size_t kGroup = 64;  // entries
constexpr std::chrono::seconds kLongestWait{2};

}  // namespace

void AuditBook::tell(AuditLine line, bool unrepairable) {
  const std::lock_guard lock(mutex_);
  switch (line.state) {
    case FileState::kDamaged:
      ++summary_.damaged;
      break;
    case FileState::kMissing:
      ++summary_.missing;
      break;
    case FileState::kUnexpected:
      ++summary_.unexpected;
      break;
    case FileState::kRepaired:
      ++summary_.repaired;
      break;
  }
  if (unrepairable) ++summary_.unrepairable;
  if (unrepairable || repair_) line.repairable = false;
  tell_(line);
}

void AuditBook::count_copy(std::uint64_t files, std::uint64_t bytes, std::uint64_t intact) {
  const std::lock_guard lock(mutex_);
  ++summary_.copies;
  summary_.files += files;
  summary_.bytes += bytes;
  summary_.intact += intact;
}

void AuditBook::ledger_is_altered() {
  const std::lock_guard lock(mutex_);
  summary_.ledger_intact = false;
}

void AuditBook::not_checked(const std::string& what) {
  const std::lock_guard lock(mutex_);
  if (std::ranges::find(summary_.not_checked, what) == summary_.not_checked.end()) {
    summary_.not_checked.push_back(what);
  }
}

bool AuditBook::can_record() const {
  return members_.access == Access::kWork && members_.ledger->damage().empty();
}

Result<void> AuditBook::record(LedgerEntry entry) {
  if (!can_record()) return {};
  const std::lock_guard lock(mutex_);
  waiting_.push_back(std::move(entry));
  if (waiting_.size() < kGroup && std::chrono::steady_clock::now() - flushed_ < kLongestWait) {
    return {};
  }
  return flush_locked();
}

Result<void> AuditBook::flush() {
  const std::lock_guard lock(mutex_);
  return flush_locked();
}

Result<void> AuditBook::flush_locked() {
  flushed_ = std::chrono::steady_clock::now();
  if (waiting_.empty()) return {};
  std::vector<LedgerEntry> entries;
  entries.swap(waiting_);
  auto recorded =
      members_.record(entries, [&](const PackageId& id) { return members_.contents_in_stores(id); });
  if (recorded || recorded.error().code == ErrorCode::kInternal) return recorded;
  // What was read was read: an audit tells what it found on a full disk too.
  failed_locked("results could not be recorded: ", recorded.error());
  return {};
}

void AuditBook::not_recorded(const std::string& what, const Error& error) {
  const std::lock_guard lock(mutex_);
  failed_locked(what, error);
}

void AuditBook::failed_locked(const std::string& what, const Error& error) {
  summary_.not_checked.push_back(what + error.text());
  if (summary_.not_recorded) return;
  summary_.not_recorded = error;
  summary_.not_recorded->message = what + error.message;
}

AuditSummary AuditBook::summary() const {
  const std::lock_guard lock(mutex_);
  return summary_;
}

}  // namespace delo::holdings
