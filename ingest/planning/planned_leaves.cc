#include "ingest/planning/planned_leaves.h"

#include <algorithm>
#include <utility>

#include "core/text/utf8.h"
#include "validators/leaves/leaf_rules.h"
#include "validators/leaves/reconcile.h"

namespace delo::ingest {
namespace {

// Files that may carry leaves without saying so: as validators::carried_leaves() takes them.
std::vector<std::size_t> possible_carriers(const Item& item, const LeafPolicy& policy) {
  std::vector<std::size_t> masters, documents;
  const validators::ApartFiles apart(item);
  bool any_master = false;
  for (std::size_t i = 0; i < item.files.size(); ++i) {
    const FileObject& file = item.files[i];
    if (file.role == FileRole::kMaster) {
      if (apart.contains(file)) continue;
      any_master = true;
      if (file.leaf || read_leaf_name(file.path.name(), policy).half_of) return {};
      masters.push_back(i);
    } else if (file.role == FileRole::kAccess && !file.leaf &&
               to_lower(std::string(file.path.name())).ends_with(".pdf")) {
      documents.push_back(i);
    }
  }
  std::vector<std::size_t>& out = any_master ? masters : documents;
  const bool asked = policy.scheme == LeafScheme::kCarrier;
  return asked || out.size() == 1 ? std::move(out) : std::vector<std::size_t>();
}

}  // namespace

PlannedLeaves planned_leaves(const Item& item, const LeafPolicy& policy, const PagesSeen& pages) {
  std::vector<validators::LeafEvidence> evidence(item.files.size());
  for (const auto& [file, count] : pages) evidence[file].pages = count;
  const std::vector<std::size_t> carriers = possible_carriers(item, policy);
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
