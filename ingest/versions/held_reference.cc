#include "ingest/versions/held_reference.h"

#include <algorithm>
#include <utility>

#include "core/text/timestamp.h"
#include "core/text/utf8.h"
#include "ingest/rules.h"

namespace delo::ingest {

LeavesOf leaves_of_masters_in(const Item& item) {
  return [&item]() -> Result<std::vector<Leaf>> {
    std::vector<Leaf> leaves;
    for (const FileObject& file : item.files) {
      if (file.role != FileRole::kMaster) continue;
      for (const LeafPlace& place : leaf_places_of(file)) leaves.push_back(place.leaf);
    }
    return leaves;
  };
}

Result<std::optional<HeldReference>> held_already(
    const Item& item, const LeavesOf& leaves_of_masters, holdings::Holdings& holdings,
    const std::function<bool(const holdings::PackageSummary&)>& counts) {
  ArchivalReference wanted = item.reference;
  if (wanted.delo.empty() && wanted.item.empty()) return std::optional<HeldReference>();
  if (wanted.leaves.empty()) {
    DELO_TRY(wanted.leaves, leaves_of_masters());
  }
  DELO_TRY(std::vector<holdings::PackageEntry> found, holdings.look_up(wanted));
  std::erase_if(found, [&](const holdings::PackageEntry& entry) {
    return !entry.summary.reference.same_delo(wanted) || !counts(entry.summary);
  });
  if (found.empty()) return std::optional<HeldReference>();
  const holdings::PackageEntry oldest =
      *std::ranges::min_element(found, {}, &holdings::PackageEntry::ingested);
  const holdings::PackageSummary& other = oldest.summary;
  std::ranges::sort(found, {}, [](const auto& entry) { return entry.summary.id.value; });
  const bool only = found.size() == 1;
  return std::optional<HeldReference>(HeldReference{
      finding(*rule_named("batch.reference.held"), {},
              "the holdings have " + other.reference.canonical() + " already: package " +
                  other.id.value + ", item " + display_of(other.item.value) + ", ingested " +
                  to_iso8601(oldest.ingested)),
      oldest, only, std::move(found)});
}

}  // namespace delo::ingest
