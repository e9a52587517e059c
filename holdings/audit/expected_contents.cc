#include "holdings/audit/expected_contents.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "core/bytes/read_fault.h"
#include "core/bytes/spool_sink.h"
#include "core/fixity/hasher.h"
#include "core/fixity/read_once.h"
#include "packages/bagit/bag_names.h"
#include "packages/ocfl/digest_block.h"

namespace delo::holdings {
namespace {

// The digest of the inventory as the ledger recorded it for this copy.
std::optional<Digest> recorded_digest(const Holdings::Members& members, const CopyRecord& copy) {
  const auto entry = members.ledger->entry_at(copy.ledger_at);
  if (!entry) return std::nullopt;
  const auto facts = copy_facts_of(*entry);
  if (!facts || facts->package != copy.package || facts->store != copy.store) return std::nullopt;
  return facts->inventory;
}

bool agrees_with_sidecar(const Store& store, const PackageId& id, const std::string& path,
                         const CopyContents& contents) {
  const std::string name = path + "." + std::string(name_of(contents.parsed.algorithm));
  const auto expected = contents.file_named(name);
  const Digest there = sha256_of(text_in_copy(store, id, name));
  return expected && expected->digests.find(DigestAlgorithm::kSha256) == there;
}

// Calls visit(store, path, inventory) for each text that may be an inventory of the package,
// those of `copy`'s own store first, until it says true.
template <class Visit>
Result<void> for_each_inventory(const Holdings::Members& members, const CopyRecord& copy,
                                const Visit& visit) {
  std::vector<const Store*> stores;
  for (const StoreSlot& slot : members.stores) {
    if (!slot.store) continue;
    stores.insert(slot.store->name() == copy.store ? stores.begin() : stores.end(),
                  slot.store.get());
  }
  for (const Store* store : stores) {
    if (!store->has(copy.package)) continue;
    for (const std::string& path : store->inventory_paths(copy.package)) {
      const auto source = store->open(copy.package, path);
      if (!source && !is_fault_of_file(source.error())) return source.error();
      if (!source || (*source)->size() == 0) continue;
      const auto kept = keep_inventory(members, **source);
      if (!kept && is_fault_of_medium(kept.error())) continue;
      if (!kept) return kept.error();
      DELO_TRY(const bool enough, visit(*store, path, *kept));
      if (enough) return {};
    }
  }
  return {};
}

}  // namespace

Result<std::shared_ptr<const CopyContents>> ContentsAtHand::of(const KeptInventory& kept) {
  using Shared = std::shared_ptr<const CopyContents>;
  if (kept.text->size() < from_) {
    DELO_TRY(CopyContents contents, contents_from(kept.text));
    return Shared(std::make_shared<CopyContents>(std::move(contents)));
  }
  std::unique_lock lock(large_->mutex);
  large_->let_go.wait(lock,
                      [&] { return large_->which == kept.sha256 || large_->contents.expired(); });
  if (Shared there = large_->contents.lock()) return there;
  DELO_TRY(CopyContents contents, contents_from(kept.text));
  const Shared made(new CopyContents(std::move(contents)),
                    [large = large_](const CopyContents* last) {
                      delete last;
                      // Whoever looked before waits by now.
                      { const std::lock_guard seen(large->mutex); }
                      large->let_go.notify_all();
                    });
  large_->which = kept.sha256;
  large_->contents = made;
  return made;
}

Result<KeptInventory> keep_inventory(const Holdings::Members& members, const ByteSource& source) {
  const auto text = std::make_shared<Spool>(members.aside_folder());
  SpoolSink sink(*text);
  DELO_TRY(
      const ReadOutcome read,
      read_once({.source = &source, .algorithms = {DigestAlgorithm::kSha256}, .sinks = {&sink}}));
  return KeptInventory{text, read.digests.strongest()};
}

Result<KeptInventory> keep_inventory(const Holdings::Members& members,
                                     const std::function<Result<void>(ByteSink&)>& write) {
  const auto text = std::make_shared<Spool>(members.aside_folder());
  DELO_TRY(const auto hasher, Hasher::create(std::array{DigestAlgorithm::kSha256}));
  SpoolSink sink(*text);
  packages::ocfl::TwoSinks both(sink, *hasher);
  DELO_CHECK(write(both));
  DELO_CHECK(both.finish());
  return KeptInventory{text, hasher->digests().strongest()};
}

bool is_of_what_is_aside(const Error& error) { return error.code == ErrorCode::kIo; }

Result<packages::ocfl::SharedText> recorded_inventory(const Holdings::Members& members,
                                                      const CopyRecord& copy) {
  packages::ocfl::SharedText found;
  const auto recorded = recorded_digest(members, copy);
  if (!recorded) return found;
  DELO_CHECK(for_each_inventory(
      members, copy,
      [&](const Store&, const std::string&, const KeptInventory& kept) -> Result<bool> {
        if (kept.sha256 == *recorded) found = kept.text;
        return found != nullptr;
      }));
  return found;
}

Result<ExpectedContents> expected_contents(const Holdings::Members& members, const CopyRecord& copy,
                                           ContentsAtHand at_hand) {
  ExpectedContents expected;
  expected.recorded = recorded_digest(members, copy);
  DELO_CHECK(for_each_inventory(
      members, copy,
      [&](const Store& store, const std::string& path, const KeptInventory& kept) -> Result<bool> {
        const bool proved = expected.recorded && kept.sha256 == *expected.recorded;
        if (!proved && expected.contents) return false;  // there is one as good
        // Beside what is held already no turn can be waited for.
        auto contents = expected.contents ? ContentsAtHand().of(kept) : at_hand.of(kept);
        if (!contents && is_of_what_is_aside(contents.error())) return contents.error();
        if (!contents || (*contents)->parsed.id != object_id_of(copy.package)) return false;
        if (!proved && !agrees_with_sidecar(store, copy.package, path, **contents)) return false;
        expected.contents = *std::move(contents);
        expected.proved = proved;
        return proved;
      }));
  return expected;
}

namespace {

// Lines of a manifest against the inventory.
class ManifestComparison {
 public:
  ManifestComparison(const CopyContents& contents, DigestAlgorithm algorithm, std::string manifest,
                     std::vector<CopyFault>& faults)
      : contents_(contents),
        algorithm_(algorithm),
        manifest_(std::move(manifest)),
        faults_(faults) {}

  void take(std::string_view line) {
    const std::size_t blank = line.find(' ');
    const std::size_t from = line.find_first_not_of(" \t*", blank);
    if (blank == line.npos || from == line.npos) return;
    const std::string path = packages::decode_manifest_path(line.substr(from), true);
    const auto listed = Digest::parse(algorithm_, line.substr(0, blank));
    const auto file = contents_.parsed.content_of(path);
    if (!listed || !file) {
      faults_.push_back({manifest_, FileState::kDamaged, "an entry of the inventory",
                         "a line that fits none: " + std::string(line.substr(0, 200))});
      return;
    }
    const auto known = file->digests.find(algorithm_);
    if (known && *known != *listed) {
      faults_.push_back({manifest_, FileState::kDamaged,
                         "for " + path + " " + known->hex + " as in the inventory", listed->hex});
    }
  }

 private:
  const CopyContents& contents_;
  const DigestAlgorithm algorithm_;
  const std::string manifest_;  // its place in the copy
  std::vector<CopyFault>& faults_;
};

// Of a file at the top of the package; nothing: it is no manifest.
std::optional<DigestAlgorithm> algorithm_of_list(const std::string& path) {
  auto name = packages::algorithm_of_manifest(path);
  if (!name) name = packages::algorithm_of_tag_manifest(path);
  return name ? algorithm_named(*name) : std::nullopt;
}

}  // namespace

std::vector<CopyFault> compare_bag_manifests(const Store& store, const PackageId& id,
                                             const CopyContents& contents) {
  std::vector<CopyFault> faults;
  for (const packages::ocfl::LogicalFile& logical : contents.parsed.state) {
    const auto algorithm = algorithm_of_list(logical.path.text());
    if (!algorithm) continue;
    const std::string place = contents.parsed.content[logical.content_at].path.text();
    ManifestComparison comparison(contents, *algorithm, place, faults);
    const auto source = store.open(id, place);
    if (!source) continue;
    // Its bytes are right: what can't be read now was read before.
    (void)for_each_line(**source, 0, (*source)->size(),
                        [&](std::string_view line, std::uint64_t, bool) -> Result<void> {
                          comparison.take(line);
                          return {};
                        });
  }
  return faults;
}

}  // namespace delo::holdings
