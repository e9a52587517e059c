#include "packages/aip.h"

#include <algorithm>
#include <vector>

#include "packages/archivematica/aip_validator.h"
#include "packages/bagit/bag_names.h"
#include "packages/bagit/bag_rules.h"
#include "packages/bagit/bag_writer.h"
#include "packages/bagit/profile_rules.h"
#include "packages/eark/csip_rules.h"
#include "packages/eark/ip_layout.h"
#include "packages/eark/ip_names.h"
#include "packages/eark/ip_writer.h"
#include "packages/eark/schema_rules.h"
#include "packages/generated_file.h"
#include "packages/package_tree.h"
#include "packages/sinks/archive_rules.h"

namespace delo::packages {
Result<PackageFiles> write_aip(const Package& package, const std::filesystem::path& folder) {
  DELO_TRY(const RelativePath data, RelativePath::parse(kPayloadFolder));
  DELO_TRY(PackageFiles payload, write_information_package(package, folder, data));
  std::vector<DigestAlgorithm> algorithms;
  // Those that every file has.
  algorithms.assign(kPackageAlgorithms.begin(), kPackageAlgorithms.end());
  DELO_CHECK(payload.for_each([&](const PackagedFile& file) {
    std::erase_if(algorithms,
                  [&](DigestAlgorithm algorithm) { return !file.digests.find(algorithm); });
  }));
  return write_bag(std::move(payload), bag_info_of(package), algorithms, folder);
}

std::span<const Rule> package_rules() {
  static const std::vector<Rule> kRules = [] {
    std::vector<Rule> rules;
    for (const auto& table :
         {bag_rules(), profile_rules(), archivematica::aip_rules(), csip_rules(), schema_rules(),
          name_rules(), tree_rules(), archive_rules()}) {
      rules.insert(rules.end(), table.begin(), table.end());
    }
    return rules;
  }();
  return kRules;
}

}  // namespace delo::packages
