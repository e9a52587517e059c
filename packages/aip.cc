#include "packages/aip.h"

#include <algorithm>
#include <vector>

#include "packages/bagit/bag_names.h"
#include "packages/bagit/bag_rules.h"
#include "packages/bagit/bag_writer.h"
#include "packages/eark/csip_rules.h"
#include "packages/eark/ip_layout.h"
#include "packages/eark/ip_names.h"
#include "packages/eark/ip_writer.h"
#include "packages/generated_file.h"
#include "packages/package_tree.h"
#include "packages/sinks/archive_rules.h"

namespace delo::packages {
namespace {

BagInfo bag_info_of(const Package& package) {
  const Item& item = package.item;
  BagInfo info;
  info.emplace_back("Source-Organization", package.producer);
  info.emplace_back("External-Identifier", package.id.value);
  if (!item.reference.empty()) {
    info.emplace_back("Internal-Sender-Identifier", item.reference.canonical());
    info.emplace_back("Internal-Sender-Description", item.reference.canonical_cyrillic());
  }
  info.emplace_back("External-Description", title_of(item));
  // Of the material, not of the clock: the same package has the same bytes.
  info.emplace_back("Bagging-Date", to_iso8601(package.material_date).substr(0, 10));
  if (!package.agents.empty()) {
    const Agent& program = package.agents.front();
    info.emplace_back("Bag-Software-Agent", program.name + ' ' + program.version);
  }
  return info;
}

}  // namespace

Result<PackageFiles> write_aip(const Package& package, const std::filesystem::path& folder) {
  DELO_TRY(const RelativePath data, RelativePath::parse(kPayloadFolder));
  DELO_TRY(PackageFiles payload, write_information_package(package, folder, data));
  std::vector<DigestAlgorithm> algorithms;
  for (const DigestAlgorithm algorithm : kPackageAlgorithms) {
    const bool everywhere = std::ranges::all_of(payload, [&](const PackagedFile& file) {
      return file.digests.find(algorithm).has_value();
    });
    if (everywhere) algorithms.push_back(algorithm);
  }
  return write_bag(std::move(payload), bag_info_of(package), algorithms, folder);
}

std::span<const Rule> package_rules() {
  static const std::vector<Rule> kRules = [] {
    std::vector<Rule> rules;
    for (const auto& table :
         {bag_rules(), csip_rules(), name_rules(), tree_rules(), archive_rules()}) {
      rules.insert(rules.end(), table.begin(), table.end());
    }
    return rules;
  }();
  return kRules;
}

}  // namespace delo::packages
