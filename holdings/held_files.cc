#include "holdings/held_files.h"

#include "holdings/members.h"

namespace delo::holdings {

Result<void> for_each_file(
    Holdings& holdings,
    const std::function<Result<void>(const PackageEntry&, const std::string&, std::uint64_t,
                                     const std::string&)>& visit) {
  Catalogue& catalogue = *holdings.members().catalogue;
  return catalogue.for_each([&](const PackageEntry& entry) -> Result<void> {
    return catalogue.for_each_file(entry.summary.id, [&](const CatalogueFile& file) {
      return visit(entry, file.path, file.size, file.sha256);
    });
  });
}

}  // namespace delo::holdings
