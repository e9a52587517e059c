#include "packages/folder_tree.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "core/bytes/disk.h"
#include "core/bytes/read_fault.h"
#include "core/run/parallel.h"
#include "core/text/utf8.h"
#include "packages/file_opener.h"
#include "packages/folder_digests.h"
#include "packages/folder_listing.h"
#include "packages/tree_rules.h"

namespace delo::packages {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kPiece = 64 * 1024;   // bytes a sink is given at once
constexpr std::size_t kLargeFolder = 4096;  // files; of fewer sizes are always looked up
// Folders read ahead of a walk, among so many entries, while no more names wait in all.
constexpr std::size_t kMostAhead = 64, kFarAhead = 4096, kMostNamesAhead = 8'000;
// What a RelativePath may have: see there.
constexpr std::size_t kMostText = 4000, kMostParts = 200;

// A folder on the way through the tree.
struct Level {
  FolderListing listing;
  std::size_t parts = 0;  // of the folder's path
  std::size_t next = 0;   // entry
  // Listings of folders of this one, ahead of the way: those of entries from `next` on, in
  // their order.
  std::deque<FolderListing> ahead;
};

class FolderTree final : public PackageTree {
 public:
  FolderTree(fs::path root, int threads, Sizes sizes) : path_(std::move(root)), sizes_(sizes) {
    threads_ = threads;
  }

  // Depth first without recursion, in the order of the paths.
  Result<void> list(std::stop_token stop) {
    const fs::path whole = fs::absolute(path_).lexically_normal();
    name_ = whole.filename().native();
    if (name_.empty()) name_ = whole.parent_path().filename().native();
    root_ = FileDescriptor(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root_.is_open()) return io_error("cannot list folder", path_);
    std::vector<Level> levels;
    DELO_TRY(FolderListing top, FolderListing::read(root_, path_, RelativePath()));
    enter(std::move(top), levels);
    while (!levels.empty()) {
      if (stop.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
      Level& level = levels.back();
      if (level.next == level.listing.size()) {
        levels.pop_back();
        continue;
      }
      const std::size_t entry = level.next++;
      const RelativePath& folder = level.listing.folder();
      const std::string_view name = level.listing.name(entry);
      const bool is_folder = level.listing.is_folder(entry);
      if (!is_folder && level.parts < kMostParts &&
          folder.text().size() + 1 + name.size() <= kMostText) {
        files_.add(folder.text(), name, kUnmeasured);
        continue;
      }
      const auto path = path_of(level, entry);
      if (!path) {
        report(tree_rule::kPath, folder, "'" + display_of(name) + "': " + path.error().message);
      } else if (is_folder) {
        folders_.add(*path);
        DELO_TRY(FolderListing below, listing_of(level, entry));
        enter(std::move(below), levels);
      } else {
        files_.add(*path, kUnmeasured);
      }
    }
    files_.sort();
    folders_.sort();
    others_.sort();
    if (sizes_ == Sizes::kLater && files_.size() > kLargeFolder) return {};
    DELO_TRY(const std::vector<std::size_t> gone, measure_files(std::move(stop)));
    leave_out(gone);
    return {};
  }

  Result<std::unique_ptr<ByteSource>> open(const RelativePath& path) override {
    DELO_TRY(FileDescriptor file, open_to_read_beneath(path_, path.text()));
    DELO_TRY(std::unique_ptr<ByteSource> source,
             FileSource::adopt(std::move(file), path.under(path_)));
    return source;
  }

  Result<void> digest(
      std::span<const DigestOrder> orders, std::stop_token stop,
      const std::function<Result<void>(const DigestOrder&, const ReadOutcome&)>& done) override {
    return FolderDigests(root_, path_, files_, findings_, threads_).run(orders, stop, done);
  }

  Result<void> read_each(
      std::span<const std::size_t> files, std::stop_token stop,
      const std::function<Result<void>(std::size_t, const FillSink&)>& of_file) override {
    FileOpener opener(root_, path_);
    for (const std::size_t file : files) {
      if (stop.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
      const RelativePath path = files_.path(file);
      const auto source = opener.open(files_, file);
      if (!source) {
        if (!is_fault_of_file(source.error())) return source.error();
        report(tree_rule::kUnreadable, path, source.error().text());
        continue;
      }
      DELO_CHECK(of_file(file, [&](ByteSink& sink) { return copy(path, *source, sink); }));
    }
    return {};
  }

  Result<void> measure(std::stop_token stop) override {
    DELO_TRY(const std::vector<std::size_t> gone, measure_files(std::move(stop)));
    for (const std::size_t i : gone) files_.set_size(i, 0);  // others know files by number
    return {};
  }

  // Apart from the walk, because sizes take most of its time and can be asked for on
  // many threads.  Returns those that are no files any more, in order, and tells of them.
  Result<std::vector<std::size_t>> measure_files(std::stop_token stop) {
    if (std::exchange(measured_, true)) return std::vector<std::size_t>();
    constexpr std::size_t kPart = 1000;
    std::vector<FileOpener> openers;
    for (int i = 0; i < threads_; ++i) openers.emplace_back(root_, path_);
    std::mutex one_at_a_time;
    std::vector<std::pair<std::size_t, std::string>> gone;
    DELO_CHECK(for_each_parallel(
        (files_.size() + kPart - 1) / kPart, threads_,
        [&](std::size_t part, int worker) -> Result<void> {
          if (stop.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
          const std::size_t end = std::min(files_.size(), (part + 1) * kPart);
          for (std::size_t i = part * kPart; i < end; ++i) {
            if (files_.size_of(i) != kUnmeasured) continue;
            const auto found = openers[static_cast<std::size_t>(worker)].look_at(files_, i);
            if (!found && !is_fault_of_file(found.error())) return found.error();
            const bool is_file = found && *found;
            if (is_file) files_.set_size(i, static_cast<std::uint64_t>((*found)->st_size));
            if (is_file && (*found)->st_nlink < 2) continue;
            const std::lock_guard lock(one_at_a_time);
            if (is_file) {
              linked_.push_back({i, (*found)->st_dev, (*found)->st_ino});
            } else {
              gone.emplace_back(i, found ? "is no longer a regular file" : found.error().text());
            }
          }
          return {};
        }));
    std::ranges::sort(gone);
    std::vector<std::size_t> numbers;
    for (const auto& [i, why] : gone) {
      report(tree_rule::kUnreadable, files_.path(i), why);
      numbers.push_back(i);
    }
    std::ranges::sort(linked_, {}, &LinkedFile::file);
    return numbers;
  }

 private:
  // REQUIRES: nobody knows a file by its number yet
  void leave_out(const std::vector<std::size_t>& gone) {
    files_.erase(gone);
    for (LinkedFile& linked : linked_) {
      linked.file -=
          static_cast<std::size_t>(std::ranges::lower_bound(gone, linked.file) - gone.begin());
    }
  }

  Result<bool> copy(const RelativePath& path, const ByteSource& source, ByteSink& sink) {
    std::vector<std::byte> chunk(kPiece);
    for (std::uint64_t at = 0;;) {
      const auto size = source.read_at(at, chunk);
      if (!size) {
        if (!is_fault_of_file(size.error())) return size.error();
        report(tree_rule::kUnreadable, path, size.error().text());
        return false;
      }
      if (*size == 0) break;
      DELO_CHECK(sink.write(std::span(chunk).first(*size)));
      at += *size;
    }
    DELO_CHECK(sink.finish());
    return true;
  }

  static Result<RelativePath> path_of(const Level& level, std::size_t entry) {
    const std::string& folder = level.listing.folder().text();
    const std::string_view name = level.listing.name(entry);
    return RelativePath::parse(folder.empty() ? std::string(name)
                                              : folder + '/' + std::string(name));
  }

  // Of the folder that `entry` is.  To read folders is most of a walk's time, so the next
  // ones are read beside it, as far as there are threads and not too many names wait.
  Result<FolderListing> listing_of(Level& level, std::size_t entry) {
    if (level.ahead.empty()) DELO_CHECK(read_ahead(level, entry));
    FolderListing out = std::move(level.ahead.front());
    level.ahead.pop_front();
    names_ahead_ -= out.size();
    return out;
  }

  Result<void> read_ahead(Level& level, std::size_t entry) {
    std::vector<RelativePath> paths;
    const std::size_t most = threads_ > 1 ? kMostAhead : 1;
    const std::size_t end = std::min(level.listing.size(), entry + kFarAhead);
    for (std::size_t i = entry; i < end && paths.size() < most; ++i) {
      if (!level.listing.is_folder(i)) continue;
      if (auto path = path_of(level, i)) paths.push_back(std::move(path).value());
    }
    std::vector<std::optional<FolderListing>> listings(paths.size());
    auto read = for_each_parallel(paths.size(), threads_, [&](std::size_t i, int) -> Result<void> {
      if (i > 0 && names_ahead_ >= kMostNamesAhead) return {};
      DELO_TRY(listings[i], FolderListing::read(root_, path_, std::move(paths[i])));
      names_ahead_ += listings[i]->size();
      return {};
    });
    if (!read) return read;
    // Up to the first that was left for later; what came in behind it is read again.
    bool whole = true;
    for (auto& listing : listings) {
      whole = whole && listing;
      if (whole) {
        level.ahead.push_back(std::move(*listing));
      } else if (listing) {
        names_ahead_ -= listing->size();
      }
    }
    return {};
  }

  // Puts the folder on the stack, and tells what is to be told of it.
  void enter(FolderListing listing, std::vector<Level>& levels) {
    findings_.insert(findings_.end(), listing.findings().begin(), listing.findings().end());
    for (const FolderListing::Other& other : listing.others()) {
      others_.add(other.path, other.is_link ? kIsLink : kIsSpecial);
    }
    const std::string& folder = listing.folder().text();
    const auto slashes = std::ranges::count(folder, '/');
    const std::size_t parts = folder.empty() ? 0 : static_cast<std::size_t>(slashes) + 1;
    levels.push_back({.listing = std::move(listing), .parts = parts, .next = 0, .ahead = {}});
  }

  void report(const Rule& rule, const RelativePath& path, std::string message) {
    findings_.push_back(finding(rule, Location{.path = path}, std::move(message)));
  }

  const fs::path path_;
  const Sizes sizes_;
  bool measured_ = false;
  FileDescriptor root_;
  std::atomic<std::size_t> names_ahead_{0};  // of all levels
};

}  // namespace

Result<std::unique_ptr<PackageTree>> open_folder_tree(const fs::path& root, std::stop_token stop,
                                                      int threads, Sizes sizes) {
  auto tree = std::make_unique<FolderTree>(root, threads, sizes);
  DELO_CHECK(tree->list(std::move(stop)));
  return std::unique_ptr<PackageTree>(std::move(tree));
}

}  // namespace delo::packages
