#include "packages/folder_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <numeric>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "core/bytes/disk.h"
#include "core/run/parallel.h"
#include "core/text/utf8.h"
#include "packages/tree_rules.h"

namespace delo::packages {
namespace fs = std::filesystem;
namespace {

// How much one thread takes at a time: enough for its lanes, little enough that the
// threads end together.
constexpr std::size_t kMostFiles = 4 * kReadWindow;  // open at once
constexpr std::size_t kFewFiles = 8;                 // fill the lanes
constexpr std::size_t kPiece = 64 * 1024;            // bytes a sink is given at once
constexpr std::uint64_t kEnoughBytes = std::uint64_t{16} << 20;

std::string reason(int number) { return std::generic_category().message(number); }

// One entry of a folder under way; folders carry a '/' at their end, so that the order
// of the names is the order of the paths below them.
struct Sibling {
  std::string name;
  bool is_folder = false;
};

struct Level {
  RelativePath folder;
  std::vector<Sibling> siblings;
  std::size_t next = 0;
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
  Result<std::optional<struct stat>> look_at(const RelativePath& path) {
    DELO_TRY(const char* name, enter_folder_of(path));
    struct stat st {};
    if (::fstatat(folder_.get(), name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
      return io_error("cannot look at");
    }
    if (!S_ISREG(st.st_mode)) return std::optional<struct stat>();
    return std::optional(st);
  }

  Result<TreeSource> open(const RelativePath& path) {
    DELO_TRY(const char* name, enter_folder_of(path));
    FileDescriptor file(
        ::openat(folder_.get(), name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
    if (!file.is_open()) return io_error("cannot open");
    struct stat st {};
    if (::fstat(file.get(), &st) != 0) return io_error("cannot look at");
    if (!S_ISREG(st.st_mode)) {
      return Error{ErrorCode::kInvalidArgument, "is no longer a regular file"};
    }
    return TreeSource(std::move(file), static_cast<std::uint64_t>(st.st_size));
  }

 private:
  // Makes folder_ the one that the file lies in; returns the file's own name.
  Result<const char*> enter_folder_of(const RelativePath& path) {
    const std::string& text = path.text();
    const std::size_t slash = text.rfind('/');
    const std::string_view parent =
        slash == std::string::npos ? "" : std::string_view(text).substr(0, slash);
    if (!folder_.is_open() || parent != parent_) {
      auto folder = open_beneath(root_, name_, std::string(parent),
                                 O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
      if (!folder) return folder.error();
      folder_ = std::move(folder).value();
      parent_ = parent;
    }
    return text.c_str() + (slash == std::string::npos ? 0 : slash + 1);
  }

  const FileDescriptor& root_;
  const fs::path& name_;
  FileDescriptor folder_;
  std::string parent_;
};

class FolderTree final : public PackageTree {
 public:
  FolderTree(fs::path root, int threads) : path_(std::move(root)) { threads_ = threads; }

  // Depth first without recursion, in the order of the paths.
  Result<void> list(std::stop_token stop) {
    const fs::path whole = fs::absolute(path_).lexically_normal();
    name_ = whole.filename().native();
    if (name_.empty()) name_ = whole.parent_path().filename().native();
    root_ = FileDescriptor(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root_.is_open()) return io_error("cannot list folder", path_);
    std::vector<Level> levels;
    DELO_CHECK(enter(RelativePath(), levels));
    while (!levels.empty()) {
      if (stop.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
      Level& level = levels.back();
      if (level.next == level.siblings.size()) {
        levels.pop_back();
        continue;
      }
      Sibling& entry = level.siblings[level.next++];
      if (entry.is_folder) entry.name.pop_back();
      auto path = RelativePath::parse(
          level.folder.empty() ? entry.name : level.folder.text() + '/' + entry.name);
      if (!path) {
        report(tree_rule::kPath, level.folder,
               "'" + display_of(entry.name) + "': " + path.error().message);
      } else if (entry.is_folder) {
        folders_.add(*path);
        DELO_CHECK(enter(std::move(path).value(), levels));
      } else {
        files_.add(*path);
      }
    }
    files_.sort();
    folders_.sort();
    others_.sort();
    return measure(stop);
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
    const std::vector<std::vector<std::uint32_t>> shares = share_out(orders);
    std::vector<Opener> openers;
    for (int i = 0; i < threads_; ++i) openers.emplace_back(root_, path_);
    std::mutex one_at_a_time;
    return for_each_parallel(
        shares.size(), threads_, [&](std::size_t index, int worker) -> Result<void> {
          std::span<const std::uint32_t> share = shares[index];
          while (!share.empty()) {
            const auto now = share.first(std::min(share.size(), kMostFiles));
            share = share.subspan(now.size());
            DELO_CHECK(digest_some(orders, now, openers[static_cast<std::size_t>(worker)],
                                   one_at_a_time, stop, done));
          }
          return {};
        });
  }

  Result<void> read_each(
      std::span<const std::size_t> files, std::stop_token stop,
      const std::function<Result<void>(std::size_t, const FillSink&)>& of_file) override {
    Opener opener(root_, path_);
    for (const std::size_t file : files) {
      if (stop.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
      const RelativePath path = files_.path(file);
      const auto source = opener.open(path);
      if (!source) {
        report(tree_rule::kUnreadable, path, source.error().text());
        continue;
      }
      DELO_CHECK(of_file(file, [&](ByteSink& sink) { return copy(path, *source, sink); }));
    }
    return {};
  }

 private:
  Result<bool> copy(const RelativePath& path, const ByteSource& source, ByteSink& sink) {
    std::vector<std::byte> chunk(kPiece);
    for (std::uint64_t at = 0;;) {
      const auto size = source.read_at(at, chunk);
      if (!size) {
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

  // Sizes of files_: apart from the walk, because they take most of its time and can
  // be asked for on many threads.  A file that is gone meanwhile is told and left out.
  Result<void> measure(const std::stop_token& stop) {
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
            const auto found = openers[static_cast<std::size_t>(worker)].look_at(files_.path(i));
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
    std::vector<std::size_t> left_out;
    for (const auto& [i, why] : gone) {
      report(tree_rule::kUnreadable, files_.path(i), why);
      left_out.push_back(i);
    }
    files_.erase(left_out);
    std::ranges::sort(linked_, {}, &LinkedFile::file);
    for (LinkedFile& linked : linked_) {
      linked.file -= static_cast<std::size_t>(std::ranges::lower_bound(left_out, linked.file) -
                                              left_out.begin());
    }
    return {};
  }

  // Reads the folder's own entries and puts them on the stack.
  Result<void> enter(RelativePath folder, std::vector<Level>& levels) {
    auto opened = open_beneath(root_, path_, folder.text(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR* stream = opened ? ::fdopendir(opened->get()) : nullptr;
    if (!stream) {
      const std::string why = opened ? reason(errno) : opened.error().text();
      if (folder.empty()) return io_error("cannot list folder", path_);
      report(tree_rule::kUnreadable, folder, "the folder can't be listed: " + why);
      return {};
    }
    opened->release();
    const std::unique_ptr<DIR, int (*)(DIR*)> owner(stream, &::closedir);
    Level level{.folder = std::move(folder), .siblings = {}};
    errno = 0;
    while (const dirent* entry = ::readdir(stream)) {
      const std::string_view name = entry->d_name;
      if (name != "." && name != "..") look_at(::dirfd(stream), *entry, level);
      errno = 0;
    }
    if (errno != 0) {
      report(tree_rule::kUnreadable, level.folder, "the folder can't be listed: " + reason(errno));
    }
    std::ranges::sort(level.siblings, {}, &Sibling::name);
    levels.push_back(std::move(level));
    return {};
  }

  void look_at(int folder, const dirent& entry, Level& level) {
    if (entry.d_type == DT_DIR || entry.d_type == DT_REG) {
      const bool is_folder = entry.d_type == DT_DIR;
      level.siblings.push_back({std::string(entry.d_name) + (is_folder ? "/" : ""), is_folder});
      return;
    }
    struct stat st {};
    if (::fstatat(folder, entry.d_name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
      const std::string why = reason(errno);
      if (const auto path = below(level.folder, entry.d_name); !path.empty()) {
        report(tree_rule::kUnreadable, path, why);
      }
    } else if (S_ISREG(st.st_mode)) {
      level.siblings.push_back({entry.d_name, false});
    } else if (S_ISDIR(st.st_mode)) {
      level.siblings.push_back({std::string(entry.d_name) + '/', true});
    } else {
      const bool is_link = S_ISLNK(st.st_mode);
      const RelativePath path = below(level.folder, entry.d_name);
      report(is_link ? tree_rule::kLink : tree_rule::kSpecial, path,
             is_link ? "is a symbolic link" : "is a device, pipe or socket");
      if (path != level.folder) others_.add(path, is_link ? kIsLink : kIsSpecial);
    }
  }

  static RelativePath below(const RelativePath& folder, std::string_view name) {
    auto path = RelativePath::parse(folder.empty() ? std::string(name)
                                                   : folder.text() + '/' + std::string(name));
    return path ? std::move(path).value() : folder;
  }

  // Indices of orders, for one thread at a time each.  Few files: as evenly as whole
  // files can be dealt out, the largest first; many: as they lie in their folders.
  std::vector<std::vector<std::uint32_t>> share_out(std::span<const DigestOrder> orders) const {
    std::vector<std::vector<std::uint32_t>> shares;
    const auto size = [&](std::uint32_t i) { return files_.size_of(orders[i].file); };
    const auto threads = static_cast<std::size_t>(threads_);
    if (orders.size() <= threads * kReadWindow) {
      std::vector<std::uint32_t> by_size(orders.size());
      std::iota(by_size.begin(), by_size.end(), 0u);
      std::ranges::stable_sort(by_size, std::ranges::greater{}, size);
      shares.resize(std::min(threads, orders.size()));
      std::vector<std::uint64_t> bytes(shares.size());
      for (const std::uint32_t i : by_size) {
        const auto least = std::ranges::min_element(bytes);
        *least += size(i) + 4096;
        shares[static_cast<std::size_t>(least - bytes.begin())].push_back(i);
      }
      for (auto& share : shares) std::ranges::sort(share);
      return shares;
    }
    std::uint64_t bytes = 0;
    for (std::uint32_t i = 0; i < orders.size(); ++i) {
      if (shares.empty() || shares.back().size() == kMostFiles ||
          (shares.back().size() >= kFewFiles && bytes >= kEnoughBytes)) {
        shares.emplace_back();
        bytes = 0;
      }
      shares.back().push_back(i);
      bytes += size(i);
    }
    return shares;
  }

  Result<void> digest_some(
      std::span<const DigestOrder> orders, std::span<const std::uint32_t> share, Opener& opener,
      std::mutex& one_at_a_time, const std::stop_token& stop,
      const std::function<Result<void>(const DigestOrder&, const ReadOutcome&)>& done) {
    std::vector<TreeSource> sources;
    std::vector<std::uint32_t> of_source;
    sources.reserve(share.size());
    std::vector<std::pair<std::uint32_t, Error>> failed;
    for (const std::uint32_t i : share) {
      auto source = opener.open(files_.path(orders[i].file));
      if (source) {
        sources.push_back(std::move(source).value());
        of_source.push_back(i);
      } else {
        failed.emplace_back(i, std::move(source).error());
      }
    }
    std::vector<ReadOrder> reads(sources.size());
    for (std::size_t i = 0; i < sources.size(); ++i) {
      reads[i].source = &sources[i];
      reads[i].algorithms = orders[of_source[i]].algorithms.all();
    }
    const auto outcomes = read_together(reads, stop);
    const std::lock_guard lock(one_at_a_time);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      if (outcomes[i]) {
        DELO_CHECK(done(orders[of_source[i]], *outcomes[i]));
      } else if (outcomes[i].error().code == ErrorCode::kCancelled) {
        return outcomes[i].error();
      } else {
        failed.emplace_back(of_source[i], outcomes[i].error());
      }
    }
    for (const auto& [i, error] : failed) {
      report(tree_rule::kUnreadable, files_.path(orders[i].file), error.text());
    }
    return {};
  }

  void report(const Rule& rule, const RelativePath& path, std::string message) {
    findings_.push_back(finding(rule, Location{.path = path}, std::move(message)));
  }

  const fs::path path_;
  FileDescriptor root_;
};

}  // namespace

Result<std::unique_ptr<PackageTree>> open_folder_tree(const fs::path& root, std::stop_token stop,
                                                      int threads) {
  auto tree = std::make_unique<FolderTree>(root, threads);
  DELO_CHECK(tree->list(std::move(stop)));
  return std::unique_ptr<PackageTree>(std::move(tree));
}

}  // namespace delo::packages
