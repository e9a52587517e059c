#include "holdings/rules.h"

#include <algorithm>
#include <cassert>

#include "holdings/audit/audit.h"
#include "holdings/ledger/ledger.h"

namespace delo::holdings {
namespace {

constexpr Rule kRules[] = {
    {.id = "holdings.file.damaged",
     .severity = Severity::kError,
     .clause = "",
     .summary = "Every file of a copy has the digest it had when it was stored",
     .cause = "The disk lost bits, or somebody wrote to the file",
     .remedy =
         "Run delo audit --all --repair: the file comes back from a copy that was just verified; "
         "have the disk checked",
     .who = Remedier::kArchivist},
    {.id = "holdings.file.missing",
     .severity = Severity::kError,
     .clause = "",
     .summary = "Every file of a copy is there",
     .cause = "The file was deleted, or the disk lost a part of its file system",
     .remedy =
         "Run delo audit --all --repair: the file comes back from a copy that was just verified",
     .who = Remedier::kArchivist},
    {.id = "holdings.file.unexpected",
     .severity = Severity::kError,
     .clause = "OCFL 1.1 E023",
     .summary = "Nothing lies in a store but what was stored",
     .cause = "Somebody or some program put a file, a link or a folder there",
     .remedy =
         "Find out whose it is; delo audit --all --repair moves it to the quarantine folder and "
         "deletes nothing",
     .who = Remedier::kArchivist},
    {.id = "holdings.ledger.altered",
     .severity = Severity::kError,
     .clause = "",
     .summary = "The ledger's chain is whole and its copies in the stores agree with it",
     .cause =
         "An entry was changed, removed or put in, an older ledger was put back, or the disk lost "
         "bits",
     .remedy =
         "Compare the ledger with its copies in the stores; delo audit --all --repair mends what "
         "the copies prove, and leaves a true contradiction to you",
     .who = Remedier::kArchivist},
    {.id = "holdings.catalogue.damaged",
     .severity = Severity::kWarning,
     .clause = "",
     .summary = "The catalogue agrees with the ledger",
     .cause = "The disk lost bits, or somebody wrote to the database",
     .remedy = "None is needed: the catalogue is made anew from the ledger and the stores",
     .who = Remedier::kArchivist},
};

}  // namespace

std::span<const Rule> holdings_rules() { return kRules; }

const Rule& holdings_rule(std::string_view id) {
  const auto* found = std::ranges::find(kRules, id, &Rule::id);
  assert(found != std::end(kRules));
  return *found;
}

Finding finding_of(const AuditLine& line) {
  std::string_view id = "holdings.file.damaged";
  if (line.copy == "ledger" || line.path == kLedgerCopyFile) {
    id = "holdings.ledger.altered";
  } else if (line.copy == "catalogue") {
    id = "holdings.catalogue.damaged";
  } else if (line.state == FileState::kMissing || (line.found.empty() && !line.expected.empty())) {
    id = "holdings.file.missing";
  } else if (line.state == FileState::kUnexpected || line.expected.empty()) {
    id = "holdings.file.unexpected";
  }
  Location where;
  if (auto path = RelativePath::parse(line.path)) where.path = *std::move(path);
  where.part = line.copy;
  std::string message = "is " + std::string(name_of(line.state));
  if (!line.expected.empty()) message += ", expected " + line.expected;
  if (!line.found.empty()) message += ", found " + line.found;
  if (!line.note.empty()) message += " (" + line.note + ")";
  return finding(holdings_rule(id), std::move(where), std::move(message));
}

}  // namespace delo::holdings
