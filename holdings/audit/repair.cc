#include "holdings/audit/repair.h"

#include <algorithm>

#include "core/bytes/spool_sink.h"
#include "core/fixity/hasher.h"
#include "core/fixity/read_once.h"

namespace delo::holdings {
namespace fs = std::filesystem;
namespace {

// A file of another copy, every digest of it just found right.
struct GoodFile {
  const Store* store = nullptr;
  std::unique_ptr<ByteSource> source;
};

Result<std::optional<GoodFile>> find_good(const Holdings::Members& members, const Store& damaged,
                                          const PackageId& id, const ExpectedFile& file,
                                          std::stop_token stop) {
  std::vector<DigestAlgorithm> algorithms;
  for (const Digest& digest : file.digests.all()) algorithms.push_back(digest.algorithm);
  for (const StoreSlot& slot : members.stores) {
    if (!slot.store || slot.store.get() == &damaged || !slot.store->has(id)) continue;
    auto source = slot.store->open(id, file.path);
    if (!source) continue;
    const auto outcome =
        read_once({.source = source->get(), .algorithms = algorithms, .sinks = {}}, stop);
    if (!outcome) {
      if (outcome.error().code == ErrorCode::kCancelled) return outcome.error();
      continue;
    }
    if (outcome->digests == file.digests) {
      return std::optional<GoodFile>(GoodFile{slot.store.get(), *std::move(source)});
    }
  }
  return std::optional<GoodFile>();
}

RepairOutcome::Item unrepairable() {
  return {.repaired = false, .note = "unrepairable: no store has it intact", .unrepairable = true};
}

Result<RepairOutcome::Item> repair_file(const Holdings::Members& members, Store& store,
                                        const PackageId& id, const ExpectedFile& file,
                                        const fs::path& quarantine, std::stop_token stop) {
  const auto sha256 = file.digests.find(DigestAlgorithm::kSha256);
  const Digest digest = sha256 ? *sha256 : file.digests.strongest();
  if (file.content) {
    Spool content(members.aside_folder());
    SpoolSink sink(content);
    DELO_CHECK(file.content(sink));
    DELO_CHECK(store.replace(id, file.path, content, digest, quarantine, stop));
    return RepairOutcome::Item{.repaired = true, .note = "written anew"};
  }
  DELO_TRY(const auto good, find_good(members, store, id, file, stop));
  if (!good) return unrepairable();
  DELO_CHECK(store.replace(id, file.path, *good->source, digest, quarantine, stop));
  return RepairOutcome::Item{.repaired = true, .note = "from " + good->store->name()};
}

// The whole copy is gone: it is put like a new one, with all versions and inventories it had.
// Each file comes from a store where it was just verified.
Result<bool> recreate(const Holdings::Members& members, Store& store, const PackageId& id,
                      const CopyContents& contents, std::string& note, std::stop_token stop) {
  packages::PackageFiles files(members.aside_folder());
  std::string from;
  for (const packages::ocfl::ContentFile& content : contents.parsed.content) {
    DELO_TRY(const auto good,
             find_good(members, store, id, {content.path.text(), content.digests}, stop));
    if (!good) return false;
    DELO_CHECK(files.append({.path = content.path,
                             .source = content.path.under(good->store->where(id)),
                             .size = good->source->size(),
                             .digests = content.digests}));
    from = good->store->name();
  }
  DELO_CHECK(store.put_whole(id, contents, files, stop));
  note = "the whole copy was put anew from " + from;
  return true;
}

}  // namespace

Result<RepairOutcome> repair_copy(const Holdings::Members& members, Store& store,
                                  const PackageId& id, const CopyContents& contents,
                                  const std::vector<CopyFault>& faults, const fs::path& quarantine,
                                  std::stop_token stop) {
  RepairOutcome outcome;
  outcome.items.resize(faults.size());
  if (!store.has(id)) {
    std::string note;
    DELO_TRY(outcome.recreated, recreate(members, store, id, contents, note, stop));
    for (auto& item : outcome.items) {
      item =
          outcome.recreated ? RepairOutcome::Item{.repaired = true, .note = note} : unrepairable();
    }
    return outcome;
  }
  // What does not belong there goes first, and from below: it may stand in the way.
  for (std::size_t i = faults.size(); i-- > 0;) {
    const CopyFault& fault = faults[i];
    if (fault.state != FileState::kUnexpected) continue;
    std::string path = fault.path;
    if (path.ends_with('/')) path.pop_back();
    DELO_CHECK(store.take_out(id, path, quarantine));
    outcome.items[i] = {.repaired = true, .note = "moved to " + (quarantine / path).string()};
  }
  for (std::size_t i = 0; i < faults.size(); ++i) {
    if (faults[i].state == FileState::kUnexpected) continue;
    if (stop.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
    const auto file = contents.file_named(faults[i].path);
    if (!file) {
      outcome.items[i] = unrepairable();
      continue;
    }
    DELO_TRY(outcome.items[i], repair_file(members, store, id, *file, quarantine, stop));
  }
  return outcome;
}

}  // namespace delo::holdings
