// From findings to a verdict: a pure function, no clock, no disk.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/records/examination.h"
#include "core/records/file_object.h"
#include "core/records/item.h"
#include "policies/policy.h"

namespace delo {

enum class Verdict : std::uint8_t { kReject, kReview, kAccept };  // default: the strictest
std::string_view name_of(Verdict verdict);                        // "reject" "review" "accept"

struct PolicyDecision {
  PolicyId policy;
  int policy_version = 0;
  Verdict verdict = Verdict::kReject;
  struct Reason {
    std::string rule;
    Action action = Action::kReject;
    std::size_t count = 0;  // findings
    auto operator<=>(const Reason&) const = default;
  };
  std::vector<Reason> reasons;  // strictest first, then by rule
};

// Findings "policy.format" and "policy.expect.<property>" for one file that is
// not as the policy expects.  Expectations speak of master files only.
std::vector<Finding> check_expectations(const Policy& policy, const FileObject& file,
                                        const Examination& examination);

// Findings "policy.description.required": what [description] requires and the item's
// description, or that of a level above it, has not.
std::vector<Finding> check_description(const Policy& policy, const Item& item);

// What a policy does not name is decided by severity: error → reject, warning →
// note, info → accept; a remark (info) is never more than noted.
Action action_for(const Policy& policy, const Finding& finding);
PolicyDecision decide(const Policy& policy, std::span<const Finding> findings);

std::span<const Rule> policy_rules();

}  // namespace delo
