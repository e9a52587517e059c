// A place for copies of packages.  What it promises: put() makes a copy durable
// or leaves nothing of it to be seen, and may be repeated; replace() never lets
// go of bytes before the new ones are safe; nothing is ever deleted, only taken
// out into a quarantine folder.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/bytes/byte_source.h"
#include "core/fixity/digest.h"
#include "core/records/identifiers.h"
#include "core/result.h"
#include "packages/ocfl/folder_walk.h"
#include "packages/ocfl/storage_root.h"

namespace delo::holdings {

// A file that a copy must have, with what is known of its bytes.
struct ExpectedFile {
  std::string path;  // within the copy
  DigestSet digests;
  packages::ocfl::TextWriter content = {};  // of a bookkeeping file: what it must say
};

// What a copy must consist of: derived from its inventory's text alone.
struct CopyContents {
  Digest inventory;  // sha256 of the text
  packages::ocfl::SharedText text;
  packages::ocfl::Inventory parsed;
  std::vector<ExpectedFile> bookkeeping;  // in path order; a few for each version

  // How many files it must have, and each of them, in path order.
  std::size_t file_count() const { return bookkeeping.size() + parsed.content.size(); }
  Result<void> for_each_file(const std::function<Result<void>(const ExpectedFile&)>& visit) const;
  bool has_file(std::string_view path) const;
  std::optional<ExpectedFile> file_named(std::string_view path) const;
};

class Store {
 public:
  virtual ~Store() = default;

  virtual const std::string& name() const = 0;
  virtual const std::filesystem::path& folder() const = 0;  // for messages
  virtual std::filesystem::path where(const PackageId& id) const = 0;

  virtual bool has(const PackageId& id) const = 0;

  // Errors as StorageRoot::commit_object(), with the store's name and, where room
  // or rights are lacking, with what to do.
  virtual Result<void> put(const PackageId& id, const packages::ocfl::SharedText& inventory,
                           const packages::PackageFiles& files, packages::ocfl::Linking linking,
                           std::stop_token stop) = 0;
  // A copy that was before, with all its versions: the inventories and all else that
  // `contents` knows are written, `files` (path from the copy's root) are copied.
  virtual Result<void> put_whole(const PackageId& id, const CopyContents& contents,
                                 const packages::PackageFiles& files, std::stop_token stop) = 0;
  // A new version of a copy.  Errors as StorageRoot::commit_version().
  virtual Result<void> put_version(const PackageId& id, const packages::ocfl::NewVersion& version,
                                   std::stop_token stop) = 0;
  // The copy as it was when its inventory was `before`; as StorageRoot::take_back_version().
  virtual Result<bool> take_back_version(const PackageId& id, const ByteSource& before) = 0;
  // Makes a copy durable that an earlier run put and did not live to record.
  virtual Result<void> secure(const PackageId& id) = 0;

  // All that lies in the copy, in path order.  Error kNotFound: there is none.
  virtual Result<packages::TreeWalk> walk(const PackageId& id) const = 0;
  virtual Result<std::unique_ptr<ByteSource>> open(const PackageId& id,
                                                   const std::string& path) const = 0;
  // Names of bookkeeping files that may hold the inventory's text: the copy's own first,
  // then those of its versions, the newest first.
  virtual std::vector<std::string> inventory_paths(const PackageId& id) const = 0;

  // Puts `content` where `path` is or should be, after it was written beside,
  // synced and read back with the digest `sha256`; what stood there goes to
  // `quarantine` (a folder outside the store).  Error kCancelled: nothing changed.
  virtual Result<void> replace(const PackageId& id, const std::string& path,
                               const ByteSource& content, const Digest& sha256,
                               const std::filesystem::path& quarantine, std::stop_token stop) = 0;
  // Moves what lies at `path` (file, link or empty folder) to `quarantine`.
  virtual Result<void> take_out(const PackageId& id, const std::string& path,
                                const std::filesystem::path& quarantine) = 0;

  // The store's own files, by path below folder(), with the text they must have.
  virtual std::vector<std::pair<std::string, std::string>> own_files() const = 0;

  // Calls `visit` for every copy in the store, `stray` with every path that
  // belongs to none.
  virtual Result<void> for_each(
      const std::function<Result<void>(const std::filesystem::path& below)>& visit,
      const std::function<Result<void>(const std::filesystem::path& below)>& stray) const = 0;

  // Finishes or clears what a crash left; `quarantine` takes what a repair had in
  // hand.  `thorough`: looks through the whole hierarchy.  Sentences for people go
  // to `messages`.
  virtual Result<void> recover(const std::filesystem::path& quarantine, bool thorough,
                               std::vector<std::string>& messages) = 0;
};

// The id of the OCFL object (and of PREMIS objects): "urn:uuid:<package id>".
std::string object_id_of(const PackageId& id);
// Nothing when it is not one of ours.
std::optional<PackageId> package_of_object(const std::string& object_id);

inline constexpr std::string_view kInventoryPath = "inventory.json";  // in a copy

// What a copy with this inventory must consist of: that of every version, and the
// inventory of each, all of which the newest tells.  Errors kCorrupt; those of the text.
Result<CopyContents> contents_from(packages::ocfl::SharedText inventory);
// The same of an inventory that is a file, read where it is.
Result<CopyContents> contents_at(const std::filesystem::path& inventory);

}  // namespace delo::holdings
