#include "packages/ocfl/storage_root.h"

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <unordered_set>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "packages/ocfl/folder_walk.h"
#include "packages/ocfl/root_layout.h"
#include "packages/ocfl/root_walk.h"
#include "packages/ocfl/staging.h"
#include "packages/ocfl/storage_layout.h"

namespace delo::packages::ocfl {
namespace fs = std::filesystem;
namespace {

bool is_there(const fs::path& path) {
  std::error_code failed;
  return fs::symlink_status(path, failed).type() != fs::file_type::not_found;
}

// Nothing is there, or what is there is no folder of this root: a link leads to
// what another root holds.
bool is_no_folder(const Error& error) {
  return error.code == ErrorCode::kNotFound || error.sys_errno == ELOOP ||
         error.sys_errno == ENOTDIR;
}

Result<void> stage(const NewObject& object, const fs::path& stage, PackageFiles& staged,
                   std::stop_token stop) {
  std::unordered_set<std::string> made;
  const fs::path content = object.placed ? stage : stage / "v1" / "content";
  DELO_CHECK(make_folders(content));
  const auto put = [&](const PackagedFile& file) -> Result<void> {
    const fs::path to = file.path.under(content);
    if (made.insert(file.path.parent().text()).second) DELO_CHECK(make_folders(to.parent_path()));
    return stage_file(file, to, object.linking, staged, stop);
  };
  DELO_CHECK(object.files->for_each(put));
  if (object.placed) {
    for (const auto& [path, text] : object.texts) {
      const fs::path to = stage / path;
      DELO_CHECK(make_folders(to.parent_path()));
      DELO_CHECK(stage_text(to, text, staged));
    }
    return {};
  }
  DELO_TRY(const Sidecar sidecar, sidecar_of(*object.inventory, DigestAlgorithm::kSha512));
  DELO_CHECK(stage_text(stage / kObjectDeclaration, kObjectDeclarationText, staged));
  // Inventory and sidecar last, as the specification asks (OCFL 1.1 §3.5).
  for (const fs::path& folder : {stage / "v1", stage}) {
    DELO_CHECK(stage_text(folder / kInventory, *object.inventory, staged));
    DELO_CHECK(stage_text(folder / sidecar.name, sidecar.text, staged));
  }
  return {};
}

// Nothing but what a root begins with lies here: its making was interrupted
// before the declaration, which comes last, was in place.
bool is_half_made(const fs::path& folder) {
  std::error_code failed;
  for (auto at = fs::directory_iterator(folder, failed); !failed && at != fs::directory_iterator();
       at.increment(failed)) {
    const std::string name = at->path().filename().string();
    if (name != kLayoutFile && name != kExtensions && name != "lost+found" &&
        !name.starts_with(".delo-")) {
      return false;
    }
  }
  return !failed;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> StorageRoot::declarations() const {
  std::vector<std::pair<std::string, std::string>> texts = {
      {std::string(kRootDeclaration), std::string(kRootDeclarationText)}};
  // What a layout that we can't compute says of itself is not ours to write.
  if (places_) return texts;
  texts.emplace_back(kLayoutFile, layout_.layout_text());
  if (layout_.is_configurable()) {
    texts.emplace_back(layout_.config_path(), layout_.config_text());
  }
  return texts;
}

Result<StorageRoot> StorageRoot::open(const fs::path& folder, const Layout& assumed) {
  const fs::path declaration = folder / kRootDeclaration;
  auto text = read_file(declaration, 4096);
  if (!text) {
    if (text.error().code != ErrorCode::kNotFound) return std::move(text).error();
    std::error_code failed;
    if (fs::exists(folder, failed) && !is_half_made(folder)) {
      return Error{ErrorCode::kCorrupt,
                   folder.string() + " is not an OCFL storage root: it has no " +
                       std::string(kRootDeclaration),
                   folder};
    }
    return Error{ErrorCode::kNotFound, "no storage root is at " + folder.string(), folder};
  }
  // A damaged text is for the audit to tell and to mend; the name says enough.
  return with_layout(folder, assumed);
}

Result<StorageRoot> StorageRoot::with_layout(const fs::path& folder, const Layout& assumed) {
  DELO_TRY(RootLayout found, layout_in(folder, assumed));
  StorageRoot root(folder, std::move(found.layout));
  root.places_ = std::move(found.places);
  root.unknown_ = std::move(found.unknown);
  return root;
}

Result<StorageRoot> StorageRoot::open_damaged(const fs::path& folder, const Layout& assumed) {
  if (is_there(folder / kLayoutFile) || has_layout_folder(folder)) {
    return with_layout(folder, assumed);
  }
  return Error{ErrorCode::kNotFound, "no storage root is at " + folder.string(), folder};
}

Result<StorageRoot> StorageRoot::open_or_create(const fs::path& folder, const Layout& layout) {
  auto opened = open(folder, layout);
  if (opened || opened.error().code != ErrorCode::kNotFound) return opened;
  DELO_TRY(const fs::path topmost, make_folders(folder));
  const StorageRoot root(folder, layout);
  DELO_CHECK(root.restore_declarations());
  // Each new folder is durable when its parent is synced.
  if (!topmost.empty()) {
    for (fs::path at = folder;; at = at.parent_path()) {
      DELO_CHECK(sync_folder(at.parent_path()));
      if (at == topmost) break;
    }
  }
  return root;
}

Result<std::vector<std::string>> StorageRoot::restore_declarations() const {
  std::vector<std::string> written;
  auto wanted = declarations();
  // The declaration last: a root that has it has everything.
  for (auto at = wanted.rbegin(); at != wanted.rend(); ++at) {
    const auto& [name, text] = *at;
    const fs::path path = folder_ / name;
    const auto found = read_file(path, 1 << 20);
    if (found && *found == text) continue;
    if (!found && found.error().code == ErrorCode::kIo) return found.error();
    DELO_CHECK(make_folders(path.parent_path()));
    DELO_CHECK(write_file_atomically(path, text));
    for (fs::path above = path.parent_path(); above != folder_;) {
      above = above.parent_path();
      DELO_CHECK(sync_folder(above));
    }
    written.push_back(name);
  }
  return written;
}

Result<fs::path> StorageRoot::place_of(std::string_view object_id) const {
  if (!places_) return layout_.place_of(object_id);
  const auto at = places_->find(std::string(object_id));
  if (at != places_->end()) return at->second;
  return Error{ErrorCode::kUnsupported,
               "no place for " + std::string(object_id) + " can be told: " + unknown_, folder_};
}

fs::path StorageRoot::layout_path(std::string_view object_id) const {
  auto place = place_of(object_id);
  if (place) return *std::move(place);
  // Where nothing ever is.
  return fs::path(kExtensions) / kWorkExtension / "no-place" / sha256_of(object_id).hex;
}

bool StorageRoot::has_object(std::string_view object_id) const {
  const auto folder = open_folder_beneath(folder_, layout_path(object_id));
  return folder || !is_no_folder(folder.error());
}

fs::path StorageRoot::work_folder_of(std::string_view purpose) const {
  return folder_ / kExtensions / kWorkExtension / purpose;
}

Result<fs::path> StorageRoot::make_work_folder(std::string_view purpose,
                                               std::string_view name) const {
  static std::atomic<unsigned> counter{0};
  const fs::path work =
      work_folder_of(purpose) /
      (std::string(name) + "-" + std::to_string(::getpid()) + "-" + std::to_string(counter++));
  // Another commit that ends may just be removing the folders above.
  for (int attempt = 0;; ++attempt) {
    auto made = make_folders(work);
    if (made) return work;
    if (made.error().sys_errno != ENOENT || attempt == 100) return std::move(made).error();
  }
}

Result<void> StorageRoot::remove_work_folder(const fs::path& work) const {
  DELO_CHECK(remove_tree(work));
  remove_folder_if_empty(work.parent_path());
  remove_folder_if_empty(work.parent_path().parent_path());
  return {};
}

Result<fs::path> StorageRoot::commit_object(const NewObject& object, std::stop_token stop) const {
  DELO_TRY(const fs::path place, place_of(object.id));
  const fs::path target = folder_ / place;
  if (is_there(target)) {
    return Error{ErrorCode::kConflict, "the object " + object.id + " exists already", target};
  }
  // Through a link the object would come into another root.
  const auto above = open_folder_beneath(folder_, place.parent_path());
  if (!above && above.error().code != ErrorCode::kNotFound) return above.error();
  DELO_TRY(const fs::path work,
           make_work_folder("staging", target.filename().string().substr(0, 12)));
  const auto put = [&]() -> Result<void> {
    PackageFiles staged(work);
    DELO_CHECK(stage(object, work / "object", staged, stop));
    DELO_CHECK(sync_file_system(work));
    DELO_CHECK(read_back(staged, stop));
    DELO_CHECK(make_folders(target.parent_path()));
    DELO_CHECK(rename_no_replace(work / "object", target));
    return sync_hierarchy(target);
  }();
  auto removed = remove_work_folder(work);
  DELO_CHECK(put);
  DELO_CHECK(removed);
  return target;
}

// All the way up, and always: another thread may have made a folder above and
// not have synced it yet.
Result<void> StorageRoot::sync_hierarchy(const fs::path& object) const {
  for (fs::path at = object.parent_path();; at = at.parent_path()) {
    DELO_CHECK(sync_folder(at));
    if (at == folder_) return {};
  }
}

Result<void> StorageRoot::secure(std::string_view object_id) const {
  const fs::path object = object_folder(object_id);
  DELO_CHECK(sync_file_system(object));
  return sync_hierarchy(object);
}

void StorageRoot::remove_empty_folders(const fs::path& below_root) const {
  for (fs::path at = below_root; !at.empty(); at = at.parent_path()) {
    remove_folder_if_empty(folder_ / at);
  }
}

Result<std::size_t> StorageRoot::sweep_staging() const {
  const fs::path staging = work_folder_of("staging");
  auto left = list_folder(staging);
  if (!left) {
    if (left.error().code == ErrorCode::kNotFound) return std::size_t{0};
    return std::move(left).error();
  }
  for (const FolderEntry& entry : *left) DELO_CHECK(remove_work_folder(staging / entry.path));
  remove_folder_if_empty(staging);
  remove_folder_if_empty(staging.parent_path());
  return left->size();
}

Result<void> StorageRoot::for_each_object(const Visit& visit, const Visit& stray) const {
  const auto told = [&](const fs::path& path) -> Result<void> {
    return stray ? stray(path) : Result<void>();
  };
  const auto folder = [&](const WalkedFolder& found) -> Result<WalkStep> {
    if (!found.entries) {
      if (found.entries.error().code != ErrorCode::kNotFound) return found.entries.error();
      return WalkStep::kPast;  // gone meanwhile
    }
    const bool deep_enough = !places_ && found.depth > layout_.folders_above();
    if (found.declares_object() || deep_enough) {
      // Without its declaration it is a damaged object, not a stray.
      DELO_CHECK(visit(found.below));
      return WalkStep::kPast;
    }
    if (!found.entries->empty()) return WalkStep::kInto;
    DELO_CHECK(told(found.below));  // a commit that died before its rename leaves such
    return WalkStep::kPast;
  };
  return walk_root(folder_, folder, told);
}

}  // namespace delo::packages::ocfl
