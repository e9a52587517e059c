#include "ingest/planning/kept_plan.h"

#include "ingest/planning/plan_rules.h"
#include "policies/decide.h"

namespace delo::ingest {

Result<KeptPlan> KeptPlan::of(PlanReader& plan, const Policy& policy) {
  KeptPlan out;
  std::vector<PlannedFile> files;
  const auto put_aside = [&](const std::string& text) -> Result<Place> {
    DELO_TRY(const std::uint64_t at, out.spool_.append(text));
    return Place{at, text.size()};
  };
  while (true) {
    DELO_TRY(const auto item, plan.next(&files));
    if (!item) return out;
    Kept& kept = out.items_[item->item.value];
    kept.facts = item->facts;
    if (decide(policy, item->findings).verdict != Verdict::kReject) {
      DELO_TRY(kept.files, put_aside(plan_lines(files)));
    } else {
      DELO_TRY(kept.planned, put_aside(to_plan_json(*item).dump()));
    }
  }
}

Result<std::string> KeptPlan::text_at(const Place& place) const {
  std::string text(place.length, '\0');
  DELO_TRY(const std::size_t n, spool_.read_at(place.at, std::as_writable_bytes(std::span(text))));
  if (n != place.length) return Error{ErrorCode::kIo, "items put aside are cut"};
  return text;
}

bool KeptPlan::leaves_out(const ItemId& item) const {
  const auto found = items_.find(item.value);
  return found != items_.end() && found->second.planned.length > 0;
}

Result<ItemRecord> KeptPlan::left_out(const ItemId& item, const Policy& policy) const {
  DELO_TRY(const std::string text, text_at(items_.at(item.value).planned));
  DELO_TRY(const Json json, Json::parse(text));
  DELO_TRY(PlannedItem planned, planned_item_from(json));
  ItemRecord record{.item = planned.item,
                    .reference = planned.reference,
                    .reference_basis = planned.reference_basis,
                    .title = planned.title};
  record.decision = decide(policy, planned.findings);
  record.verdict = record.decision.verdict;
  record.findings = std::move(planned.findings);
  record.findings.push_back(finding(rule_left_out(), {},
                                    "the plan found the item not ready; none of its " +
                                        std::to_string(planned.files) + " files was read"));
  return record;
}

Result<std::vector<Finding>> KeptPlan::changes_of(const BatchItem& item,
                                                  bool by_facts_alone) const {
  const auto found = items_.find(item.item.id.value);
  if (found == items_.end()) {
    return std::vector<Finding>{finding(rule_changed(), {}, "the item is not in the plan")};
  }
  std::vector<PlannedFile> files;
  if (!by_facts_alone) {
    DELO_TRY(const std::string lines, text_at(found->second.files));
    DELO_TRY(files, planned_files_from(lines));
  }
  return findings_of(changes_of_item(files, found->second.facts, item, by_facts_alone));
}

ItemRecord changed_since_plan(const BatchItem& item, std::vector<Finding> changes,
                              const Policy& policy) {
  ItemRecord record{.item = item.item.id,
                    .reference = item.item.reference,
                    .reference_basis = item.item.reference_basis,
                    .title = item.item.title};
  record.decision = decide(policy, changes);
  // Whatever the policy makes of the finding: it is not what was planned.
  record.verdict = record.decision.verdict = Verdict::kReject;
  record.findings = std::move(changes);
  return record;
}

}  // namespace delo::ingest
