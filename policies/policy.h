// A policy says what a finding means.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/fixity/digest.h"
#include "core/records/file_object.h"
#include "core/records/identifiers.h"
#include "core/records/isad.h"
#include "core/records/leaf_naming.h"
#include "core/records/submission.h"

namespace delo {

enum class Action : std::uint8_t { kAccept, kNote, kReview, kReject };
std::string_view name_of(Action action);  // "accept" "note" "review" "reject"

// The longest prefix (cut at dots) of a finding's rule decides.
struct RuleAction {
  std::string rule_prefix;
  Action action = Action::kReview;
  int line = 0;  // in the policy file, from 1
};

// PRONOM ids accepted for files of one role; a role that is not named may be anything.
struct AcceptedFormats {
  FileRole role = FileRole::kMaster;
  std::vector<std::string> puids;
};

// What a property of technical metadata is expected to be.
struct Expectation {
  std::string property;  // "resolution_ppi" "bits_per_sample" "compression" "photometric" "icc"
  std::optional<double> min, max;   // inclusive
  std::vector<std::string> one_of;  // numbers as text; of "icc": "any" is any profile at all
  Action action = Action::kReview;  // of the finding it yields; [rules] may say otherwise
};

// What a package tells of the time of events (docs/house.md, "The same bytes").
enum class EventTimes : std::uint8_t { kReproducible, kExact };

// What becomes of an item whose delo and leaves the holdings have already.
enum class SameReference : std::uint8_t {
  kReview,      // "batch.reference.held" is found, and [rules] say what it means
  kNewVersion,  // it is the next version of the package that has them, if one has
};

// Elements that a description must have (ISAD(G) § 3).
struct RequiredElements {
  std::string level;  // "fonds" "series" "file" of those above, where it is told; empty: the item
  std::vector<IsadElement> elements;
};

// Bytes of a description beside the items that each package keeps whole, unless told otherwise.
inline constexpr std::uint64_t kWholeUpTo = std::uint64_t{1} << 20;

struct Policy {
  PolicyId id;
  int version = 0;
  std::string title;  // one line for reports
  // PRONOM ids accepted for masters, access copies and texts, whatever their
  // role; empty: any.  formats_by_role says it role by role instead.
  std::vector<std::string> formats;
  std::vector<AcceptedFormats> formats_by_role;
  std::vector<DigestAlgorithm> digests;  // always with SHA-256; in the order of DigestAlgorithm
  std::vector<std::string> copies;       // names of stores; empty: all of the holdings
  std::vector<Expectation> expect;
  std::vector<RuleAction> rules;
  std::vector<RequiredElements> required;  // [description]
  bool inherited_counts = true;  // of a required element: that a level above has it is enough
  std::uint64_t whole_up_to = kWholeUpTo;  // [description]; of a larger one an excerpt is kept
  EventTimes event_times = EventTimes::kReproducible;
  SameReference same_reference = SameReference::kReview;
  std::string reference_template;  // [references] template (ReferenceTemplate); empty: none
  bool utf8_copies = true;         // [texts]: of texts in other encodings
  LeafPolicy leaves;               // [leaves]: how files tell leaves, and which must be there
  PackageSettings packages;        // [submission], [[rights]], split
  std::string source;              // the text of the file it was read from
  std::filesystem::path file;      // its name, for messages
};

// A number as policies and messages write it, shortest form: "400", "0.5".
std::string number_text(double value);

struct AuditPolicy {
  PolicyId id;
  int version = 0;
  int period_days = 365;                                           // every copy once in …
  std::vector<DigestAlgorithm> digests{DigestAlgorithm::kSha256};  // recomputed from the bytes
  double sample_percent = 100;                                     // of what is due, oldest first
  std::string title;
  std::string source;
};

}  // namespace delo
