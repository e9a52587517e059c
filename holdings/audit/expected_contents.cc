#include "holdings/audit/expected_contents.h"

#include <algorithm>
#include <unordered_map>

#include "core/fixity/hasher.h"
#include "packages/bagit/bag_names.h"

namespace delo::holdings {
namespace {

// The digest of the inventory as the ledger recorded it for this copy.
std::optional<Digest> recorded_inventory(const Holdings::Members& members, const CopyRecord& copy) {
  const auto entry = members.ledger->entry_at(copy.ledger_at);
  if (!entry) return std::nullopt;
  const auto facts = copy_facts_of(*entry);
  if (!facts || facts->package != copy.package || facts->store != copy.store) return std::nullopt;
  return facts->inventory;
}

bool agrees_with_sidecar(const Store& store, const PackageId& id, const std::string& path,
                         const CopyContents& contents) {
  const std::string name = path + "." + std::string(name_of(contents.parsed.algorithm));
  const std::string text = text_in_copy(store, id, name);
  return std::ranges::any_of(contents.files, [&](const ExpectedFile& file) {
    return file.path == name && file.content == text;
  });
}

}  // namespace

Result<ExpectedContents> expected_contents(const Holdings::Members& members,
                                           const CopyRecord& copy) {
  ExpectedContents expected;
  expected.recorded = recorded_inventory(members, copy);
  std::vector<const Store*> stores;
  for (const StoreSlot& slot : members.stores) {
    if (!slot.store) continue;
    stores.insert(slot.store->name() == copy.store ? stores.begin() : stores.end(),
                  slot.store.get());
  }
  for (const Store* store : stores) {
    if (!store->has(copy.package)) continue;
    for (const std::string& path : store->inventory_paths(copy.package)) {
      const std::string text = text_in_copy(*store, copy.package, path);
      if (text.empty()) continue;
      const bool proved = expected.recorded && sha256_of(text) == *expected.recorded;
      if (!proved && expected.contents) continue;  // there is one as good
      auto contents = contents_from(text);
      if (!contents || contents->parsed.id != object_id_of(copy.package)) continue;
      if (!proved && !agrees_with_sidecar(*store, copy.package, path, *contents)) continue;
      expected.contents = *std::move(contents);
      expected.proved = proved;
      if (proved) return expected;
    }
  }
  return expected;
}

std::vector<CopyFault> compare_bag_manifests(const Store& store, const PackageId& id,
                                             const CopyContents& contents) {
  std::vector<CopyFault> faults;
  std::unordered_map<std::string_view, const packages::ocfl::ContentFile*> files;
  files.reserve(contents.parsed.state.size());
  for (const packages::ocfl::LogicalFile& logical : contents.parsed.state) {
    files.emplace(logical.path.text(), &contents.parsed.content[logical.content_at]);
  }
  for (const auto& [name, manifest] : files) {
    auto algorithm_name = packages::algorithm_of_manifest(name);
    if (!algorithm_name) algorithm_name = packages::algorithm_of_tag_manifest(name);
    const auto algorithm = algorithm_name ? algorithm_named(*algorithm_name) : std::nullopt;
    if (!algorithm) continue;
    const std::string text = text_in_copy(store, id, manifest->path.text());
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const std::string_view line = std::string_view(text).substr(at, end - at);
      at = end + 1;
      const std::size_t blank = line.find(' ');
      const std::size_t from = line.find_first_not_of(" \t*", blank);
      if (blank == line.npos || from == line.npos) continue;
      const std::string path = packages::decode_manifest_path(line.substr(from), true);
      const auto listed = Digest::parse(*algorithm, line.substr(0, blank));
      const auto file = files.find(path);
      if (!listed || file == files.end()) {
        faults.push_back({manifest->path.text(), FileState::kDamaged, "an entry of the inventory",
                          "a line that fits none: " + std::string(line.substr(0, 200))});
        continue;
      }
      const auto known = file->second->digests.find(*algorithm);
      if (known && *known != *listed) {
        faults.push_back({manifest->path.text(), FileState::kDamaged,
                          "for " + path + " " + known->hex + " as in the inventory", listed->hex});
      }
    }
  }
  return faults;
}

}  // namespace delo::holdings
