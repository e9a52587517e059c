#include "holdings/export.h"

#include <unordered_set>

#include "core/fixity/read_once.h"
#include "holdings/members.h"

namespace delo::holdings {
namespace fs = std::filesystem;
namespace {

class CountBytes final : public ByteSink {
 public:
  explicit CountBytes(Progress& progress) : progress_(progress) {}
  Result<void> write(std::span<const std::byte> chunk) override {
    progress_.advance(chunk.size());
    return {};
  }
  Result<void> finish() override { return {}; }

 private:
  Progress& progress_;
};

// One file, from the first store where it is right.
Result<void> export_file(const Holdings::Members& members, const PackageId& id,
                         const packages::ocfl::ContentFile& file, const fs::path& to,
                         RunContext& run) {
  std::vector<DigestAlgorithm> algorithms;
  for (const Digest& digest : file.digests.all()) algorithms.push_back(digest.algorithm);
  for (const StoreSlot& slot : members.stores) {
    if (!slot.store || !slot.store->has(id)) continue;
    const auto source = slot.store->open(id, file.path.text());
    if (!source) continue;
    DELO_CHECK(remove_file(to));  // what an earlier store gave and was not right
    DELO_TRY(const auto sink, FileSink::create(to));
    CountBytes count(run.progress);
    const auto outcome = read_once(
        {.source = source->get(), .algorithms = algorithms, .sinks = {sink.get(), &count}},
        run.stop);
    if (outcome && outcome->digests == file.digests) return {};
    if (outcome) continue;
    // Where we can't write no other store will help.
    if (outcome.error().code == ErrorCode::kCancelled || outcome.error().path == to) {
      return outcome.error();
    }
  }
  return no_copy_has(members, id,
                     "no copy has " + file.path.text() + " of package " + id.value + " intact");
}

}  // namespace

Result<packages::ocfl::Inventory> newest_inventory(Holdings& holdings,
                                                   const PackageEntry& package) {
  DELO_TRY(const auto text, proved_inventory(holdings.members(), package));
  return packages::ocfl::read_inventory(*text);
}

Result<void> for_each_earlier_version(
    Holdings& holdings, const PackageEntry& package,
    const std::function<bool(const packages::ocfl::Inventory& version)>& visit) {
  DELO_TRY(const auto text, proved_inventory(holdings.members(), package));
  for (int version = package.version - 1; version >= 1; --version) {
    DELO_TRY(const auto inventory, packages::ocfl::read_inventory(*text, version));
    if (!visit(inventory)) break;
  }
  return {};
}

Result<void> copy_held_file(Holdings& holdings, const PackageId& id,
                            const packages::ocfl::ContentFile& file, const fs::path& to,
                            RunContext& run) {
  return export_file(holdings.members(), id, file, to, run);
}

Result<fs::path> export_package(Holdings& holdings, const PackageEntry& package, const fs::path& to,
                                RunContext& run, std::optional<int> version) {
  const PackageId& id = package.summary.id;
  Holdings::Members& members = holdings.members();
  DELO_TRY(const auto copies, members.catalogue->copies_of(id));
  if (copies.empty()) {
    return Error{ErrorCode::kNotFound, "the holdings have no package " + id.value};
  }
  DELO_TRY(const auto newest, proved_inventory(members, package));
  if (version && (*version < 1 || *version > package.version)) {
    return Error{ErrorCode::kNotFound, "package " + id.value + " has no version " +
                                           std::to_string(*version) + "; its newest is " +
                                           std::to_string(package.version)};
  }
  DELO_TRY(const packages::ocfl::Inventory inventory,
           packages::ocfl::read_inventory(*newest, version.value_or(package.version)));
  const fs::path target = to / id.value;
  std::error_code failed;
  if (fs::symlink_status(target, failed).type() != fs::file_type::not_found) {
    return Error{ErrorCode::kInvalidArgument,
                 target.string() + " exists already; name another folder with --to", target};
  }
  DELO_CHECK(make_folders(to));
  const fs::path unfinished = to / (".delo-export-" + id.value);
  DELO_CHECK(remove_tree(unfinished));  // of an export that was interrupted
  run.progress.now_doing("package " + id.value);
  const auto all = [&]() -> Result<void> {
    std::unordered_set<std::string> made;
    DELO_CHECK(make_folders(unfinished));
    for (const packages::ocfl::LogicalFile& logical : inventory.state) {
      const fs::path file = logical.path.under(unfinished);
      if (made.insert(logical.path.parent().text()).second) {
        DELO_CHECK(make_folders(file.parent_path()));
      }
      DELO_CHECK(export_file(members, id, inventory.content[logical.content_at], file, run));
    }
    DELO_CHECK(sync_file_system(unfinished));
    DELO_CHECK(rename_no_replace(unfinished, target));
    return sync_folder(to);
  }();
  if (!all) {
    (void)remove_tree(unfinished);
    return all.error();
  }
  return target;
}

}  // namespace delo::holdings
