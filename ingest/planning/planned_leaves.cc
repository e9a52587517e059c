#include "ingest/planning/planned_leaves.h"

#include <algorithm>
#include <utility>

#include "validators/leaves/leaf_carrier.h"
#include "validators/leaves/leaf_rules.h"
#include "validators/leaves/reconcile.h"

namespace delo::ingest {

PlannedLeaves planned_leaves(const Item& item, const LeafPolicy& policy, const PagesSeen& pages) {
  std::vector<validators::LeafEvidence> evidence(item.files.size());
  for (const auto& [file, count] : pages) evidence[file].pages = count;
  std::vector<std::size_t> carriers = validators::unnumbered_carriers(item, policy);
  if (policy.scheme != LeafScheme::kCarrier && carriers.size() != 1) carriers.clear();
  const bool uncounted =
      std::ranges::any_of(carriers, [&](std::size_t i) { return evidence[i].pages == 0; });
  // Some of them counted would be as many leaves as those have pages.
  for (const std::size_t i : carriers) {
    if (uncounted) evidence[i].pages = 0;
  }
  auto reconciled = validators::reconcile_leaves(item, policy, evidence);
  if (uncounted) {
    std::erase_if(reconciled.findings, [](const Finding& found) {
      return found.rule == validators::leaf_rule::kUnnumbered.id;
    });
  }
  return {std::move(reconciled.findings), std::move(reconciled.account)};
}

}  // namespace delo::ingest
