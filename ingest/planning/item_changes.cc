#include "ingest/planning/item_changes.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "core/text/utf8.h"
#include "ingest/planning/plan_rules.h"

namespace delo::ingest {
namespace {

std::string bytes_text(std::uint64_t bytes) { return std::to_string(bytes) + " bytes"; }

class Comparison {
 public:
  ItemChanges files(const std::vector<PlannedFile>& before, const std::vector<PlannedFile>& now) {
    std::vector<const PlannedFile*> gone, come;
    std::size_t a = 0, b = 0;
    while (a < before.size() || b < now.size()) {
      if (b == now.size() || (a < before.size() && before[a].path < now[b].path)) {
        gone.push_back(&before[a++]);
      } else if (a == before.size() || now[b].path < before[a].path) {
        come.push_back(&now[b++]);
      } else {
        file(before[a++], now[b++]);
      }
    }
    names(gone, come);
    return std::move(changes_);
  }

 private:
  void add(const RelativePath& path, std::string what, std::string detail = {}) {
    if (changes_.count++ >= kToldChanges) return;
    changes_.first.push_back({path, std::move(what), std::move(detail)});
  }

  void file(const PlannedFile& before, const PlannedFile& now) {
    if (before.size != now.size) {
      add(now.path, "resized",
          ", planned " + bytes_text(before.size) + ", now " + bytes_text(now.size));
    } else if (before.modified_ns != now.modified_ns) {
      add(now.path, "touched", ", its time of modification is another");
    } else if (before.changed_ns != now.changed_ns) {
      add(now.path, "touched", ", it was written to or its rights or names were changed");
    }
  }

  void names(const std::vector<const PlannedFile*>& gone,
             const std::vector<const PlannedFile*>& come) {
    const auto key = [](const PlannedFile& file) {
      return std::tuple(file.inode, file.size, file.modified_ns);
    };
    std::multimap<std::tuple<std::uint64_t, std::uint64_t, std::int64_t>, const PlannedFile*> left;
    for (const PlannedFile* file : come) left.emplace(key(*file), file);
    std::vector<const PlannedFile*> renamed;
    for (const PlannedFile* file : gone) {
      const auto same = left.find(key(*file));
      if (same == left.end()) {
        add(file->path, "removed");
        continue;
      }
      add(file->path, "renamed", " is " + display_of(same->second->path.text()));
      renamed.push_back(same->second);
      left.erase(same);
    }
    std::ranges::sort(renamed);
    for (const PlannedFile* file : come) {
      if (!std::ranges::binary_search(renamed, file)) add(file->path, "added");
    }
  }

  ItemChanges changes_;
};

}  // namespace

std::string ItemChange::text(const ItemId& item) const {
  const std::string name = display_of(item.value);
  if (what.empty()) return "item " + name + detail;
  return what + ": " + name + "/" + display_of(path.text()) + detail;
}

ItemChanges changes_of_item(const std::vector<PlannedFile>& planned, const std::string& facts,
                            const BatchItem& now, bool by_facts_alone) {
  ItemChanges changes;
  if (!by_facts_alone) changes = Comparison().files(planned, planned_files(now));
  if (changes.count == 0 && facts_of(now) != facts) {
    changes.count = 1;
    changes.first.push_back(
        {{},
         {},
         ": what its lists and descriptions say, its names or links, or what may be read of it"});
  }
  return changes;
}

std::vector<Finding> findings_of(const ItemChanges& changes) {
  std::vector<Finding> out;
  for (const ItemChange& one : changes.first) {
    const bool whole = one.what.empty();
    out.push_back(finding(rule_changed(), {.path = one.path},
                          whole ? "not as it was planned" + one.detail
                                : "not as it was planned: " + one.what + one.detail));
  }
  if (changes.count > changes.first.size() && !out.empty()) {
    out.back().message +=
        "; and " + std::to_string(changes.count - changes.first.size()) + " more changes";
  }
  return out;
}

}  // namespace delo::ingest
