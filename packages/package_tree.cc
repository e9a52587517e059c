#include "packages/package_tree.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <system_error>

#include "core/bytes/disk.h"
#include "core/bytes/spool.h"
#include "core/fixity/fingerprint.h"
#include "core/fixity/hasher.h"
#include "core/text/utf8.h"
#include "packages/folder_tree.h"
#include "packages/sinks/archive_reader.h"
#include "packages/tree_rules.h"

namespace delo::packages {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t kMostKept = std::uint64_t{4} << 30;  // bytes, of an archive

// Bytes put aside of an archive; the tree outlives them.
class KeptSource final : public ByteSource {
 public:
  KeptSource(const Spool& kept, std::uint64_t begin, std::uint64_t size)
      : kept_(kept), begin_(begin), size_(size) {}
  std::uint64_t size() const override { return size_; }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> out) const override {
    if (offset >= size_) return std::size_t{0};
    return kept_.read_at(begin_ + offset,
                         out.first(std::min<std::uint64_t>(out.size(), size_ - offset)));
  }

 private:
  const Spool& kept_;
  const std::uint64_t begin_, size_;
};

// Puts aside what is read.
class KeepingSink final : public ByteSink {
 public:
  explicit KeepingSink(Spool& kept) : kept_(kept) {}
  Result<void> write(std::span<const std::byte> chunk) override {
    DELO_CHECK(kept_.append({reinterpret_cast<const char*>(chunk.data()), chunk.size()}));
    return {};
  }
  Result<void> finish() override { return {}; }

 private:
  Spool& kept_;
};

class ArchiveTree final : public PackageTree {
 public:
  // `at_top`: the package is not one folder in the archive, but all of it.
  ArchiveTree(fs::path path, bool at_top) : path_(std::move(path)), at_top_(at_top) {
    is_archive_ = true;
  }

  // false: a file that `marks_top` lies at the top, and nothing is listed.
  Result<bool> list(const std::function<bool(const RelativePath&)>& wanted,
                    const std::function<bool(std::string_view)>& marks_top, std::stop_token stop) {
    DELO_TRY(const auto reader, ArchiveReader::open(path_));
    refused_.clear();
    while (true) {
      if (stop.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
      DELO_TRY(auto entry, reader->next());
      if (!entry) break;
      refused_.push_back(entry->refused);
      if (entry->refused) {
        note_other(*entry);
        continue;
      }
      if (!at_top_ && marks_top && entry->type == EntryType::kFile &&
          marks_top(entry->path.text())) {
        return false;
      }
      const RelativePath below = enter(*entry);
      if (below.empty() || entry->type != EntryType::kFile || !wanted(below)) continue;
      const std::uint64_t begin = kept_.size();
      if (entry->size > kMostKept - std::min(begin, kMostKept)) {
        return Error{
            ErrorCode::kUnsupported,
            "its metadata files are too large to be checked in an archive, unpack it first", path_};
      }
      KeepingSink sink(kept_);
      DELO_TRY(const bool whole, reader->read(sink));
      if (whole) {
        kept_places_.emplace(below, Kept{begin, kept_.size() - begin});
      } else {
        tell_damaged(below);
      }
    }
    findings_ = reader->findings();
    findings_.insert(findings_.end(), own_findings_.begin(), own_findings_.end());
    files_.sort();
    folders_.sort(true);
    others_.sort(true);
    return true;
  }

  void tell_no_folder() {
    findings_.push_back(
        finding(tree_rule::kOneFolder, Location{},
                "the package's files lie at the top of the archive, in no folder of their own"));
  }

  bool is_whole(const RelativePath& path) const override { return !damaged_.contains(path); }

  Result<std::unique_ptr<ByteSource>> open(const RelativePath& path) override {
    const auto kept = kept_places_.find(path);
    if (kept == kept_places_.end()) {
      return Error{ErrorCode::kNotFound, path.text() + " was not kept from the archive", path_};
    }
    return std::unique_ptr<ByteSource>(
        new KeptSource(kept_, kept->second.begin, kept->second.size));
  }

  Result<void> digest(
      std::span<const DigestOrder> orders, std::stop_token stop,
      const std::function<Result<void>(const DigestOrder&, const ReadOutcome&)>& done) override {
    return for_each_file(stop, [&](std::size_t file, ArchiveReader& reader) -> Result<void> {
      const auto order = std::ranges::lower_bound(orders, file, {}, &DigestOrder::file);
      if (order == orders.end() || order->file != file) return {};
      DELO_TRY(const auto hasher, Hasher::create(order->algorithms.all()));
      CountingSink counting(*hasher);
      DELO_TRY(const bool whole, reader.read(counting));
      if (!whole) return {};
      return done(*order, ReadOutcome{.bytes = counting.bytes, .digests = hasher->digests()});
    });
  }

  Result<void> read_each(
      std::span<const std::size_t> files, std::stop_token stop,
      const std::function<Result<void>(std::size_t, const FillSink&)>& of_file) override {
    if (files.empty()) return {};
    return for_each_file(stop, [&](std::size_t file, ArchiveReader& reader) -> Result<void> {
      if (!std::ranges::binary_search(files, file)) return {};
      return of_file(file, [&](ByteSink& sink) { return reader.read(sink); });
    });
  }

 private:
  struct CountingSink final : ByteSink {
    explicit CountingSink(Hasher& to) : hasher(to) {}
    Result<void> write(std::span<const std::byte> chunk) override {
      bytes += chunk.size();
      return hasher.write(chunk);
    }
    Result<void> finish() override { return hasher.finish(); }
    Hasher& hasher;
    std::uint64_t bytes = 0;
  };

  // The first pass told all but what is in content that it passed over.
  // Goes through the archive once more: files of files(), as they come.
  Result<void> for_each_file(
      const std::stop_token& stop,
      const std::function<Result<void>(std::size_t file, ArchiveReader& reader)>& visit) {
    DELO_TRY(const auto reader, ArchiveReader::open(path_));
    reader->judge_names_alone();
    for (std::size_t number = 0; number < refused_.size(); ++number) {
      if (stop.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
      DELO_TRY(auto entry, reader->next());
      if (!entry) break;
      if (refused_[number] || entry->refused || entry->type != EntryType::kFile) continue;
      if (const auto file = index_of(below_base(entry->path).text())) {
        DELO_CHECK(visit(*file, *reader));
      }
    }
    take_findings(*reader);
    return {};
  }

  void take_findings(const ArchiveReader& reader) {
    const std::set<Finding> told(findings_.begin(), findings_.end());
    for (const Finding& finding : reader.findings()) {
      if (!told.contains(finding)) findings_.push_back(finding);
    }
  }

  // Notes the entry under its path below the one folder; returns that path, empty
  // when there is none.
  RelativePath enter(const ArchiveEntry& entry) {
    if (entry.path.empty()) return {};
    if (!at_top_) {
      const std::string& text = entry.path.text();
      const std::size_t slash = text.find('/');
      const std::string top = text.substr(0, slash);
      if (name_.empty()) name_ = top;
      const bool is_base = slash == std::string::npos && entry.type == EntryType::kFolder;
      if (top != name_ || (slash == std::string::npos && !is_base)) {
        outside(entry.path);
        return {};
      }
      if (is_base) return {};
    }
    const RelativePath below = below_base(entry.path);
    if (entry.type == EntryType::kFile) {
      files_.add(below, entry.size);
    } else {
      folders_.add(below);
    }
    // Folders above need not have entries of their own; the nearest known one has.
    for (RelativePath above = below.parent(); !above.empty() && known_folders_.insert(above.text());
         above = above.parent()) {
      folders_.add(above);
    }
    return below;
  }

  // A link or a device: the reader refused it and said so.
  void note_other(const ArchiveEntry& entry) {
    if (entry.type != EntryType::kLink && entry.type != EntryType::kSpecial) return;
    std::string_view name = entry.name;
    if (name.starts_with("./")) name.remove_prefix(2);
    if (name.ends_with('/')) name.remove_suffix(1);
    const auto path = RelativePath::parse(name);
    if (!path || (!at_top_ && !path->text().starts_with(name_ + '/'))) return;
    const RelativePath below = below_base(*path);
    if (!below.empty()) others_.add(below, entry.type == EntryType::kLink ? kIsLink : kIsSpecial);
  }

  void outside(const RelativePath& path) {
    if (++outside_ > 20) return;  // the rest is as clear
    own_findings_.push_back(finding(
        tree_rule::kOneFolder, Location{.path = path},
        "lies beside the package's folder '" + display_of(name_) + "' at the top of the archive"));
  }

  // The reader said what is wrong; this says of which file of the package.
  void tell_damaged(const RelativePath& below) {
    damaged_.insert(below);
    own_findings_.push_back(finding(tree_rule::kUnreadable, Location{.path = below},
                                    "is damaged in the archive, and was not read"));
  }

  RelativePath below_base(const RelativePath& path) const {
    if (at_top_) return path;
    if (path.text().size() <= name_.size() + 1) return {};
    auto below = RelativePath::parse(std::string_view(path.text()).substr(name_.size() + 1));
    return below ? std::move(below).value() : RelativePath();
  }

  const fs::path path_;
  const bool at_top_;
  struct Kept {
    std::uint64_t begin = 0, size = 0;  // in kept_
  };
  Spool kept_;
  std::map<RelativePath, Kept> kept_places_;
  std::set<RelativePath> damaged_;  // of those that were wanted
  FingerprintMap known_folders_;
  std::vector<Finding> own_findings_;  // not the reader's
  std::vector<bool> refused_;          // of each entry, in the archive's order
  std::size_t outside_ = 0;
};

}  // namespace

Result<std::unique_ptr<PackageTree>> open_tree(
    const fs::path& path, const std::function<bool(const RelativePath&)>& wanted,
    std::stop_token stop, int threads, Sizes sizes,
    const std::function<bool(std::string_view)>& marks_top, AtTop at_top) {
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  if (status.type() == fs::file_type::not_found) {
    return Error{ErrorCode::kNotFound, path.string() + " does not exist", path};
  }
  if (failed) return io_error("cannot look at", path, failed.value());
  if (status.type() == fs::file_type::directory) {
    return open_folder_tree(path, stop, threads, sizes);
  }
  for (const bool all : {false, true}) {
    auto tree = std::make_unique<ArchiveTree>(path, all);
    DELO_TRY(const bool listed, tree->list(wanted, marks_top, stop));
    if (!listed) continue;
    if (all && at_top == AtTop::kFault) tree->tell_no_folder();
    return std::unique_ptr<PackageTree>(std::move(tree));
  }
  return Error{ErrorCode::kInternal, "the archive changes while it is read", path};
}

}  // namespace delo::packages
