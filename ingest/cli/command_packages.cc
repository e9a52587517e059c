// validate, package.
#include <algorithm>

#include "core/bytes/disk.h"
#include "core/records/record_json.h"
#include "core/text/json.h"
#include "core/text/utf8.h"
#include "ingest/cli/command_support.h"
#include "ingest/cli/commands.h"
#include "ingest/cli/make_package.h"
#include "ingest/cli/output_place.h"
#include "ingest/packaging/describe_package.h"
#include "ingest/reception/reception_rules.h"
#include "packages/bagit/bag_profile.h"
#include "packages/eark/ip_names.h"
#include "packages/package_folder.h"
#include "packages/sinks/archive_reader.h"
#include "packages/validate_package.h"

namespace delo::ingest {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kByProfile = "bag-profile=";

// The profile of --as bag-profile=FILE; nothing when another form is asked for.
Result<std::optional<packages::BagProfile>> profile_asked(const std::string& as) {
  std::optional<packages::BagProfile> profile;
  if (!as.starts_with(kByProfile)) return profile;
  const std::string file = as.substr(kByProfile.size());
  if (file.empty()) {
    return Error{ErrorCode::kInvalidArgument, "--as bag-profile= names no file"};
  }
  DELO_TRY(profile, packages::read_bag_profile(file));
  return profile;
}

bool is_7z_archive(const fs::path& path) {
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored)) return false;
  const auto file = FileSource::open(path);
  if (!file) return false;
  const auto seven = packages::is_7z(**file);
  return seven && *seven;
}

// A package in its line; `kind` empty when it has none that we know.
void tell_verdict(Desk& desk, const std::string& operand, std::string_view kind,
                  const packages::BagProfile* profile, Validity validity,
                  const std::vector<Finding>& findings) {
  if (desk.out.json()) {  // a million findings are too many to be told in two ways
    Json line =
        Json::object({{"path", display_of(operand)}, {"kind", kind.empty() ? Json() : Json(kind)}});
    if (profile) line.set("profile", profile->identifier);
    line.set("validity", name_of(validity));
    desk.out.line(line, findings, Json::object());
    return;
  }
  for (const Finding& finding : findings) desk.out.finding(finding);
  desk.out.text(std::string(name_of(validity)) + "  " + terminal_text(operand) + "  (" +
                (kind.empty() ? "no kind that we know" : std::string(kind)) + ")\n");
}

// No kind was recognised: an archive may be too damaged for that.
Result<bool> tell_unrecognised(Desk& desk, const std::string& operand) {
  if (is_7z_archive(operand)) {
    return Error{ErrorCode::kUnsupported,
                 operand + " is a 7z archive, which is not read here; unpack it first", operand};
  }
  DELO_TRY(const auto faults, packages::faults_of_archive(operand, desk.run.stop));
  if (faults.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 operand + " is no package of a kind we know; say --as what it should be", operand};
  }
  tell_verdict(desk, operand, "", nullptr, Validity::kInvalid, faults);
  return false;
}

// Whether it is valid.
Result<bool> validate_one(Desk& desk, const std::string& operand,
                          std::optional<packages::PackageForm> asked_form,
                          const std::optional<packages::BagProfile>& profile) {
  std::error_code unseen;
  const fs::file_status status = fs::symlink_status(operand, unseen);
  if (status.type() == fs::file_type::not_found) {
    return Error{ErrorCode::kNotFound, operand + " does not exist", operand};
  }
  if (status.type() == fs::file_type::none) {
    return io_error("cannot look at", operand, unseen.value());
  }
  const auto form = asked_form ? asked_form : packages::recognise_package(operand);
  if (!form) return tell_unrecognised(desk, operand);
  DELO_TRY(const auto verdict,
           profile
               ? packages::validate_by_profile(operand, *profile, desk.run.stop, desk.asked.jobs)
               : packages::validate_package(operand, *form, desk.run.stop, desk.asked.jobs));
  tell_verdict(desk, operand, name_of(verdict.form), profile ? &*profile : nullptr,
               verdict.validity, verdict.findings);
  return verdict.validity == Validity::kValid;
}

std::vector<Finding> empty_folders_told(const packages::Package& package) {
  std::vector<Finding> told;
  for (const RelativePath& folder : package.empty_folders) {
    told.push_back(finding(rules::kEmptyFolder, {.path = folder},
                           "the folder is empty; packages hold files, it is not kept"));
  }
  return told;
}

}  // namespace

int command_validate(Desk& desk) {
  std::optional<packages::PackageForm> asked_form;
  const auto profile = profile_asked(desk.asked.as);
  if (!profile) return failed(desk, profile.error());
  if (*profile) {
    asked_form = packages::PackageForm::kBag;
  } else if (!desk.asked.as.empty()) {
    asked_form = packages::package_form_named(desk.asked.as);
    if (!asked_form) {
      return failed(desk, Error{ErrorCode::kInvalidArgument,
                                "--as " + desk.asked.as +
                                    " is unknown; there are bag, bag-profile=FILE, "
                                    "ocfl-object, ocfl-root, csip, sip, aip, dip, "
                                    "archivematica-aip"});
    }
  }
  // One that can't be judged stops no other; what stood in its way is told last.
  bool all_valid = true;
  std::vector<Error> errors;
  for (const std::string& operand : desk.asked.operands) {
    const auto valid = validate_one(desk, operand, asked_form, *profile);
    if (!valid && valid.error().code == ErrorCode::kCancelled) return failed(desk, valid.error());
    if (!valid) errors.push_back(valid.error());
    all_valid = all_valid && valid && *valid;
  }
  int code = all_valid ? 0 : 1;
  for (const Error& error : errors) code = std::max(code, failed(desk, error));
  return code;
}

int command_package(Desk& desk) {
  const auto wish = package_wish(desk.asked);
  if (!wish) return failed(desk, wish.error());
  const auto place = output_place(desk, "--to", desk.asked.to);
  if (!place) return failed(desk, place.error());
  // Beside what will be written there is room.
  const fs::path& to = wish->order.to;
  const fs::path aside = fs::is_directory(to) ? to : fs::absolute(to).parent_path();
  auto package = packages::package_of_folder(desk.asked.operands.front(), wish->order.algorithms,
                                             desk.run.software.front(), desk.run.stop, aside);
  if (!package) return failed(desk, package.error());
  std::vector<Finding> told;
  const auto tell = [&](std::vector<Finding> findings) {
    for (Finding& found : findings) {
      desk.out.finding(found);
      told.push_back(std::move(found));
    }
  };
  tell(empty_folders_told(*package));
  auto odd_names = packages::check_names(*package);
  if (!odd_names) return failed(desk, odd_names.error());
  tell(*std::move(odd_names));
  // A plain bag is of bytes alone; all others tell what the files are.
  if (wish->is_information_package() || wish->form != PackageWish::Form::kPackage) {
    auto findings = read_tables_of(*package, false, aside);
    if (!findings) return failed(desk, findings.error());
    tell(*std::move(findings));
    const auto looked =
        look_into_files(*package, desk.asked.examine ? desk.program : fs::path(), aside, desk.run);
    if (!looked) return failed(desk, looked.error());
    apply_settings(*package, wish->settings);
  }
  return hand_out(desk, *package, *wish, &told);
}

}  // namespace delo::ingest
