// A package where it lies: a folder, or a tar, tar.gz or zip that is read without
// unpacking it.  Validators see files, sizes and bytes, not where they come from.
#pragma once

#include <bit>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/bytes/byte_sink.h"
#include "core/bytes/byte_source.h"
#include "core/bytes/relative_path.h"
#include "core/fixity/digest.h"
#include "core/fixity/read_once.h"
#include "core/records/finding.h"
#include "core/result.h"
#include "packages/tree_files.h"

namespace delo::packages {

// A few algorithms, each once.
class AlgorithmSet {
 public:
  void add(DigestAlgorithm algorithm) {
    bits_ = static_cast<std::uint16_t>(bits_ | 1u << static_cast<unsigned>(algorithm));
  }
  bool empty() const { return bits_ == 0; }
  int count() const { return std::popcount(bits_); }
  std::vector<DigestAlgorithm> all() const {
    std::vector<DigestAlgorithm> algorithms;
    put_into(algorithms);
    return algorithms;
  }
  void put_into(std::vector<DigestAlgorithm>& algorithms) const {
    algorithms.clear();
    for (const DigestAlgorithm algorithm : kAllDigestAlgorithms) {
      if ((bits_ >> static_cast<unsigned>(algorithm) & 1) != 0) algorithms.push_back(algorithm);
    }
  }

 private:
  std::uint16_t bits_ = 0;
};

struct DigestOrder {
  std::uint32_t file = 0;  // index into files()
  AlgorithmSet algorithms;
};

// A file that has more than one name, wherever the others are.
struct LinkedFile {
  std::size_t file = 0;  // index into files()
  std::uint64_t device = 0, inode = 0;
};

// To be called by one thread at a time, but for open() and what is const.
class PackageTree {
 public:
  virtual ~PackageTree() = default;

  // The package's own folder name; of an archive the one folder in it.
  const std::string& name() const { return name_; }
  bool is_archive() const { return is_archive_; }
  int threads() const { return threads_; }  // that it may be read on

  // Regular files in path order, and the folders, each once.  Sizes: see measure().
  const TreeFiles& files() const { return files_; }
  const TreeFiles& folders() const { return folders_; }  // without sizes
  std::optional<std::size_t> index_of(std::string_view path) const { return files_.index_of(path); }
  bool has_folder(std::string_view path) const { return folders_.index_of(path).has_value(); }
  // Links and special files, as far as they have names that can be used; findings() tells
  // of all of them.
  const TreeFiles& others() const { return others_; }
  bool is_link(std::size_t other) const { return others_.size_of(other) == kIsLink; }
  // Of a folder, in the order of files().  In an archive a hard link is a link.
  const std::vector<LinkedFile>& linked() const { return linked_; }

  // Links, devices, unreadable things, an archive's faults: so far.
  const std::vector<Finding>& findings() const { return findings_; }

  // false: the archive has this file's bytes only in part, and findings() says so.  Such
  // a file was asked for when the archive was opened, and is not to be opened now.
  virtual bool is_whole(const RelativePath& /*path*/) const { return true; }

  // The bytes of one file; of an archive only of whole files that were asked for when
  // it was opened.  Errors: kIo, kNotFound, kUnsupported.
  virtual Result<std::unique_ptr<ByteSource>> open(const RelativePath& path) = 0;

  // Files of a folder opened with Sizes::kLater have none, except those that digest() has
  // opened, until this gives the others theirs; a file that is gone by then is told of and
  // has 0 bytes.  No file gets another number.  Error kCancelled.
  virtual Result<void> measure(std::stop_token /*stop*/) { return {}; }

  // Digests files, each read once, in any order; `done` is called for each that
  // could be read, never twice at the same time.  What can't be read becomes a finding.  `orders`
  // are in the order of files().  Errors: kCancelled, those of `done`, kIo of the archive.
  virtual Result<void> digest(
      std::span<const DigestOrder> orders, std::stop_token stop,
      const std::function<Result<void>(const DigestOrder& order, const ReadOutcome& outcome)>&
          done) = 0;

  // Gives a file's bytes to a sink, and finishes it.  false: they could not be read,
  // a finding says so, and the sink was not finished.
  using FillSink = std::function<Result<bool>(ByteSink& sink)>;
  // Calls `of_file` for files, each once, in any order; of an archive nothing is
  // kept.  `files`: indexes of files(), ascending.  Errors: kCancelled, those of
  // `of_file` and its sink, kIo of the archive.
  virtual Result<void> read_each(
      std::span<const std::size_t> files, std::stop_token stop,
      const std::function<Result<void>(std::size_t file, const FillSink& fill)>& of_file) = 0;

 protected:
  std::string name_;
  bool is_archive_ = false;
  int threads_ = 1;  // of a folder
  static constexpr std::uint64_t kIsLink = 1, kIsSpecial = 0;
  TreeFiles files_, folders_, others_;  // others_: which of them in the place of the size
  std::vector<LinkedFile> linked_;
  std::vector<Finding> findings_;
};

// kLater: of a large folder each file is looked at once only, when it is opened.
enum class Sizes : std::uint8_t { kNow, kLater };

// What an archive is whose package is all of it, and not one folder: as good (OCFL), or a fault
// that is told once, and the package is read all the same.
enum class AtTop : std::uint8_t { kAllowed, kFault };

// Opens the folder or archive at `path`.  `wanted` says of which files of an
// archive the bytes will be asked for: they are put aside (see Spool), 4 GiB in all.
// A folder is read on `threads` threads.  REQUIRES: threads ≥ 1
// An archive's package is the one folder in it; but where `marks_top` is true of the name
// of a file at its top, all of the archive is the package, and that has no name.
// Errors: kNotFound, kIo, kUnsupported (no folder, tar, tar.gz or zip), kCancelled.
Result<std::unique_ptr<PackageTree>> open_tree(
    const std::filesystem::path& path, const std::function<bool(const RelativePath&)>& wanted,
    std::stop_token stop = {}, int threads = 1, Sizes sizes = Sizes::kNow,
    const std::function<bool(std::string_view)>& marks_top = {}, AtTop at_top = AtTop::kAllowed);

std::span<const Rule> tree_rules();
const Rule& one_folder_rule();  // of archives; CSIP has a code of its own for it

}  // namespace delo::packages
