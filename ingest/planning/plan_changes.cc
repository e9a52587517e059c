#include "ingest/planning/plan_changes.h"

#include <algorithm>
#include <set>
#include <span>
#include <unordered_map>

#include "core/text/utf8.h"
#include "ingest/planning/item_changes.h"
#include "ingest/planning/twin_finder.h"
#include "ingest/versions/held_reference.h"

namespace delo::ingest {
namespace {

std::string bytes_text(std::uint64_t bytes) { return std::to_string(bytes) + " bytes"; }

class Comparison {
 public:
  Comparison(const Batch& batch, holdings::Holdings& holdings)
      : batch_(batch), holdings_(holdings) {}

  Result<PlanChanges> go(PlanReader& plan, RunContext& run) {
    compare_findings(plan.head());
    std::unordered_map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < batch_.item_ids.size(); ++i) {
      places.emplace(batch_.item_ids[i].value, i);
    }
    std::vector<bool> planned(batch_.item_ids.size(), false);
    std::vector<PlannedFile> files;
    while (true) {
      if (run.stopping()) return Error{ErrorCode::kCancelled, "interrupted"};
      DELO_TRY(const auto item, plan.next(&files));
      if (!item) break;
      const auto place = places.find(item->item.value);
      if (place == places.end()) {
        add("item removed: " + display_of(item->item.value));
        continue;
      }
      planned[place->second] = true;
      DELO_CHECK(compare_item(*item, files, place->second));
    }
    for (std::size_t i = 0; i < planned.size(); ++i) {
      if (!planned[i]) add("item added: " + display_of(batch_.item_ids[i].value));
    }
    DELO_CHECK(compare_bytes_with_holdings());
    return std::move(changes_);
  }

 private:
  void add(std::string change) {
    if (changes_.count++ < kToldChanges) changes_.first.push_back(std::move(change));
  }

  void compare_findings(const PlanHead& head) {
    std::multiset<std::string> before(head.findings.begin(), head.findings.end());
    for (const Finding& finding : batch_.findings) {
      const auto same = before.find(text_of(finding));
      if (same == before.end()) {
        add("beside the items: " + text_of(finding));
      } else {
        before.erase(same);
      }
    }
    for (const std::string& gone : before) add("beside the items no more: " + gone);
  }

  Result<void> compare_item(const PlannedItem& planned, const std::vector<PlannedFile>& before,
                            std::size_t index) {
    DELO_TRY(const BatchItem item, read_item_of(batch_, index));
    const ItemChanges changes =
        changes_of_item(before, planned.facts, item, batch_.unpacked != nullptr);
    for (const ItemChange& change : changes.first) add(change.text(planned.item));
    changes_.count += changes.count - changes.first.size();
    DELO_CHECK(compare_packages(planned, item.item));
    auto& known = known_[static_cast<std::uint32_t>(index)];
    for (const PlannedDuplicate& one : planned.duplicates) {
      if (one.held) known.insert(one.of);
    }
    return keys_.add(static_cast<std::uint32_t>(index), byte_keys_of(item, {}));
  }

  // All packages for the item's leaves, and their versions, but what an interrupted run of
  // the plan itself made.
  Result<void> compare_packages(const PlannedItem& planned, const Item& item) {
    const auto counts = [&](const holdings::PackageSummary& other) {
      return other.batch != batch_.id || other.item != item.id;
    };
    DELO_TRY(const auto held, held_already(item, leaves_of_masters_in(item), holdings_, counts));
    const std::string of_item = " for the leaves of the item " + display_of(item.id.value);
    std::set<std::string> known;
    for (const PlannedDuplicate& one : planned.duplicates) {
      if (!one.held || one.basis != "reference") continue;
      known.insert(one.of);
      DELO_TRY(const auto now, holdings_.find({one.of}));
      if (!now) {
        add("holdings: package " + one.of + of_item + " is there no more");
        continue;
      }
      DELO_TRY(const bool by_us, made_by(item, *now, one.version));
      if (!by_us) {
        add("holdings: package " + one.of + of_item + " has version " +
            std::to_string(now->version) + ", planned with version " + std::to_string(one.version));
      }
    }
    for (std::size_t i = 0; held && i < held->all.size(); ++i) {
      const std::string& package = held->all[i].summary.id.value;
      if (!known.contains(package)) add("holdings: package " + package + " came" + of_item);
    }
    return {};
  }

  // True when all versions after `version` are of this item.
  Result<bool> made_by(const Item& item, const holdings::PackageEntry& package, int version) {
    if (package.version == version) return true;
    DELO_TRY(const auto versions, holdings_.versions_of(package.summary.id));
    return std::ranges::all_of(versions, [&](const holdings::PackageVersion& one) {
      return one.number <= version || (one.batch == batch_.id.value && one.item == item.id.value);
    });
  }

  Result<void> compare_bytes_with_holdings() {
    DELO_CHECK(keys_.find(batch_, &holdings_));
    for (const auto& [index, known] : known_) {
      for (const PlannedDuplicate& twin : keys_.twins_of(index)) {
        if (!twin.held || known.contains(twin.of)) continue;
        add("holdings: package " + twin.of + " came with bytes of " +
            display_of(batch_.item_ids[index].value) + "/" + display_of(twin.path.text()));
      }
    }
    return {};
  }

  const Batch& batch_;
  holdings::Holdings& holdings_;
  PlanChanges changes_;
  TwinFinder keys_;
  std::map<std::uint32_t, std::set<std::string>> known_;  // packages that the plan knew of
};

}  // namespace

Result<PlanChanges> changes_since(PlanReader& plan, const Batch& batch,
                                  holdings::Holdings& holdings, RunContext& run) {
  return Comparison(batch, holdings).go(plan, run);
}

Result<PlanChanges> archive_changes_since(const PlanHead& head,
                                          const std::filesystem::path& batch) {
  PlanChanges changes;
  const auto tell = [&](std::string change) {
    ++changes.count;
    changes.first.push_back(std::move(change));
  };
  std::error_code failed;
  if (!std::filesystem::is_regular_file(batch, failed)) {
    if (head.archive) tell("the batch is no archive any more");
    return changes;
  }
  if (!head.archive) {
    tell("the batch is an archive, and was a folder");
    return changes;
  }
  DELO_TRY(const auto source, FileSource::open(std::filesystem::canonical(batch, failed)));
  const FileStamp& now = source->stamp_at_open();
  if (now.size != head.archive->size) {
    tell("resized: the archive, planned " + bytes_text(head.archive->size) + ", now " +
         bytes_text(now.size));
  } else if (now.modified_ns != head.archive->modified_ns ||
             now.changed_ns != head.archive->changed_ns) {
    tell("touched: the archive");
  }
  return changes;
}

}  // namespace delo::ingest
