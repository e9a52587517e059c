// Is it still there, and intact?
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/records/finding.h"
#include "holdings/holdings.h"
#include "policies/policy.h"

namespace delo::holdings {

struct AuditOrder {
  enum class What : std::uint8_t { kAll, kDue, kSample, kPackages };
  What what = What::kDue;
  double sample_percent = 100;      // kSample
  std::vector<PackageId> packages;  // kPackages
  std::string store;                // only this one; empty: all
  double bytes_per_second = 0;      // 0: as fast as it goes
  bool repair = false;
  // With kAll and repair: this store is lost for good; where it is not there it is
  // made anew, empty, and its copies are put into it again.
  std::string new_store;
};

enum class FileState : std::uint8_t { kDamaged, kMissing, kUnexpected, kRepaired };
std::string_view name_of(FileState state);  // "damaged" …

struct AuditLine {
  std::string copy;  // "store-a/<package id>"
  std::string path;  // within the object
  FileState state = FileState::kDamaged;
  std::string expected, found;  // "sha256:…", or a phrase
  std::string note;             // for people: what was done or is to be done
  // false: a repair has nothing for it (its store is not there), or has been tried.
  bool repairable = true;
};

// The line as a finding under one of holdings_rules(); a repaired one too, by what
// it was before.
Finding finding_of(const AuditLine& line);

// Each file is counted once, by how it is when the audit ends: a file that was
// damaged and came back is "repaired" and not "damaged".
struct AuditSummary {
  std::uint64_t copies = 0, files = 0, bytes = 0;
  std::uint64_t intact = 0, damaged = 0, missing = 0, unexpected = 0, repaired = 0;  // files
  double coverage = 0;  // share of all copies verified within the policy's period, 0 … 1
  std::uint64_t unrepairable = 0;
  std::vector<std::string> not_checked;  // what this audit did not look at, sentences
  bool ledger_intact = true;
  // What was found could not be written down, or not in every copy of the ledger:
  // our own failure, whatever the copies are like.
  std::optional<Error> not_recorded;
  bool interrupted = false;  // Ctrl-C: what was done is recorded, --due goes on with the rest
};

// Reads every byte of every copy that is due, compares bytes, manifest,
// inventory and ledger, and tells of each fault as it is found.  With `repair`
// a damaged or missing file comes back from a copy whose file was just verified;
// what was damaged is kept in quarantine/.
Result<AuditSummary> audit(const AuditOrder& order, const AuditPolicy& policy, Holdings& holdings,
                           RunContext& run, const std::function<void(const AuditLine&)>& tell);

}  // namespace delo::holdings
