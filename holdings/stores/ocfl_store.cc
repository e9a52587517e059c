#include "holdings/stores/ocfl_store.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <functional>
#include <mutex>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "core/fixity/read_once.h"
#include "packages/ocfl/checked_inventory.h"
#include "packages/ocfl/storage_layout.h"

namespace delo::holdings {
namespace fs = std::filesystem;
namespace ocfl = packages::ocfl;

namespace {

constexpr std::string_view kUrn = "urn:uuid:";

std::string human_bytes(std::uint64_t bytes) {
  constexpr std::array kUnits = {"bytes", "kB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  std::uint64_t whole = bytes, tenth = 0;
  while (whole >= 1000 && unit + 1 < kUnits.size()) {
    tenth = whole % 1000 / 100;
    whole /= 1000;
    ++unit;
  }
  return std::to_string(whole) + (unit > 0 ? "." + std::to_string(tenth) : "") + " " + kUnits[unit];
}

// What a link leads to is another store's, or nobody's: this store has not got it.
Error not_there_behind_a_link(Error error) {
  if (error.sys_errno == ELOOP || error.sys_errno == ENOTDIR) error.code = ErrorCode::kNotFound;
  return error;
}

Result<void> sync_written(const fs::path& path) {
  DELO_TRY(const FileDescriptor file, open_to_read(path));
  return sync_file(file, path);
}

}  // namespace

std::string object_id_of(const PackageId& id) { return std::string(kUrn) + id.value; }

std::optional<PackageId> package_of_object(const std::string& object_id) {
  if (!object_id.starts_with(kUrn)) return std::nullopt;
  return PackageId{object_id.substr(kUrn.size())};
}

fs::path OcflStore::where(const PackageId& id) const {
  return root_.object_folder(object_id_of(id));
}

bool OcflStore::has(const PackageId& id) const { return root_.has_object(object_id_of(id)); }

Error OcflStore::explain(Error error, std::uint64_t bytes_needed) const {
  const std::string store = "store " + name_;
  switch (error.sys_errno) {
    case ENOSPC:
    case EDQUOT: {
      std::string free;
      if (const auto space = space_at(root_.folder())) {
        free = space->files_free == 0 ? ", which can hold no more files"
                                      : ", which has " + human_bytes(space->bytes_free) + " free";
      }
      error.message = "no room in " + store + free + ": " + human_bytes(bytes_needed) +
                      " are needed; make room there and run the same command again";
      break;
    }
    case EROFS:
      error.message = store + " is read-only: mount it for writing and run the same command again";
      break;
    case EACCES:
    case EPERM:
      error.message = "no right to write in " + store + ": " + error.message;
      break;
    case EIO:
      error.message = "the disk of " + store + " reports a fault (" + error.message +
                      "); check the disk before anything else";
      break;
    default:
      error.message = store + ": " + error.message;
      break;
  }
  if (error.path.empty()) error.path = root_.folder();
  return error;
}

Result<void> OcflStore::put(const PackageId& id, const ocfl::SharedText& inventory,
                            const packages::PackageFiles& files, ocfl::Linking linking,
                            std::stop_token stop) {
  auto committed = root_.commit_object(
      {.id = object_id_of(id), .inventory = inventory, .files = &files, .linking = linking}, stop);
  if (committed) return {};
  std::uint64_t needed = inventory->size() * 2;
  DELO_CHECK(files.for_each([&](const packages::PackagedFile& file) { needed += file.size; }));
  return explain(std::move(committed).error(), needed);
}

Result<void> OcflStore::put_whole(const PackageId& id, const CopyContents& contents,
                                  const packages::PackageFiles& files, std::stop_token stop) {
  ocfl::NewObject whole{.id = object_id_of(id), .inventory = {}, .files = &files, .placed = true};
  for (const ExpectedFile& file : contents.bookkeeping) {
    whole.texts.emplace_back(file.path, file.content);
  }
  std::uint64_t needed = contents.text->size() * (1 + static_cast<unsigned>(contents.parsed.head));
  auto committed = root_.commit_object(whole, stop);
  if (committed) return {};
  DELO_CHECK(files.for_each([&](const packages::PackagedFile& file) { needed += file.size; }));
  return explain(std::move(committed).error(), needed);
}

Result<void> OcflStore::put_version(const PackageId&, const ocfl::NewVersion& version,
                                    std::stop_token stop) {
  auto committed = root_.commit_version(version, stop);
  if (committed) return {};
  std::uint64_t needed = version.inventory->size() * 2;
  for (const std::uint32_t added : version.next->added) {
    DELO_TRY(const packages::PackagedFile file, version.files->at(added));
    needed += file.size;
  }
  return explain(std::move(committed).error(), needed);
}

Result<bool> OcflStore::take_back_version(const PackageId& id, const ByteSource& before) {
  auto taken = root_.take_back_version(object_id_of(id), before);
  if (taken) return taken;
  return explain(std::move(taken).error(), before.size());
}

Result<void> OcflStore::secure(const PackageId& id) {
  auto secured = root_.secure(object_id_of(id));
  if (!secured) return explain(std::move(secured).error(), 0);
  return {};
}

Result<packages::TreeWalk> OcflStore::walk(const PackageId& id) const {
  auto begun = packages::TreeWalk::begin(root_.folder(), root_.layout_path(object_id_of(id)));
  if (begun) return begun;
  return not_there_behind_a_link(std::move(begun).error());
}

Result<std::unique_ptr<ByteSource>> OcflStore::open(const PackageId& id,
                                                    const std::string& path) const {
  const fs::path below = root_.layout_path(object_id_of(id)) / path;
  auto file = open_to_read_beneath(root_.folder(), below);
  if (!file) return not_there_behind_a_link(std::move(file).error());
  DELO_TRY(auto source, FileSource::adopt(*std::move(file), root_.folder() / below));
  source->drop_cached();  // what counts is what the disk has
  return std::unique_ptr<ByteSource>(std::move(source));
}

std::vector<std::string> OcflStore::inventory_paths(const PackageId& id) const {
  std::vector<std::string> paths{std::string(ocfl::kInventory)};
  const auto listed = packages::list_folder(where(id));
  std::vector<std::uint32_t> versions;
  if (listed) {
    for (const packages::FolderEntry& entry : *listed) {
      const auto name = ocfl::version_name(entry.path);
      if (name && !name->padded) versions.push_back(name->number);
    }
  }
  std::ranges::sort(versions, std::greater());
  for (const std::uint32_t version : versions) {
    paths.push_back("v" + std::to_string(version) + "/" + std::string(ocfl::kInventory));
  }
  return paths;
}

Result<void> OcflStore::replace(const PackageId& id, const std::string& path,
                                const ByteSource& content, const Digest& sha256,
                                const fs::path& quarantine, std::stop_token stop) {
  const fs::path object = where(id);
  const fs::path target = object / path;
  const auto done = [&]() -> Result<void> {
    const fs::path above = (root_.layout_path(object_id_of(id)) / path).parent_path();
    const auto folder = open_folder_beneath(root_.folder(), above);
    if (!folder && folder.error().code != ErrorCode::kNotFound) return folder.error();
    DELO_TRY(const fs::path work, root_.make_work_folder("repair", id.value.substr(0, 8)));
    const fs::path fresh = work / "new", damaged = work / "damaged";
    {
      DELO_TRY(const auto sink, FileSink::create(fresh));
      const auto copied =
          read_once({.source = &content, .algorithms = {}, .sinks = {sink.get()}}, stop);
      if (!copied && copied.error().code == ErrorCode::kCancelled) {
        DELO_CHECK(root_.remove_work_folder(work));
      }
      DELO_CHECK(copied);
    }
    DELO_CHECK(sync_written(fresh));
    {
      DELO_TRY(const auto back, FileSource::open(fresh));
      back->drop_cached();
      DELO_TRY(const ReadOutcome outcome,
               read_once({.source = back.get(), .algorithms = {sha256.algorithm}, .sinks = {}}));
      if (outcome.digests.find(sha256.algorithm) != sha256) {
        DELO_CHECK(root_.remove_work_folder(work));
        return Error{ErrorCode::kCorrupt, "what was written for the repair does not read back",
                     target};
      }
    }
    DELO_TRY(const fs::path made, make_folders(target.parent_path()));
    std::error_code failed;
    const auto there = fs::symlink_status(target, failed);
    if (there.type() == fs::file_type::not_found) {
      DELO_CHECK(rename_no_replace(fresh, target));
    } else {
      // The damaged file gets a second name first, so that it is never gone and
      // its place is never empty.  What is no file has to step aside for a moment.
      bool linked = false;
      if (there.type() == fs::file_type::regular) {
        DELO_TRY(linked, try_link(target, damaged));
      }
      if (!linked) DELO_CHECK(rename_no_replace(target, damaged));
      DELO_CHECK(sync_folder(work));
      DELO_CHECK(rename_over(fresh, target));
    }
    for (fs::path at = target.parent_path();; at = at.parent_path()) {
      DELO_CHECK(sync_folder(at));
      if (made.empty() || at == made.parent_path() || at == root_.folder()) break;
    }
    if (there.type() != fs::file_type::not_found) {
      DELO_CHECK(move_to_quarantine(damaged, quarantine / path));
    }
    return root_.remove_work_folder(work);
  }();
  if (!done) return explain(done.error(), content.size());
  return {};
}

Result<void> OcflStore::take_out(const PackageId& id, const std::string& path,
                                 const fs::path& quarantine) {
  const fs::path object = where(id);
  const fs::path from = object / path;
  std::error_code failed;
  if (fs::symlink_status(from, failed).type() == fs::file_type::not_found) return {};
  auto moved = move_to_quarantine(from, quarantine / path);
  if (!moved) return explain(std::move(moved).error(), 0);
  // Folders that only held what is gone now go too.
  fs::path above = from.parent_path();
  while (above != object && fs::is_empty(above, failed) && !failed) {
    remove_folder_if_empty(above);
    above = above.parent_path();
  }
  return sync_folder(above);
}

Result<void> OcflStore::for_each(const std::function<Result<void>(const fs::path&)>& visit,
                                 const std::function<Result<void>(const fs::path&)>& stray) const {
  return root_.for_each_object(visit, stray);
}

Result<void> OcflStore::recover(const fs::path& quarantine, bool thorough,
                                std::vector<std::string>& messages) {
  DELO_TRY(const auto settled, root_.settle_versions());
  for (const std::string& what : settled) messages.push_back("store " + name_ + ": " + what);
  DELO_TRY(const std::size_t swept, root_.sweep_staging());
  if (swept > 0) {
    messages.push_back("store " + name_ + ": removed " + std::to_string(swept) +
                       (swept == 1 ? " copy that was" : " copies that were") +
                       " being written when the last run died");
  }
  const fs::path repair = root_.work_folder_of("repair");
  auto left = packages::list_tree(repair);
  if (left) {
    std::size_t kept = 0;
    for (const packages::FolderEntry& entry : *left) {
      if (entry.kind == packages::EntryKind::kFolder) continue;
      DELO_CHECK(move_to_quarantine(repair / entry.path, quarantine / entry.path));
      ++kept;
    }
    DELO_CHECK(root_.remove_work_folder(repair));
    if (kept > 0) {
      messages.push_back("store " + name_ +
                         ": a repair was interrupted; what it had in hand is in " +
                         quarantine.string());
    }
  } else if (left.error().code != ErrorCode::kNotFound) {
    return std::move(left).error();
  }
  if (!thorough) return {};
  return root_.for_each_object([](const fs::path&) { return Result<void>(); },
                               [&](const fs::path& stray) -> Result<void> {
                                 root_.remove_empty_folders(stray);
                                 return {};
                               });
}

namespace {

// Whoever finds such a folder finds a durable one: two threads may want the same.
Result<void> make_durable_folders(const fs::path& folder) {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  DELO_TRY(const fs::path topmost, make_folders(folder));
  if (topmost.empty()) return {};
  for (fs::path at = folder;; at = at.parent_path()) {
    DELO_CHECK(sync_folder(at.parent_path()));
    if (at == topmost) return {};
  }
}

}  // namespace

Result<fs::path> move_to_quarantine(const fs::path& from, const fs::path& to) {
  DELO_CHECK(make_durable_folders(to.parent_path()));
  fs::path free = to;
  for (int n = 2;; ++n) {
    auto moved = rename_no_replace(from, free);
    if (moved) break;
    if (moved.error().code == ErrorCode::kConflict && n < 100'000) {
      free = to.string() + "." + std::to_string(n);
      continue;
    }
    if (moved.error().sys_errno != EXDEV) return std::move(moved).error();
    std::error_code failed;
    const auto kind = fs::symlink_status(from, failed).type();
    if (fs::symlink_status(free, failed).type() != fs::file_type::not_found) {
      free = to.string() + "." + std::to_string(n);
      continue;
    }
    if (kind == fs::file_type::regular) {
      DELO_TRY(const auto source, FileSource::open(from));
      DELO_TRY(const auto sink, FileSink::create(free));
      DELO_CHECK(read_once({.source = source.get(), .algorithms = {}, .sinks = {sink.get()}}));
      DELO_CHECK(sync_written(free));
      // What is kept must have its name for good before the other one goes.
      DELO_CHECK(sync_folder(free.parent_path()));
      DELO_CHECK(remove_file(from));
    } else if (kind == fs::file_type::symlink) {
      fs::copy_symlink(from, free, failed);
      if (failed) return io_error("cannot copy the link", from, failed.value());
      DELO_CHECK(sync_folder(free.parent_path()));
      DELO_CHECK(remove_file(from));
    } else if (kind == fs::file_type::directory && fs::is_empty(from, failed)) {
      DELO_CHECK(make_durable_folders(free));
      remove_folder_if_empty(from);
    } else {
      return Error{ErrorCode::kUnsupported,
                   "a special file cannot be moved to the quarantine on another disk", from};
    }
    break;
  }
  DELO_CHECK(sync_folder(free.parent_path()));
  return free;
}

}  // namespace delo::holdings
