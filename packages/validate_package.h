// Is this a valid package?
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/records/examination.h"
#include "core/records/finding.h"
#include "core/result.h"
#include "packages/bagit/bag_profile.h"

namespace delo::packages {

enum class PackageForm : std::uint8_t {
  kBag,
  kOcflObject,
  kOcflRoot,
  kCsip,
  kSip,
  kAip,
  kDip,
  kArchivematicaAip
};
std::string_view name_of(PackageForm form);  // "bag" "ocfl-object" "ocfl-root" "csip" …
std::optional<PackageForm> package_form_named(std::string_view name);

struct PackageVerdict {
  std::filesystem::path path;
  PackageForm form = PackageForm::kBag;
  Validity validity = Validity::kNotExamined;
  std::vector<Finding> findings;
};

// Which form a folder or file has; nothing when none is recognised.
std::optional<PackageForm> recognise_package(const std::filesystem::path& path);

// What is wrong with an archive of no form that can be recognised, errors alone; nothing
// for a sound one, and for what is no archive.
Result<std::vector<Finding>> faults_of_archive(const std::filesystem::path& path,
                                               std::stop_token stop = {});

// Reads and checks the whole package, every digest included.  Error only for
// what we could not do (I/O, a path that does not exist).
// Bags, OCFL, and E-ARK packages in folders are read on `threads` threads.
Result<PackageVerdict> validate_package(const std::filesystem::path& path, PackageForm form,
                                        std::stop_token stop = {}, int threads = 1);

// The same of a bag, by BagIt and by a profile.
Result<PackageVerdict> validate_by_profile(const std::filesystem::path& path,
                                           const BagProfile& profile, std::stop_token stop = {},
                                           int threads = 1);

}  // namespace delo::packages
