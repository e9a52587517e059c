#include "packages/validate_package.h"

#include <array>
#include <utility>

#include "core/bytes/disk.h"
#include "packages/bagit/bag_names.h"
#include "packages/bagit/bag_validator.h"
#include "packages/package_tree.h"

namespace delo::packages {
namespace fs = std::filesystem;
namespace {

constexpr std::array kForms = {
    std::pair{PackageForm::kBag, std::string_view("bag")},
    std::pair{PackageForm::kOcflObject, std::string_view("ocfl-object")},
    std::pair{PackageForm::kOcflRoot, std::string_view("ocfl-root")},
    std::pair{PackageForm::kCsip, std::string_view("csip")},
    std::pair{PackageForm::kSip, std::string_view("sip")},
    std::pair{PackageForm::kAip, std::string_view("aip")},
    std::pair{PackageForm::kDip, std::string_view("dip")}};

}  // namespace

std::string_view name_of(PackageForm form) { return kForms[static_cast<std::size_t>(form)].second; }

std::optional<PackageForm> package_form_named(std::string_view name) {
  for (const auto& [form, form_name] : kForms) {
    if (form_name == name) return form;
  }
  return std::nullopt;
}

std::optional<PackageForm> recognise_package(const fs::path& path) {
  std::error_code ignored;
  if (fs::is_regular_file(path / kBagDeclarationName, ignored)) return PackageForm::kBag;
  return std::nullopt;
}

Result<PackageVerdict> validate_package(const fs::path& path, PackageForm form,
                                        std::stop_token stop) {
  PackageVerdict verdict{.path = path, .form = form};
  DELO_TRY(const auto tree, open_tree(path, &is_bag_tag_file, stop));
  DELO_TRY(verdict.findings, validate_bag(*tree, stop));
  verdict.validity = validity_of(verdict.findings);
  return verdict;
}

}  // namespace delo::packages
