#include "holdings/catalogue/package_places.h"

#include <algorithm>
#include <tuple>

#include "packages/eark/ip_layout.h"
#include "packages/eark/ip_names.h"
#include "packages/premis/premis_reader.h"

namespace delo::holdings {

std::string_view folder_of_premis(std::string_view path) {
  if (!path.starts_with("data/") || !path.ends_with(packages::kPremisPath)) return {};
  const std::string_view folder = path.substr(0, path.size() - packages::kPremisPath.size());
  // Not that of a representation.
  return std::ranges::count(folder, '/') == 2 && folder.ends_with('/') ? folder
                                                                       : std::string_view();
}

Result<std::vector<CataloguePlace>> places_in_premis(const ByteSource& premis,
                                                     std::string_view folder) {
  std::vector<CataloguePlace> places;
  packages::PremisHandler handler;
  handler.file = [&](const packages::PremisFile& file) -> Result<void> {
    const std::vector<LeafPlace> leaves = leaf_places_of(file.object);
    if (leaves.empty() || file.location.empty()) return {};
    const std::string path = std::string(folder) + packages::decoded_name(file.location);
    for (const LeafPlace& one : leaves) {
      if (places.size() == kMostPlacesOfPackage) break;
      places.push_back({one.leaf, path, one.page});
    }
    return {};
  };
  handler.entity = [](const packages::PremisEntity&) { return Result<void>(); };
  const auto read = packages::read_premis(premis, handler);
  if (!read && read.error().code != ErrorCode::kCorrupt) return read.error();
  if (!read) places.clear();
  std::ranges::sort(places, [](const CataloguePlace& a, const CataloguePlace& b) {
    if (a.leaf != b.leaf) return a.leaf < b.leaf;
    return std::tie(a.path, a.page) < std::tie(b.path, b.page);
  });
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

}  // namespace delo::holdings
