#include "core/records/event.h"

#include <array>

namespace delo {
namespace {

struct EventTerm {
  EventType type;
  std::string_view name;  // the vocabulary's authoritative label
  std::string_view code;  // last part of the term's URI
};

// id.loc.gov/vocabulary/preservation/eventType, as of 2018-09-24.  The names are
// written into packages and ledgers: DO NOT CHANGE.
constexpr std::array kEventTerms = {
    EventTerm{EventType::kTransfer, "transfer", "tra"},
    EventTerm{EventType::kMessageDigestCalculation, "message digest calculation", "mes"},
    EventTerm{EventType::kFixityCheck, "fixity check", "fix"},
    EventTerm{EventType::kFormatIdentification, "format identification", "for"},
    EventTerm{EventType::kValidation, "validation", "val"},
    EventTerm{EventType::kMetadataExtraction, "metadata extraction", "mee"},
    EventTerm{EventType::kAppraisal, "appraisal", "app"},
    EventTerm{EventType::kPackageCreation, "information package creation", "ipc"},
    EventTerm{EventType::kIngestion, "ingestion", "ing"},
    EventTerm{EventType::kReplication, "replication", "rep"},
    EventTerm{EventType::kRecovery, "recovery", "rec"},
    EventTerm{EventType::kDissemination, "dissemination", "dis"},
    EventTerm{EventType::kFilenameChange, "filename change", "fil"},
    EventTerm{EventType::kUnpacking, "unpacking", "unp"},
    EventTerm{EventType::kModification, "modification", "mod"},
    EventTerm{EventType::kPackageSplitting, "information package splitting", "ips"},
    EventTerm{EventType::kNormalization, "normalization", "nor"},
};

constexpr bool in_order_of_the_enumeration() {
  for (std::size_t i = 0; i < kEventTerms.size(); ++i) {
    if (static_cast<std::size_t>(kEventTerms[i].type) != i) return false;
  }
  return true;
}
static_assert(in_order_of_the_enumeration());

}  // namespace

std::string_view name_of(EventType type) {
  return kEventTerms[static_cast<std::size_t>(type)].name;
}

std::string uri_of(EventType type) {
  return "http://id.loc.gov/vocabulary/preservation/eventType/" +
         std::string(kEventTerms[static_cast<std::size_t>(type)].code);
}

std::optional<EventType> event_type_named(std::string_view name) {
  for (const EventTerm& term : kEventTerms) {
    if (term.name == name) return term.type;
  }
  return std::nullopt;
}

std::string_view name_of(EventOutcome outcome) {
  switch (outcome) {
    case EventOutcome::kFailure:
      return "failure";
    case EventOutcome::kWarning:
      return "warning";
    case EventOutcome::kSuccess:
      return "success";
  }
  return "failure";
}

std::optional<EventOutcome> event_outcome_named(std::string_view name) {
  for (const auto outcome :
       {EventOutcome::kFailure, EventOutcome::kWarning, EventOutcome::kSuccess}) {
    if (name_of(outcome) == name) return outcome;
  }
  return std::nullopt;
}

}  // namespace delo
