#include "ingest/planning/plan_changes.h"

#include <algorithm>
#include <set>
#include <span>
#include <unordered_map>

#include "core/text/utf8.h"
#include "ingest/planning/twin_finder.h"
#include "ingest/versions/held_reference.h"
#include "policies/decide.h"

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
    const std::uint64_t so_far = changes_.count;
    if (!batch_.unpacked) compare_files(planned, before, planned_files(item));
    const PlannedItem now = planned_item(item);
    if (changes_.count == so_far && now.facts != planned.facts) {
      add("item " + display_of(planned.item.value) +
          ": what its lists and descriptions say, its names or links, or what may be read of it");
    }
    // What it may have got is not what it was planned to have.
    const auto counts = [&](const holdings::PackageSummary& other) {
      return other.batch != batch_.id || other.item != item.item.id;
    };
    DELO_TRY(const auto held,
             held_already(item.item, leaves_of_masters_in(item.item), holdings_, counts));
    const std::string package = held ? held->oldest.summary.id.value : std::string();
    if (held && !was_known(planned, package)) {
      add("holdings: package " + package + " came for the leaves of the item " +
          display_of(planned.item.value));
    }
    auto& known = known_[static_cast<std::uint32_t>(index)];
    for (const PlannedDuplicate& one : planned.duplicates) {
      if (one.held) known.insert(one.of);
    }
    return keys_.add(static_cast<std::uint32_t>(index), byte_keys_of(item, {}));
  }

  static bool was_known(const PlannedItem& planned, const std::string& package) {
    return std::ranges::any_of(planned.duplicates, [&](const PlannedDuplicate& one) {
      return one.held && one.basis == "reference" && one.of == package;
    });
  }

  // Both in path order.
  void compare_files(const PlannedItem& planned, const std::vector<PlannedFile>& before,
                     const std::vector<PlannedFile>& now) {
    std::vector<const PlannedFile*> gone, come;
    const std::string item = display_of(planned.item.value) + "/";
    std::size_t a = 0, b = 0;
    while (a < before.size() || b < now.size()) {
      if (b == now.size() || (a < before.size() && before[a].path < now[b].path)) {
        gone.push_back(&before[a++]);
      } else if (a == before.size() || now[b].path < before[a].path) {
        come.push_back(&now[b++]);
      } else {
        compare_file(item, before[a++], now[b++]);
      }
    }
    for (const PlannedFile* file : gone) {
      const auto renamed = std::ranges::find_if(come, [&](const PlannedFile* other) {
        return other->inode == file->inode && other->size == file->size &&
               other->modified_ns == file->modified_ns;
      });
      if (renamed == come.end()) {
        add("removed: " + item + display_of(file->path.text()));
        continue;
      }
      add("renamed: " + item + display_of(file->path.text()) + " is " +
          display_of((*renamed)->path.text()));
      come.erase(renamed);
    }
    for (const PlannedFile* file : come) add("added: " + item + display_of(file->path.text()));
  }

  void compare_file(const std::string& item, const PlannedFile& before, const PlannedFile& now) {
    const std::string name = item + display_of(now.path.text());
    if (before.size != now.size) {
      add("resized: " + name + ", planned " + bytes_text(before.size) + ", now " +
          bytes_text(now.size));
    } else if (before.modified_ns != now.modified_ns) {
      add("touched: " + name + ", its time of modification is another");
    } else if (before.changed_ns != now.changed_ns) {
      add("touched: " + name + ", it was written to or its rights or names were changed");
    }
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

Result<LeftOut> LeftOut::of(PlanReader& plan, const Policy& policy) {
  LeftOut out;
  while (true) {
    DELO_TRY(const auto item, plan.next(nullptr));
    if (!item) return out;
    if (decide(policy, item->findings).verdict != Verdict::kReject) continue;
    const std::string text = to_plan_json(*item).dump();
    DELO_TRY(const std::uint64_t at, out.spool_.append(text));
    out.places_.emplace(item->item.value, std::pair(at, text.size()));
  }
}

Result<PlannedItem> LeftOut::planned(const ItemId& item, const Policy& policy) const {
  const auto& [at, length] = places_.at(item.value);
  std::string text(length, '\0');
  DELO_TRY(const std::size_t n, spool_.read_at(at, std::as_writable_bytes(std::span(text))));
  if (n != length) return Error{ErrorCode::kIo, "items put aside are cut"};
  DELO_TRY(const Json json, Json::parse(text));
  DELO_TRY(PlannedItem out, planned_item_from(json));
  out.decision = decide(policy, out.findings);
  return out;
}

}  // namespace delo::ingest
