// What a package in the stores has for the catalogue.  Every byte that is believed is compared
// with its digest while it is read; a copy that is damaged gives way to the next.
#include <algorithm>

#include "core/fixity/read_once.h"
#include "holdings/catalogue/package_places.h"
#include "holdings/members.h"
#include "packages/ocfl/inventory.h"
#include "packages/ocfl/storage_layout.h"
#include "packages/tree_files.h"

namespace delo::holdings {
namespace ocfl = packages::ocfl;
namespace {

class NamelessSink final : public ByteSink {
 public:
  explicit NamelessSink(const FileDescriptor& file) : file_(file) {}
  Result<void> write(std::span<const std::byte> chunk) override {
    return write_fully(file_, chunk, "a temporary file");
  }
  Result<void> finish() override { return {}; }

 private:
  const FileDescriptor& file_;
};

// The copies of one package, whatever state they are in.
class Copies {
 public:
  Copies(const Holdings::Members& members, const PackageId& id) : id_(id) {
    for (const StoreSlot& slot : members.stores) {
      if (slot.store && slot.store->has(id)) stores_.push_back(slot.store.get());
    }
    for (const Store* store : stores_) listings_.push_back(sizes_in(*store));
  }

  // The newest inventory of a copy that its own sidecar proves; where none is proved, of a copy
  // that can be read at all.  Whether it is the one that the ledger knows audits tell.
  std::optional<ocfl::Inventory> inventory() const {
    for (const bool proved : {true, false}) {
      for (const Store* store : stores_) {
        for (const std::string& path : store->inventory_paths(id_)) {
          if (proved && path != kInventoryPath) continue;
          auto parsed = inventory_at(*store, path, proved);
          if (parsed) return parsed;
        }
      }
    }
    return std::nullopt;
  }

  struct Taken {
    std::unique_ptr<FileSource> file;  // nullptr: no copy gave it
    bool failed = false;               // one could not be read; the others were damaged
    std::string why;
  };
  // A file as it was stored, in a file without a name: what is read again is what was compared.
  Result<Taken> take(const ocfl::ContentFile& content) const {
    Taken taken{.file = nullptr, .failed = false, .why = "no copy is in a store that is there"};
    for (const Store* store : stores_) {
      const auto source = store->open(id_, content.path.text());
      if (!source) {
        if (source.error().code != ErrorCode::kNotFound) taken.failed = true;
        taken.why = source.error().message;
        continue;
      }
      DELO_TRY(FileDescriptor kept, open_nameless({}));
      NamelessSink sink(kept);
      std::vector<DigestAlgorithm> algorithms;
      for (const Digest& digest : content.digests.all()) algorithms.push_back(digest.algorithm);
      const auto read =
          read_once({.source = source->get(), .algorithms = algorithms, .sinks = {&sink}});
      if (read && read->digests == content.digests) {
        DELO_TRY(taken.file, FileSource::adopt(std::move(kept), store->where(id_)));
        return taken;
      }
      if (!read) taken.failed = true;
      taken.why = read ? "no copy has it as it was stored" : read.error().message;
    }
    return taken;
  }

  // In bytes, of what the copies have there; 0 where none has it.  Where they differ the one
  // that has the digests tells.
  Result<std::uint64_t> size_of(const ocfl::ContentFile& content) const {
    std::optional<std::uint64_t> size;
    bool alike = true;
    for (const auto& listed : listings_) {
      const auto at = listed.index_of(content.path.text());
      if (!at) continue;
      alike = alike && (!size || *size == listed.size_of(*at));
      if (!size) size = listed.size_of(*at);
    }
    if (alike) return size.value_or(0);
    DELO_TRY(const Taken taken, take(content));
    return taken.file ? taken.file->size() : *size;
  }

 private:
  // Nothing where the copy can't be gone through.
  packages::TreeFiles sizes_in(const Store& store) const {
    packages::TreeFiles sizes;
    auto walk = store.walk(id_);
    while (walk) {
      const auto entry = walk->next();
      if (!entry) return {};
      if (!*entry) break;
      sizes.add_text((*entry)->path, (*entry)->size);
    }
    return sizes;
  }

  std::optional<ocfl::Inventory> inventory_at(const Store& store, const std::string& path,
                                              bool proved) const {
    const auto source = store.open(id_, path);
    if (!source) return std::nullopt;
    if (proved) {
      const auto read =
          read_once({.source = source->get(), .algorithms = {DigestAlgorithm::kSha512}});
      const auto sidecar = store.open(id_, std::string(ocfl::kSidecar));
      const auto told = sidecar ? read_all(**sidecar, 4096) : Result<std::string>(sidecar.error());
      const auto right = read ? read->digests.find(DigestAlgorithm::kSha512) : std::nullopt;
      if (!told || !right || *told != ocfl::sidecar_text(*right)) return std::nullopt;
    }
    auto inventory = ocfl::read_inventory(**source);
    if (!inventory || inventory->id != object_id_of(id_)) return std::nullopt;
    return *std::move(inventory);
  }

  const PackageId& id_;
  std::vector<const Store*> stores_;
  std::vector<packages::TreeFiles> listings_;  // of each store, in path order
};

Result<void> gather_text(const Copies& copies, const ocfl::ContentFile& content,
                         const std::string& path, TextGatherer& gatherer) {
  if (!gatherer.wants(path)) return {};
  DELO_TRY(const Copies::Taken taken, copies.take(content));
  if (!taken.file) {
    gatherer.take_fault(path, taken.failed ? kFailedText : kDamagedText, "not read: " + taken.why);
    return {};
  }
  const auto read = gatherer.take(path, *taken.file);
  // The catalogue can do without one text, not without all that come after it.
  if (!read) gatherer.take_fault(path, kFailedText, "not read: " + read.error().text());
  return {};
}

}  // namespace

Result<PackageContents> Holdings::Members::contents_in_stores(const PackageId& id) const {
  PackageContents contents;
  const Copies copies(*this, id);
  const auto inventory = copies.inventory();
  if (!inventory) return contents;
  contents.files = packages::PackageFiles(aside_folder());
  TextGatherer gatherer(texts);
  for (const ocfl::LogicalFile& logical : inventory->state) {
    const ocfl::ContentFile content = inventory->content[logical.content_at];
    const std::string& path = logical.path.text();
    DELO_TRY(const std::uint64_t size, copies.size_of(content));
    DELO_CHECK(contents.files.append(
        {.path = logical.path, .source = {}, .size = size, .digests = content.digests}));
    DELO_CHECK(gather_text(copies, content, path, gatherer));
    const std::string_view folder = folder_of_premis(path);
    if (folder.empty()) continue;
    DELO_TRY(const Copies::Taken premis, copies.take(content));
    if (!premis.file) continue;  // audits tell of it
    DELO_TRY(contents.places, places_in_premis(*premis.file, folder));
  }
  contents.texts = gatherer.texts();
  return contents;
}

}  // namespace delo::holdings
