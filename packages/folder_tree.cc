#include "packages/folder_tree.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <mutex>
#include <numeric>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "core/bytes/disk.h"
#include "core/bytes/read_fault.h"
#include "core/run/parallel.h"
#include "core/text/utf8.h"
#include "packages/folder_listing.h"
#include "packages/tree_rules.h"

namespace delo::packages {
namespace fs = std::filesystem;
namespace {

// How much one thread takes at a time: enough for its lanes, little enough that the
// threads end together.
constexpr std::size_t kMostFiles = 4 * kReadWindow;  // open at once
constexpr std::size_t kFewFiles = kReadWindow;       // fill the lanes
constexpr std::size_t kPiece = 64 * 1024;            // bytes a sink is given at once
constexpr std::uint64_t kEnoughBytes = std::uint64_t{16} << 20;
constexpr std::size_t kLargeFolder = 4096;  // files; of fewer sizes are always looked up
// Folders read ahead of a walk, among so many entries, while no more names wait in all.
constexpr std::size_t kMostAhead = 64, kFarAhead = 4096, kMostNamesAhead = 8'000;
constexpr std::uint64_t kUnmeasured = UINT64_MAX;
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

// A file of the tree, open; all it costs is open, fstat, pread and close.
class TreeSource final : public ByteSource {
 public:
  TreeSource() = default;
  TreeSource(FileDescriptor file, std::uint64_t size) : file_(std::move(file)), size_(size) {}
  std::uint64_t size() const override { return size_; }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> out) const override {
    std::size_t done = 0;
    while (done < out.size()) {
      const ssize_t n = ::pread(file_.get(), out.data() + done, out.size() - done,
                                static_cast<off_t>(offset + done));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return io_error("cannot read at byte " + std::to_string(offset + done));
      if (n == 0) break;
      done += static_cast<std::size_t>(n);
    }
    return done;
  }

 private:
  FileDescriptor file_;
  std::uint64_t size_ = 0;
};

// Opens files one after the other, each from its folder, which stays open as long as
// files of it are asked for.  One for each thread.
class Opener {
 public:
  Opener(const FileDescriptor& root, const fs::path& name) : root_(root), name_(name) {}

  // Of a regular file; nothing when it is none any more.
  Result<std::optional<struct stat>> look_at(const TreeFiles& files, std::size_t i) {
    DELO_CHECK(enter_folder_of(files, i));
    struct stat st {};
    if (::fstatat(folder_.get(), file_.c_str(), &st, AT_SYMLINK_NOFOLLOW) != 0) {
      return io_error("cannot look at");
    }
    if (!S_ISREG(st.st_mode)) return std::optional<struct stat>();
    return std::optional(st);
  }

  Result<TreeSource> open(const TreeFiles& files, std::size_t i) {
    DELO_CHECK(enter_folder_of(files, i));
    FileDescriptor file(::openat(folder_.get(), file_.c_str(),
                                 O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
    if (!file.is_open()) return io_error("cannot open");
    struct stat st {};
    if (::fstat(file.get(), &st) != 0) return io_error("cannot look at");
    if (!S_ISREG(st.st_mode)) {
      return Error{ErrorCode::kInvalidArgument, "is no longer a regular file"};
    }
    return TreeSource(std::move(file), static_cast<std::uint64_t>(st.st_size));
  }

 private:
  // Makes folder_ the one that the file lies in, and file_ its own name.
  Result<void> enter_folder_of(const TreeFiles& files, std::size_t i) {
    const std::string_view parent = files.folder_of(i);
    if (!folder_.is_open() || parent != parent_) {
      auto folder = open_beneath(root_, name_, std::string(parent),
                                 O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
      if (!folder) return folder.error();
      folder_ = std::move(folder).value();
      parent_ = parent;
    }
    file_ = files.name_of(i);
    return {};
  }

  const FileDescriptor& root_;
  const fs::path& name_;
  FileDescriptor folder_;
  std::string parent_, file_;
};

// Files that are open, to be read together.  One for each thread.
struct Batch {
  std::vector<TreeSource> sources;
  std::vector<std::uint32_t> of_source;  // indices of orders
  std::vector<std::pair<std::uint32_t, Error>> failed;
  std::vector<ReadOrder> reads;
  std::uint64_t bytes = 0;

  bool is_empty() const { return sources.empty() && failed.empty(); }
  bool is_full() const {
    return sources.size() + failed.size() >= kMostFiles ||
           (sources.size() >= kFewFiles && bytes >= kEnoughBytes);
  }
  void clear() {
    sources.clear();
    of_source.clear();
    failed.clear();
    bytes = 0;
  }
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
    const std::size_t before = findings_.size();
    const bool few = orders.size() <= static_cast<std::size_t>(threads_) * kReadWindow;
    DELO_CHECK(few ? digest_few(orders, stop, done) : digest_many(orders, stop, done));
    // Whichever thread came first.
    std::ranges::stable_sort(findings_.begin() + static_cast<std::ptrdiff_t>(before),
                             findings_.end(), {}, [](const Finding& f) { return f.where.path; });
    return {};
  }

  Result<void> read_each(
      std::span<const std::size_t> files, std::stop_token stop,
      const std::function<Result<void>(std::size_t, const FillSink&)>& of_file) override {
    Opener opener(root_, path_);
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
    std::vector<Opener> openers;
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

  Result<void> digest_few(
      std::span<const DigestOrder> orders, const std::stop_token& stop,
      const std::function<Result<void>(const DigestOrder&, const ReadOutcome&)>& done) {
    Opener opener(root_, path_);
    for (const DigestOrder& order : orders) learn_size(order.file, opener);
    const bool in_pairs = is_for_pairs(orders);
    const std::size_t parties = static_cast<std::size_t>(in_pairs ? threads_ / 2 : threads_);
    const std::vector<std::vector<std::uint32_t>> shares = share_out(orders, parties);
    const std::size_t together = in_pairs ? kReadWindow : kMostFiles;
    std::mutex one_at_a_time;
    return for_each_parallel(
        shares.size(), static_cast<int>(parties), [&](std::size_t index, int) -> Result<void> {
          Opener own(root_, path_);
          Batch batch;
          for (std::span<const std::uint32_t> share = shares[index]; !share.empty();) {
            const auto now = share.first(std::min(share.size(), together));
            share = share.subspan(now.size());
            batch.clear();
            for (const std::uint32_t i : now) take(orders, i, own, batch);
            DELO_CHECK(digest_batch(orders, batch, in_pairs, one_at_a_time, stop, done));
          }
          return {};
        });
  }

  // Large files with several digests: two threads that share the work of all fill more lanes
  // than each with half of the files, by measurement up to two fifths faster.
  bool is_for_pairs(std::span<const DigestOrder> orders) const {
    if (threads_ < 2) return false;
    if (threads_ % 2 != 0 && orders.size() >= static_cast<std::size_t>(threads_)) return false;
    std::uint64_t bytes = 0;
    for (const DigestOrder& order : orders) {
      if (order.algorithms.count() > 1) bytes += files_.size_of(order.file);
    }
    return bytes >= kEnoughBytes;
  }

  // So many shares, as even as whole files can be dealt out, the largest first.
  std::vector<std::vector<std::uint32_t>> share_out(std::span<const DigestOrder> orders,
                                                    std::size_t parties) const {
    const auto size = [&](std::uint32_t i) { return files_.size_of(orders[i].file); };
    std::vector<std::uint32_t> by_size(orders.size());
    std::iota(by_size.begin(), by_size.end(), 0u);
    std::ranges::stable_sort(by_size, std::ranges::greater{}, size);
    std::vector<std::vector<std::uint32_t>> shares(std::min(parties, orders.size()));
    std::vector<std::uint64_t> bytes(shares.size());
    for (const std::uint32_t i : by_size) {
      const auto least = std::ranges::min_element(bytes);
      *least += size(i) + 4096;
      shares[static_cast<std::size_t>(least - bytes.begin())].push_back(i);
    }
    return shares;
  }

  // Many: each thread takes the next ones as they lie in their folders, until it has
  // enough to be read together.  The last come first: in a bag they are the manifests,
  // large ones, and no thread should be left alone with them at the end.
  Result<void> digest_many(
      std::span<const DigestOrder> orders, const std::stop_token& stop,
      const std::function<Result<void>(const DigestOrder&, const ReadOutcome&)>& done) {
    std::atomic<std::size_t> next{0};
    std::mutex one_at_a_time;
    return for_each_parallel(
        static_cast<std::size_t>(threads_), threads_, [&](std::size_t, int) -> Result<void> {
          Opener opener(root_, path_);
          Batch batch;
          while (true) {
            batch.clear();
            while (!batch.is_full()) {
              const std::size_t taken = next++;
              if (taken >= orders.size()) break;
              take(orders, static_cast<std::uint32_t>(orders.size() - 1 - taken), opener, batch);
            }
            if (batch.is_empty()) return {};
            auto digested = digest_batch(orders, batch, false, one_at_a_time, stop, done);
            if (!digested) {
              next = orders.size();  // for the other threads too
              return digested;
            }
          }
        });
  }

  // Opens the order's file into the batch, and learns its size.
  void take(std::span<const DigestOrder> orders, std::uint32_t i, Opener& opener, Batch& batch) {
    const std::size_t file = orders[i].file;
    auto source = opener.open(files_, file);
    if (source) {
      if (files_.size_of(file) == kUnmeasured) files_.set_size(file, source->size());
      batch.bytes += source->size();
      batch.sources.push_back(std::move(source).value());
      batch.of_source.push_back(i);
      return;
    }
    batch.failed.emplace_back(i, std::move(source).error());
    learn_size(file, opener);
  }

  // Of what is gone: 0 bytes; it will be told of when it can't be opened.
  void learn_size(std::size_t file, Opener& opener) {
    if (files_.size_of(file) != kUnmeasured) return;
    const auto found = opener.look_at(files_, file);
    const bool is_file = found && *found;
    files_.set_size(file, is_file ? static_cast<std::uint64_t>((*found)->st_size) : 0);
  }

  Result<void> digest_batch(
      std::span<const DigestOrder> orders, Batch& batch, bool in_pair, std::mutex& one_at_a_time,
      const std::stop_token& stop,
      const std::function<Result<void>(const DigestOrder&, const ReadOutcome&)>& done) {
    const std::size_t count = batch.sources.size();
    batch.reads.resize(std::max(batch.reads.size(), count));
    for (std::size_t i = 0; i < count; ++i) {
      batch.reads[i].source = &batch.sources[i];
      orders[batch.of_source[i]].algorithms.put_into(batch.reads[i].algorithms);
    }
    const auto reads = std::span(batch.reads).first(count);
    const auto outcomes = in_pair ? read_in_pair(reads, stop) : read_together(reads, stop);
    const std::lock_guard lock(one_at_a_time);
    for (std::size_t i = 0; i < count; ++i) {
      if (outcomes[i]) {
        DELO_CHECK(done(orders[batch.of_source[i]], *outcomes[i]));
      } else {
        batch.failed.emplace_back(batch.of_source[i], outcomes[i].error());
      }
    }
    for (const auto& [i, error] : batch.failed) {
      if (!is_fault_of_file(error)) return error;
      report(tree_rule::kUnreadable, files_.path(orders[i].file), error.text());
    }
    return {};
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
