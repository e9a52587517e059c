// Who hands the material over to whom, and under what agreement: what the material
// itself does not say and settings do (docs/formats/policy.md, [submission]).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/records/rights.h"

namespace delo {

struct Party {
  std::string name;
  std::string code;  // that identifies it, ISIL or any other; empty for none
  bool person = false;
  std::vector<std::string> notes;  // of a contact: address, telephone
  bool empty() const { return name.empty(); }
  bool same_as(const Party& other) const {
    return name == other.name && code == other.code && person == other.person;
  }
};

struct Submission {
  std::string agreement;
  std::vector<std::string> previous_agreements;
  std::string reference_code;  // empty: that of the item's archival reference
  std::vector<std::string> previous_reference_codes;
  std::string status = "NEW";  // "NEW" "SUPPLEMENT" "REPLACEMENT" "TEST" "VERSION" "DELETE" "OTHER"
  Party archival_creator;      // who made the records
  Party submitter;             // who hands them over; empty: the producer of the batch
  std::vector<Party> contacts;
  Party preserver;  // who keeps them
};

// Of all packages, or of one: what settings say about packages to be made.
struct PackageSettings {
  Submission submission;
  std::vector<RightsStatement> rights;  // of every item
  std::uint64_t split_bytes = 0;        // the largest size of a package to be handed out; 0: any
};

}  // namespace delo
