// validate, package.
#include <algorithm>

#include "core/bytes/disk.h"
#include "core/records/record_json.h"
#include "core/text/utf8.h"
#include "ingest/cli/command_support.h"
#include "ingest/cli/commands.h"
#include "packages/bagit/bag_profile.h"
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
                                "--as " + desk.asked.as + " is unknown; there are bag, bag-profile=FILE, "
                                "ocfl-object, ocfl-root, csip, sip, aip, dip, "
                                "archivematica-aip"});
    }
  }
  bool all_valid = true;
  for (const std::string& operand : desk.asked.operands) {
    if (!fs::exists(fs::symlink_status(operand))) {
      return failed(desk, Error{ErrorCode::kNotFound, operand + " does not exist", operand});
    }
    const auto form = asked_form ? asked_form : packages::recognise_package(operand);
    if (!form) {
      if (is_7z_archive(operand)) {
        return failed(desk, Error{ErrorCode::kUnsupported,
                                  operand + " is a 7z archive, which is not read here; unpack it "
                                  "first", operand});
      }
      return failed(desk, Error{ErrorCode::kInvalidArgument,
                                operand + " is no package of a kind we know; say --as what it should be",
                                operand});
    }
    const auto verdict =
        *profile
            ? packages::validate_by_profile(operand, **profile, desk.run.stop, desk.asked.jobs)
            : packages::validate_package(operand, *form, desk.run.stop, desk.asked.jobs);
    if (!verdict) return failed(desk, verdict.error());
    all_valid = all_valid && verdict->validity == Validity::kValid;
    if (desk.out.json()) {  // a million findings are too many to be told in two ways
      Json line = Json::object(
          {{"path", display_of(operand)}, {"kind", name_of(verdict->form)}});
      if (*profile) line.set("profile", (*profile)->identifier);
      line.set("validity", name_of(verdict->validity)).set("findings", to_json(verdict->findings));
      desk.out.line(line);
    }
    for (const Finding& finding : verdict->findings) desk.out.finding(finding);
    desk.out.text(std::string(name_of(verdict->validity)) + "  " + terminal_text(operand) + "  (" +
                  std::string(name_of(verdict->form)) + ")\n");
  }
  return all_valid ? 0 : 1;
}

namespace {

// What is asked of a bag: a profile, and tags from a file and from the command line.
Result<void> add_wish(const Arguments& asked, packages::PackageOrder& order) {
  if (asked.bag_profile.empty() && asked.bag_info.empty() && asked.tags.empty()) return {};
  if (order.form != packages::PackageForm::kBag) {
    return Error{ErrorCode::kInvalidArgument,
                 "--profile, --bag-info and --tag are for bags; say --as bag"};
  }
  if (!asked.bag_profile.empty()) {
    DELO_TRY(order.bag.profile, packages::read_bag_profile(asked.bag_profile));
  }
  if (!asked.bag_info.empty()) {
    DELO_TRY(order.bag.tags, packages::read_tags_file(asked.bag_info));
  }
  for (const std::string& tag : asked.tags) {
    const std::size_t equal = tag.find('=');
    const std::string label = tag.substr(0, equal);
    if (equal == std::string::npos || label.empty() || equal + 1 == tag.size() ||
        label.find_first_of(":\r\n") != std::string::npos || label.front() == ' ' ||
        label.back() == ' ' || !is_utf8(tag)) {
      return Error{ErrorCode::kInvalidArgument,
                   "--tag " + tag + " is no LABEL=VALUE; a label has no colon"};
    }
    order.bag.tags.emplace_back(label, tag.substr(equal + 1));
  }
  // Digests of the payload are taken in its one read: the profile has its say before.
  DELO_TRY(const packages::BagShape shape,
           packages::shape_of_bag(order.bag, order.algorithms));
  order.algorithms = shape.algorithms;
  return {};
}

Result<packages::PackageOrder> order_for(const Arguments& asked) {
  packages::PackageOrder order{.form = packages::PackageForm::kBag,
                               .to = asked.to,
                               .serialize = std::nullopt,
                               .algorithms = {}};
  const auto form = packages::package_form_named(asked.as);
  if (!form || *form == packages::PackageForm::kOcflObject ||
      *form == packages::PackageForm::kOcflRoot || *form == packages::PackageForm::kCsip ||
      *form == packages::PackageForm::kArchivematicaAip) {
    return Error{ErrorCode::kInvalidArgument,
                 "--as " + asked.as + " is unknown; there are bag, sip, aip, dip"};
  }
  order.form = *form;
  if (asked.serialize == "tar") {
    order.serialize = packages::ArchiveForm::kTar;
  } else if (asked.serialize == "zip") {
    order.serialize = packages::ArchiveForm::kZip;
  } else if (!asked.serialize.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "--serialize " + asked.serialize + " is unknown; there are tar and zip"};
  }
  for (const std::string& name : asked.algorithms) {
    const auto algorithm = algorithm_named(name);
    if (!algorithm || *algorithm == DigestAlgorithm::kCrc32) {
      return Error{ErrorCode::kInvalidArgument,
                   "--algorithm " + name + " is unknown; there are md5, sha1, sha224, sha256, "
                   "sha384, sha512 and blake2b-512"};
    }
    order.algorithms.push_back(*algorithm);
  }
  DELO_CHECK(add_wish(asked, order));
  return order;
}

}  // namespace

int command_package(Desk& desk) {
  const auto order = order_for(desk.asked);
  if (!order) return failed(desk, order.error());
  // Beside what will be written there is room.
  const fs::path aside = fs::is_directory(order->to) ? order->to : fs::absolute(order->to).parent_path();
  const auto package =
      packages::package_of_folder(desk.asked.operands.front(), order->algorithms,
                                  desk.run.software.front(), desk.run.stop, aside);
  if (!package) return failed(desk, package.error());
  const auto made = packages::write_package(*package, *order, desk.run.stop);
  if (!made) return failed(desk, made.error());
  desk.out.line(Json::object({{"package", made->id.value},
                              {"path", made->path.string()},
                              {"files", made->files},
                              {"bytes", made->bytes},
                              {"digests", to_json(made->digests)}}));
  desk.out.text(made->path.string() + ": " + std::to_string(made->files) + " files, " +
                in_bytes(made->bytes) + "\n");
  return 0;
}

}  // namespace delo::ingest
