// export.
#include <algorithm>
#include <utility>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "core/records/rights_json.h"
#include "holdings/export.h"
#include "ingest/cli/command_support.h"
#include "ingest/cli/commands.h"
#include "ingest/cli/make_package.h"
#include "ingest/cli/output_place.h"
#include "ingest/packaging/describe_package.h"
#include "ingest/texts/text_copies.h"
#include "packages/eark/ip_layout.h"
#include "packages/eark/ip_reader.h"
#include "packages/package_target.h"
#include "packages/sinks/directory_sink.h"
#include "policies/package_settings.h"
#include "policies/policy_file.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

// A folder that goes at the end, whatever happens.
class Passing {
 public:
  explicit Passing(fs::path path) : path_(std::move(path)) {}
  ~Passing() { static_cast<void>(remove_tree(path_)); }
  Passing(const Passing&) = delete;
  Passing& operator=(const Passing&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

int export_as_kept(Desk& desk, holdings::Holdings& holdings, const holdings::PackageEntry& entry) {
  if (!desk.asked.serialize.empty() || !desk.asked.split.empty() || !desk.asked.settings.empty()) {
    return failed(desk, Error{ErrorCode::kInvalidArgument,
                              "--serialize, --split and --settings go with another --as: a bag "
                              "comes out as it is kept"});
  }
  const auto exported =
      holdings::export_package(holdings, entry, desk.asked.to, desk.run, desk.asked.version);
  if (!exported) return failed_on_copies(desk, exported.error());
  desk.out.line(Json::object({{"package", entry.summary.id.value}, {"path", exported->string()}}));
  desk.out.text("verified while written: " + exported->string() + "\n");
  return 0;
}

// What the policy says now that the package was accepted under.
PackageSettings settings_of_policy(Desk& desk, const std::string& accepted_under) {
  constexpr std::string_view kVersion = ", version ";
  const std::string id = accepted_under.substr(0, accepted_under.rfind(kVersion));
  const auto policy = find_policy(id);
  if (policy && policy->id.value + std::string(kVersion) + std::to_string(policy->version) ==
                    accepted_under) {
    return policy->packages;
  }
  desk.out.notice("the policy " + accepted_under +
                  ", is not installed: what the package itself tells of rights and submission "
                  "counts, and a split that only the policy named is left out");
  return {};
}

// Rights of files stand in rights.csv too, which tells them in the producer's words; of
// very many files it is not read.
void join_rights(packages::Package& package, std::vector<RightsStatement> kept) {
  std::vector<RightsStatement>& producers = package.item.rights;
  if (producers.empty()) producers = std::move(kept);
  std::erase_if(package.context.rights, [&](const RightsStatement& one) {
    return std::ranges::any_of(producers, [&](const RightsStatement& other) {
      return other.same_ground(one) && other.grants == one.grants && other.objects == one.objects;
    });
  });
}

// What is made anew is another package than the one that is held: its id follows from that
// one as this version has it, the files that are taken over, and all that is told of them.
Result<PackageId> id_made_anew(const packages::Package& package, packages::PackageForm form,
                               const DigestSet& premis) {
  UuidOfPieces name;
  name.add(std::string(packages::name_of(form)) + " made of " + package.id.value + '\n');
  name.add(premis.strongest().hex + '\n');
  const PackageSettings told{
      .submission = package.context.submission, .rights = package.context.rights, .split_bytes = 0};
  name.add(to_json(told).dump() + '\n');
  for (const RightsStatement& one : package.item.rights) name.add(to_json(one).dump() + '\n');
  for (const Agent& agent : package.agents) name.add(agent.id.value + '\n');
  DELO_CHECK(package.payload.for_each([&](const packages::PayloadFile& file) {
    name.add(file.object.digests.strongest().hex + "  " + file.object.path.text() + '\n');
  }));
  return PackageId{name.uuid()};
}

// The package as it is held, read back as what it was made from.
Result<packages::Package> package_anew(Desk& desk, const PackageWish& wish, const fs::path& bag,
                                       const PackageSettings& below) {
  DELO_TRY(const fs::path folder, packages::package_within_bag(bag));
  DELO_TRY(packages::Package package, packages::read_information_package(folder, bag));
  package.agents.push_back(desk.run.software.front());
  std::vector<RightsStatement> rights = std::exchange(package.item.rights, {});
  DELO_TRY(const auto faults, read_tables_of(package, true, bag));  // known since reception
  join_rights(package, std::move(rights));
  DELO_CHECK(give_copies_their_rights(package));
  const bool dip =
      wish.order.form == packages::PackageForm::kDip && wish.form == PackageWish::Form::kPackage;
  if (dip) DELO_CHECK(leave_out_other_records(package, bag));
  if (dip && !desk.asked.masters) DELO_CHECK(keep_for_use(package, bag));
  const Agent& program = desk.run.software.front();
  package.events.push_back({.type = EventType::kFixityCheck,
                            .time = desk.run.clock.now(),
                            .detail = "every file compared with the digests that the holdings keep",
                            .outcome = EventOutcome::kSuccess,
                            .agents = {program.id}});
  package.events.push_back({.type = dip ? EventType::kDissemination : EventType::kPackageCreation,
                            .time = desk.run.clock.now(),
                            .detail = "made from package " + package.id.value + " of the holdings",
                            .outcome = EventOutcome::kSuccess,
                            .agents = {program.id}});
  const DigestSet premis = package.context.earlier_premis.digests;
  if (dip) package.context.earlier_premis = {};  // it tells of files that are not here
  // What it was accepted with counts before what policy and holdings say today.
  const PackageSettings kept{
      .submission = package.context.submission, .rights = package.context.rights, .split_bytes = 0};
  PackageSettings settings = merged(wish.settings, merged(kept, below));
  package.context.submission = std::move(settings.submission);
  package.context.rights = std::move(settings.rights);
  if (wish.is_information_package()) {
    package.context.source = package.id;
    DELO_TRY(package.id, id_made_anew(package, wish.order.form, premis));
  }
  return package;
}

// An AIP is what it is: the package in the bag, byte for byte.
Result<packages::MadePackage> aip_as_kept(Desk& desk, const PackageWish& wish, const fs::path& bag,
                                          const PackageId& id) {
  DELO_TRY(const fs::path folder, packages::package_within_bag(bag));
  DELO_TRY(const packages::PackageFiles files, packages::files_within_bag(bag, folder));
  const std::string name = folder.filename().string();
  packages::MadePackage made{.id = id};
  DELO_CHECK(files.for_each([&](const packages::PackagedFile& file) {
    ++made.files;
    made.bytes += file.size;
    if (file.path.text() == packages::kMetsName) made.digests = file.digests;
  }));
  // The name is the OBJID: it can't be another.
  made.path = fs::path(wish.order.to) / name;
  if (wish.order.serialize) made.path += packages::ending_of(*wish.order.serialize);
  if (fs::exists(fs::symlink_status(made.path))) {
    return Error{ErrorCode::kInvalidArgument,
                 made.path.string() + " exists already; name another folder with --to", made.path};
  }
  if (!wish.order.serialize) {
    DELO_CHECK(packages::write_folder(files, made.path, desk.run.stop));
    return made;
  }
  DELO_TRY(const packages::Package package, packages::read_information_package(folder));
  DELO_TRY(const packages::PackagedFile archive,
           packages::write_archive(files, name, *wish.order.serialize, package.material_date,
                                   made.path, desk.run.stop));
  made.digests = archive.digests;
  return made;
}

}  // namespace

int command_export(Desk& desk) {
  if (const auto to = output_place(desk, "--to", desk.asked.to); !to) {
    return failed(desk, to.error());
  }
  const bool as_kept = desk.asked.as.empty() || desk.asked.as == "bag";
  PackageWish wish;
  if (!as_kept) {
    auto asked = package_wish(desk.asked);
    if (!asked) return failed(desk, asked.error());
    wish = *std::move(asked);
  }
  auto holdings = open_holdings(desk, holdings::Access::kRead);
  if (!holdings) return failed(desk, holdings.error());
  auto entry = one_package(**holdings, desk.asked.operands.front());
  if (!entry) return failed(desk, entry.error());
  if (as_kept) return export_as_kept(desk, **holdings, *entry);

  if (auto made = make_folders(desk.asked.to); !made) return failed(desk, made.error());
  const Passing passing(wish.order.to / (".delo-export-as-" + entry->summary.id.value));
  if (auto gone = remove_tree(passing.path()); !gone) return failed(desk, gone.error());
  const auto bag =
      holdings::export_package(**holdings, *entry, passing.path(), desk.run, desk.asked.version);
  if (!bag) return failed_on_copies(desk, bag.error());
  const PackageSettings below =
      merged(settings_of_policy(desk, entry->summary.policy), (*holdings)->settings().packages);
  if (wish.split_bytes == 0 && wish.is_information_package()) {
    wish.split_bytes = below.split_bytes;
  }
  const bool whole_aip = wish.is_information_package() && wish.split_bytes == 0 &&
                         wish.order.form == packages::PackageForm::kAip &&
                         desk.asked.settings.empty();
  if (whole_aip) {
    const auto made = aip_as_kept(desk, wish, *bag, entry->summary.id);
    if (!made) return failed_on_copies(desk, made.error());
    tell_made(desk, *made);
    return 0;
  }
  const auto package = package_anew(desk, wish, *bag, below);
  if (!package) return failed(desk, package.error());
  return hand_out(desk, *package, wish);
}

}  // namespace delo::ingest
