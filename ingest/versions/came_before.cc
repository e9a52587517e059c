#include "ingest/versions/came_before.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "holdings/export.h"
#include "ingest/reception/rights_table.h"
#include "packages/aip.h"

namespace delo::ingest {
namespace {

// Of a file of a package as it is kept; empty: it is none that was received, but what we write
// or a copy of a text.
std::string_view received_path(std::string_view kept, std::string_view root) {
  if (!kept.starts_with(root)) return {};
  kept.remove_prefix(root.size());
  for (const std::string_view folder : {"documentation/", "metadata/descriptive/"}) {
    if (kept.starts_with(folder)) return kept.substr(folder.size());
  }
  if (!kept.starts_with("representations/")) return {};
  constexpr std::string_view kData = "/data/";
  const std::size_t name = kept.find('/') + 1;
  const std::size_t end = kept.find('/', name);
  if (end == kept.npos || kept.substr(end, kData.size()) != kData) return {};
  const auto role = file_role_named(kept.substr(name, end - name));
  if (role && is_text_copy(*role)) return {};
  return kept.substr(end + kData.size());
}

std::string sha256_in(const DigestSet& digests) {
  const auto sha256 = digests.find(DigestAlgorithm::kSha256);
  return sha256 ? sha256->hex : std::string();
}

bool has_all(const packages::ocfl::Inventory& version, const PackageId& id,
             const std::map<std::string, std::string>& delivered) {
  const std::string root = "data/" + packages::objid_of(id) + "/";
  std::map<std::string_view, bool> there;
  for (const packages::ocfl::LogicalFile& logical : version.state) {
    const auto found = delivered.find(std::string(received_path(logical.path.text(), root)));
    if (found == delivered.end() || found->second.empty()) continue;
    if (sha256_in(version.content.digests_of(logical.content_at)) == found->second) {
      there[found->first] = true;
    }
  }
  return there.size() == delivered.size();
}

}  // namespace

Result<bool> came_before(const std::map<std::string, std::string>& delivered,
                         const holdings::PackageEntry& package, holdings::Holdings& holdings) {
  bool found = false;
  DELO_CHECK(holdings::for_each_earlier_version(
      holdings, package, [&](const packages::ocfl::Inventory& version) {
        found = has_all(version, package.summary.id, delivered);
        return !found;
      }));
  return found;
}

Result<bool> has_rights_of(const ItemFiles& files, const holdings::PackageEntry& package,
                           holdings::Holdings& holdings) {
  std::map<std::string, std::string> tables;
  DELO_CHECK(files.for_each([&](const ItemFile& file) {
    if (!is_rights_table(file.object)) return;
    tables.emplace(file.object.path.text(), sha256_in(file.object.digests));
  }));
  if (tables.empty()) return true;
  DELO_TRY(const packages::ocfl::Inventory newest, holdings::newest_inventory(holdings, package));
  return has_all(newest, package.summary.id, tables);
}

}  // namespace delo::ingest
