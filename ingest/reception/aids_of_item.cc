#include "ingest/reception/aids_of_item.h"

#include <map>
#include <utility>

#include "ingest/reception/earlier_delivery.h"
#include "ingest/reception/from_batch.h"

namespace delo::ingest {
namespace {

// Of one delivery.
struct AidsOfDelivery {
  std::vector<const AidOfItem*> beside, own, mods, dublin_core;
};

constexpr int kNewest = 1 << 30;

bool says_something(const FoundInAids& found) { return found.own || !found.levels.empty(); }

Result<FoundInAids> look_into(const std::vector<const AidOfItem*>& aids, const SoughtItem& sought) {
  if (aids.empty()) return FoundInAids();
  AidMatcher matcher({sought});
  std::vector<Finding> faults;
  for (const AidOfItem* aid : aids) {
    DELO_TRY(const auto source, aid->open());
    if (!source) continue;
    DELO_TRY(const std::vector<Finding> of_aid, matcher.read(*source, aid->path));
    faults.insert(faults.end(), of_aid.begin(), of_aid.end());
  }
  FoundInAids found = std::move(matcher.finish().front());
  found.findings.insert(found.findings.begin(), faults.begin(), faults.end());
  return found;
}

}  // namespace

Result<void> take_aids(const std::vector<AidOfItem>& aids, const SoughtItem& sought, Item& item,
                       std::vector<Finding>& findings) {
  std::map<int, AidsOfDelivery, std::greater<>> deliveries;
  for (const AidOfItem& aid : aids) {
    const auto earlier = earlier_delivery_of(aid.path);
    AidsOfDelivery& of = deliveries[earlier ? earlier->before_version : kNewest];
    if (aid.form == packages::DescriptionForm::kMods) {
      of.mods.push_back(&aid);
    } else if (aid.form != packages::DescriptionForm::kEad) {
      of.dublin_core.push_back(&aid);
    } else {
      (is_from_batch(aid.path) ? of.beside : of.own).push_back(&aid);
    }
  }
  bool in_aids = false, in_records = false;
  for (const auto& [delivery, of] : deliveries) {
    // What is wrong with aids of deliveries before was told with these.
    std::vector<Finding> told_before;
    std::vector<Finding>& to = delivery == kNewest ? findings : told_before;
    if (!in_aids) {
      DELO_TRY(const FoundInAids beside, look_into(of.beside, sought));
      DELO_TRY(const FoundInAids own, look_into(of.own, sought));
      take_found(beside, item, to);
      take_found(own, item, to);
      in_aids = says_something(beside) || says_something(own);
    }
    if (!in_records) {
      DELO_TRY(const FoundInAids mods, look_into(of.mods, sought));
      DELO_TRY(const FoundInAids dublin_core, look_into(of.dublin_core, sought));
      take_records(mods, item, to);
      take_records(dublin_core, item, to);
      in_records = says_something(mods) || says_something(dublin_core);
    }
  }
  return {};
}

}  // namespace delo::ingest
