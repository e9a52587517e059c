#include "holdings/rules.h"

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

}  // namespace delo::holdings
