// What an audit keeps as it goes: lines told, counts, entries for the ledger.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "holdings/audit/audit.h"
#include "holdings/members.h"

namespace delo::holdings {

// May be used by several threads.
class AuditBook {
 public:
  // `repair`: this audit was told to.
  AuditBook(Holdings::Members& members, bool repair,
            const std::function<void(const AuditLine&)>& tell)
      : members_(members), repair_(repair), tell_(tell) {}

  // One line a fault, counted by its state.  `unrepairable`: every copy has it.
  void tell(AuditLine line, bool unrepairable = false);
  void count_copy(std::uint64_t files, std::uint64_t bytes, std::uint64_t intact);
  void ledger_is_altered();
  // A sentence; told once however often it is said.
  void not_checked(const std::string& what);

  // Results that could not be written down; the first such error goes to the summary.
  void not_recorded(const std::string& what, const Error& error);

  // true: results go to the ledger and the catalogue.
  bool can_record() const;
  // Entries are written in groups: a sync for each of a million copies would take
  // longer than reading small ones.  What a crash loses is only audited again.
  Result<void> record(LedgerEntry entry);
  Result<void> flush();

  AuditSummary summary() const;

 private:
  Result<void> flush_locked();
  void failed_locked(const std::string& what, const Error& error);

  Holdings::Members& members_;
  const bool repair_;
  const std::function<void(const AuditLine&)>& tell_;
  mutable std::mutex mutex_;
  AuditSummary summary_;
  std::vector<LedgerEntry> waiting_;
  std::chrono::steady_clock::time_point flushed_ = std::chrono::steady_clock::now();
};

}  // namespace delo::holdings
