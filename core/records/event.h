// PREMIS Event and Agent.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/finding.h"
#include "core/records/identifiers.h"
#include "core/text/timestamp.h"

namespace delo {

// Terms of id.loc.gov/vocabulary/preservation/eventType.
enum class EventType : std::uint8_t {
  kTransfer,
  kMessageDigestCalculation,
  kFixityCheck,
  kFormatIdentification,
  kValidation,
  kMetadataExtraction,
  kAppraisal,  // a decision, by policy or by a person
  kPackageCreation,
  kIngestion,
  kReplication,
  kRecovery,
  kDissemination,
  kFilenameChange,
  kUnpacking,
  kModification,
  kPackageSplitting,
  kNormalization,
};
std::string_view name_of(EventType type);  // "message digest calculation"
std::string uri_of(EventType type);        // "http://id.loc.gov/vocabulary/preservation/eventType/mes"; empty if none is known
std::optional<EventType> event_type_named(std::string_view name);

enum class EventOutcome : std::uint8_t { kFailure, kWarning, kSuccess };
std::string_view name_of(EventOutcome outcome);  // "failure" "warning" "success"
std::optional<EventOutcome> event_outcome_named(std::string_view name);

struct Agent {
  AgentId id;           // "delo-0.1.0", "libtiff-4.5.0", "person-a-ivanova"
  std::string name;     // "libtiff"
  std::string type;     // "software" "person" "organization"
  std::string version;  // empty for people
  auto operator<=>(const Agent&) const = default;
};

struct Event {
  EventType type = EventType::kTransfer;
  Timestamp time{};    // when it happened; how much of it a package tells is the policy's choice
  std::string detail;  // tool, options, what was compared
  EventOutcome outcome = EventOutcome::kFailure;
  std::string outcome_note;
  std::vector<Finding> findings;
  std::vector<AgentId> agents;
  std::vector<RelativePath> objects;  // files of the item; empty: the item itself
};

}  // namespace delo
