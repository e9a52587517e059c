// One manifest of a bag, line by line, held against the files that are there.
#pragma once

#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/fixity/fingerprint.h"
#include "core/records/finding.h"
#include "packages/bagit/bag_reader.h"
#include "packages/bagit/manifest_index.h"
#include "packages/package_tree.h"

namespace delo::packages {

// The names of a package's files that are in another Unicode normal form than C, by that
// form.  (RFC 8493 §6.1.1)  Made when somebody first asks; any number of threads may.
class OtherNormalForms {
 public:
  explicit OtherNormalForms(const TreeFiles& files) : files_(files) {}  // borrowed
  // The file that `nfc` is the name of, in another form.
  std::optional<std::size_t> find(std::string_view nfc);

 private:
  const TreeFiles& files_;
  std::once_flag made_;
  FingerprintMap by_form_;
};

struct ManifestOrder {
  RelativePath path;
  DigestAlgorithm algorithm = DigestAlgorithm::kSha256;
  bool of_payload = true;
};
struct CheckedManifest {
  ManifestIndex index;            // settled
  std::vector<Finding> findings;  // in the order of the lines, then of doubles
  bool is_whole = true;           // false: it could not be read, as `findings` says
};
// Manifests of one tree may be checked at the same time.  Error kCancelled.
Result<CheckedManifest> check_manifest(PackageTree& tree, OtherNormalForms& forms,
                                       const ManifestOrder& order,
                                       const BagDeclaration& declaration,
                                       const std::stop_token& stop);

}  // namespace delo::packages
