#include "ingest/cli/make_package.h"

#include "core/records/record_json.h"
#include "core/text/utf8.h"
#include "ingest/cli/command_support.h"
#include "packages/archivematica/transfer_folder.h"
#include "packages/bagit/bag_profile.h"
#include "packages/bagit/profile_plan.h"
#include "packages/eark/divided_package.h"
#include "policies/package_settings.h"

namespace delo::ingest {
namespace {

Json line_of(const packages::MadePackage& made) {
  return Json::object({{"package", made.id.value},
                       {"path", made.path.string()},
                       {"files", made.files},
                       {"bytes", made.bytes},
                       {"digests", to_json(made.digests)}});
}

void say(Desk& desk, const packages::MadePackage& made) {
  desk.out.text(made.path.string() + ": " + std::to_string(made.files) + " files, " +
                in_bytes(made.bytes) + "\n");
}

void tell(Desk& desk, const Json& line, const std::vector<Finding>* told) {
  if (told) {
    desk.out.line(line, *told, Json::object());
  } else {
    desk.out.line(line);
  }
}

int hand_out_parts(Desk& desk, const packages::Package& package, const PackageWish& wish,
                   const std::vector<Finding>* told) {
  const auto made =
      packages::write_divided_package(package, wish.order, wish.split_bytes, desk.run.stop);
  if (!made) return failed(desk, made.error());
  Json parts = Json::array();
  for (const packages::MadePackage& part : made->parts) parts.push(line_of(part));
  Json line = line_of(made->whole);
  line.set("parts", std::move(parts));
  tell(desk, line, told);
  say(desk, made->whole);
  for (const packages::MadePackage& part : made->parts) say(desk, part);
  return 0;
}

Result<void> read_form(const std::string& as, PackageWish& wish) {
  if (as == "archivematica-transfer" || as == "archivematica-bag") {
    wish.form =
        as == "archivematica-bag" ? PackageWish::Form::kTransferBag : PackageWish::Form::kTransfer;
    return {};
  }
  const auto form = packages::package_form_named(as);
  if (!form || *form == packages::PackageForm::kOcflObject ||
      *form == packages::PackageForm::kOcflRoot || *form == packages::PackageForm::kCsip ||
      *form == packages::PackageForm::kArchivematicaAip) {
    return Error{ErrorCode::kInvalidArgument, "--as " + as +
                                                  " is unknown; there are bag, sip, aip, dip, "
                                                  "archivematica-transfer and archivematica-bag"};
  }
  wish.order.form = *form;
  return {};
}

// What is asked of a bag: a profile, and tags from a file and from the command line.
Result<void> add_bag_wish(const Arguments& asked, PackageWish& wish) {
  if (asked.bag_profile.empty() && asked.bag_info.empty() && asked.tags.empty()) return {};
  packages::PackageOrder& order = wish.order;
  if (wish.form != PackageWish::Form::kPackage || wish.is_information_package()) {
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
  DELO_TRY(const packages::BagShape shape, packages::shape_of_bag(order.bag, order.algorithms));
  order.algorithms = shape.algorithms;
  return {};
}

}  // namespace

bool PackageWish::is_information_package() const {
  return form == Form::kPackage && order.form != packages::PackageForm::kBag;
}

Result<PackageWish> package_wish(const Arguments& asked) {
  PackageWish wish;
  DELO_CHECK(read_form(asked.as, wish));
  wish.order.to = asked.to;
  if (asked.serialize == "tar") {
    wish.order.serialize = packages::ArchiveForm::kTar;
  } else if (asked.serialize == "zip") {
    wish.order.serialize = packages::ArchiveForm::kZip;
  } else if (!asked.serialize.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "--serialize " + asked.serialize + " is unknown; there are tar and zip"};
  }
  for (const std::string& name : asked.algorithms) {
    const auto algorithm = algorithm_named(name);
    if (!algorithm || *algorithm == DigestAlgorithm::kCrc32) {
      return Error{ErrorCode::kInvalidArgument,
                   "--algorithm " + name +
                       " is unknown; there are md5, sha1, sha224, sha256, "
                       "sha384, sha512 and blake2b-512"};
    }
    wish.order.algorithms.push_back(*algorithm);
  }
  DELO_CHECK(add_bag_wish(asked, wish));
  if (!asked.settings.empty()) {
    DELO_TRY(wish.settings, read_package_settings(asked.settings));
    if (wish.is_information_package()) wish.split_bytes = wish.settings.split_bytes;
  }
  if (asked.split.empty()) return wish;
  const auto bytes = parse_size(asked.split);
  if (!bytes) {
    return Error{ErrorCode::kInvalidArgument,
                 "--split " + asked.split + " is no size; write 4GB, 700MiB or a number of bytes"};
  }
  if (!wish.is_information_package()) {
    return Error{ErrorCode::kInvalidArgument, "--split divides SIP, AIP and DIP only"};
  }
  wish.split_bytes = *bytes;
  return wish;
}

int hand_out(Desk& desk, const packages::Package& package, const PackageWish& wish,
             const std::vector<Finding>* told) {
  if (wish.split_bytes > 0) return hand_out_parts(desk, package, wish, told);
  const auto made =
      wish.form == PackageWish::Form::kPackage
          ? packages::write_package(package, wish.order, desk.run.stop)
          : packages::write_transfer(package,
                                     {.bag = wish.form == PackageWish::Form::kTransferBag,
                                      .to = wish.order.to,
                                      .serialize = wish.order.serialize},
                                     desk.run.stop);
  if (!made) return failed(desk, made.error());
  tell(desk, line_of(*made), told);
  say(desk, *made);
  return 0;
}

void tell_made(Desk& desk, const packages::MadePackage& made) {
  desk.out.line(line_of(made));
  say(desk, made);
}

}  // namespace delo::ingest
