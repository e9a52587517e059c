// Identifiers are texts with a kind, so that one cannot be taken for another.
#pragma once

#include <compare>
#include <string>

namespace delo {

template <class Kind>
struct Id {
  std::string value;
  bool empty() const noexcept { return value.empty(); }
  auto operator<=>(const Id&) const = default;
};

using ObjectId = Id<struct ObjectKind>;    // PREMIS objectIdentifier
using EventId = Id<struct EventKind>;      // PREMIS eventIdentifier
using AgentId = Id<struct AgentKind>;      // PREMIS agentIdentifier
using BatchId = Id<struct BatchKind>;      // names the folder of a batch below work/ and reports/
using ItemId = Id<struct ItemKind>;        // names an item within its batch: its folder's name
using PackageId = Id<struct PackageKind>;  // a UUID as text, 36 characters
using PolicyId = Id<struct PolicyKind>;    // as the policy file says

}  // namespace delo
