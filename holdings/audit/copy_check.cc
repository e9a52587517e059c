#include "holdings/audit/copy_check.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <utility>

#include "core/bytes/read_fault.h"
#include "core/fixity/read_once.h"

namespace delo::holdings {
namespace {

using packages::EntryKind;
using packages::FolderEntry;

// No sidecar or bag-info.txt of ours comes near; a file that pretends to be one must not
// fill memory.
constexpr std::uint64_t kLongestText = 16u << 20;

std::string shown(const Digest& digest) {
  return std::string(name_of(digest.algorithm)) + ":" + digest.hex;
}

std::string expected_of(const ExpectedFile& file) {
  const auto sha256 = file.digests.find(DigestAlgorithm::kSha256);
  return sha256 ? shown(*sha256) : file.digests.empty() ? "" : shown(file.digests.strongest());
}

// The policy's algorithms as far as the file's digest is known; its strongest
// digest when none is: nothing compared is never a pass.
std::vector<DigestAlgorithm> algorithms_for(const ExpectedFile& file,
                                            std::span<const DigestAlgorithm> wanted) {
  std::vector<DigestAlgorithm> algorithms;
  for (const DigestAlgorithm algorithm : wanted) {
    if (file.digests.find(algorithm)) algorithms.push_back(algorithm);
  }
  if (algorithms.empty()) algorithms.push_back(file.digests.strongest().algorithm);
  return algorithms;
}

// What lies in a copy, one after the other.
class PresentFiles {
 public:
  // A copy that is not there, or ends where the disk can't be read, has nothing more.
  static Result<PresentFiles> in(const Store& store, const PackageId& id) {
    PresentFiles present;
    auto walk = store.walk(id);
    if (walk) {
      present.walk_ = *std::move(walk);
      DELO_CHECK(present.advance());
    } else if (walk.error().code != ErrorCode::kNotFound && !is_fault_of_medium(walk.error())) {
      return std::move(walk).error();
    }
    return present;
  }
  const std::optional<FolderEntry>& now() const { return now_; }
  Result<void> advance() {
    auto entry = walk_->next();
    if (!entry && !is_fault_of_medium(entry.error())) return std::move(entry).error();
    whole_ = entry.has_value();
    now_ = entry ? *std::move(entry) : std::nullopt;
    return {};
  }
  // false: the disk could not be read to the end of the copy.
  bool whole() const { return whole_; }

 private:
  std::optional<packages::TreeWalk> walk_;
  std::optional<FolderEntry> now_;
  bool whole_ = true;
};

// Folders in which nothing has been seen yet.
class EmptyFolders {
 public:
  void see(const FolderEntry& entry) {
    if (entry.kind == EntryKind::kFolder) {
      empty_.insert(entry.path);
      return;
    }
    for (std::string_view at = entry.path; !empty_.empty();) {
      const std::size_t slash = at.rfind('/');
      if (slash == std::string_view::npos) return;
      at = at.substr(0, slash);
      if (const auto folder = empty_.find(at); folder != empty_.end()) empty_.erase(folder);
    }
  }
  // A folder whose content is unexpected is told by its content; a parent of an empty
  // folder goes with it.
  void tell(std::vector<CopyFault>& faults) const {
    for (const std::string& folder : empty_) {
      faults.push_back({folder + "/", FileState::kUnexpected, "", "an empty folder"});
    }
  }

 private:
  std::set<std::string, std::less<>> empty_;
};

CopyFault unexpected(const FolderEntry& entry) {
  const std::string size =
      entry.kind == EntryKind::kFile ? " of " + std::to_string(entry.size) + " bytes" : "";
  return {entry.path, FileState::kUnexpected, "",
          "a " + std::string(packages::name_of(entry.kind)) + size};
}

// The files of other stores' copies by device and inode, 16 bytes each.
class FilesElsewhere {
 public:
  // `files_each`: so many a copy should have.
  static FilesElsewhere of(const std::vector<const Store*>& stores, const PackageId& id,
                           std::size_t files_each) {
    FilesElsewhere files;
    files.found_.reserve(stores.size() * files_each);
    for (const Store* store : stores) {
      auto walk = store->walk(id);
      if (!walk) continue;  // its own audit tells why
      files.add(*walk, store);
    }
    std::ranges::sort(files.found_, {}, &key);
    return files;
  }
  // The store that holds this very file too; nullptr: none.
  const Store* with(const FolderEntry& entry) const {
    if (found_.empty()) return nullptr;
    const auto device = std::ranges::find(devices_, entry.device);
    if (device == devices_.end()) return nullptr;
    const std::pair wanted{entry.inode, static_cast<std::uint32_t>(device - devices_.begin())};
    const auto at = std::ranges::lower_bound(found_, wanted, {}, &key);
    return at != found_.end() && key(*at) == wanted ? stores_[at->store] : nullptr;
  }

 private:
  struct File {
    std::uint64_t inode = 0;
    std::uint32_t device = 0, store = 0;  // numbers in the lists
  };
  static std::pair<std::uint64_t, std::uint32_t> key(const File& file) {
    return {file.inode, file.device};
  }

  void add(packages::TreeWalk& walk, const Store* store) {
    const auto number = static_cast<std::uint32_t>(stores_.size());
    stores_.push_back(store);
    for (;;) {
      const auto entry = walk.next();
      if (!entry || !*entry) return;
      if ((*entry)->kind != EntryKind::kFile) continue;
      const auto known = std::ranges::find(devices_, (*entry)->device);
      const auto device = static_cast<std::uint32_t>(known - devices_.begin());
      if (known == devices_.end()) devices_.push_back((*entry)->device);
      found_.push_back({(*entry)->inode, device, number});
    }
  }

  std::vector<File> found_;
  std::vector<std::uint64_t> devices_;
  std::vector<const Store*> stores_;
};

// Reads files that are there, a window of them at a time, and compares.
class FileComparison {
 public:
  FileComparison(const Store& store, const PackageId& id, const CopyCheckOrder& order,
                 CopyCheck& check)
      : store_(store), id_(id), order_(order), check_(check) {}

  // `twin`: the store that holds this very file too; nullptr: none.
  Result<void> add(const ExpectedFile& file, const Store* twin) {
    waiting_.push_back({file, twin});
    return waiting_.size() < kReadWindow ? Result<void>() : read();
  }

  // What waits still.
  Result<void> read() {
    std::vector<std::unique_ptr<ByteSource>> sources;
    std::vector<ReadOrder> orders;
    std::vector<const Waiting*> opened;
    for (const Waiting& one : waiting_) {
      auto source = store_.open(id_, one.file.path);
      if (!source) {
        DELO_CHECK(not_opened(one.file, source.error()));
        continue;
      }
      orders.push_back({.source = source->get(),
                        .algorithms = algorithms_for(one.file, order_.algorithms),
                        .sinks = {}});
      if (order_.every_byte) orders.back().sinks.push_back(order_.every_byte);
      sources.push_back(*std::move(source));
      opened.push_back(&one);
    }
    const auto outcomes = read_together(orders, order_.stop);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      if (outcomes[i]) {
        compare_with(*opened[i], *outcomes[i]);
      } else if (is_fault_of_medium(outcomes[i].error())) {
        damaged(opened[i]->file, "unreadable: " + outcomes[i].error().text());
      } else {
        return outcomes[i].error();
      }
    }
    waiting_.clear();
    return {};
  }

 private:
  struct Waiting {
    ExpectedFile file;
    const Store* twin;
  };

  void damaged(const ExpectedFile& file, const std::string& found) {
    check_.faults.push_back({file.path, FileState::kDamaged, expected_of(file), found});
  }

  Result<void> not_opened(const ExpectedFile& file, const Error& error) {
    if (error.code == ErrorCode::kNotFound) {
      check_.faults.push_back({file.path, FileState::kMissing, expected_of(file), ""});
    } else if (is_fault_of_medium(error)) {
      damaged(file, "unreadable: " + error.text());
    } else {
      return error;
    }
    return {};
  }

  void compare_with(const Waiting& one, const ReadOutcome& outcome) {
    ++check_.files;
    check_.bytes += outcome.bytes;
    if (compare(one.file.digests, outcome.digests) != DigestComparison::kEqual) {
      const auto sha256 = outcome.digests.find(DigestAlgorithm::kSha256);
      damaged(one.file, shown(sha256 ? *sha256 : outcome.digests.strongest()));
    } else if (one.twin) {
      check_.faults.push_back({one.file.path, FileState::kDamaged, "a file of its own",
                               "the same file as in " + one.twin->name() +
                                   ": both stores hold the same file, which is one copy"});
    } else {
      ++check_.intact;
    }
  }

  const Store& store_;
  const PackageId& id_;
  const CopyCheckOrder& order_;
  CopyCheck& check_;
  std::vector<Waiting> waiting_;
};

}  // namespace

std::string_view name_of(FileState state) {
  switch (state) {
    case FileState::kDamaged:
      return "damaged";
    case FileState::kMissing:
      return "missing";
    case FileState::kUnexpected:
      return "unexpected";
    case FileState::kRepaired:
      return "repaired";
  }
  return "";
}

std::string text_in_copy(const Store& store, const PackageId& id, const std::string& path) {
  const auto source = store.open(id, path);
  if (!source) return "";
  auto text = read_all(**source, kLongestText);
  return text ? *std::move(text) : std::string();
}

Result<CopyCheck> check_copy(const Store& store, const PackageId& id, const CopyContents& expected,
                             const CopyCheckOrder& order) {
  CopyCheck check;
  const FilesElsewhere elsewhere = FilesElsewhere::of(order.apart_from, id, expected.file_count());
  DELO_TRY(PresentFiles present, PresentFiles::in(store, id));
  FileComparison comparison(store, id, order, check);
  EmptyFolders empty;
  // What is there before `path`, or all that is left, nobody expects.
  const auto pass_to = [&](const std::string* path) -> Result<void> {
    for (; present.now() && (!path || present.now()->path < *path);) {
      empty.see(*present.now());
      if (present.now()->kind != EntryKind::kFolder) {
        check.faults.push_back(unexpected(*present.now()));
      }
      DELO_CHECK(present.advance());
    }
    return {};
  };
  // Both are in path order: one walk finds what is missing.
  const auto look_for = [&](const ExpectedFile& file) -> Result<void> {
    DELO_CHECK(pass_to(&file.path));
    const auto& found = present.now();
    if (!found || found->path != file.path) {
      check.faults.push_back({file.path, FileState::kMissing, expected_of(file), ""});
      return {};
    }
    empty.see(*found);
    if (found->kind == EntryKind::kFile) {
      DELO_CHECK(comparison.add(file, elsewhere.with(*found)));
    } else {
      check.faults.push_back(
          {file.path, FileState::kDamaged, expected_of(file),
           "a " + std::string(packages::name_of(found->kind)) + " in its place"});
    }
    return present.advance();
  };
  DELO_CHECK(expected.for_each_file(look_for));
  DELO_CHECK(pass_to(nullptr));
  DELO_CHECK(comparison.read());
  // Of folders that were not gone through nobody knows whether they are empty.
  if (present.whole()) empty.tell(check.faults);
  std::ranges::stable_sort(check.faults, {}, &CopyFault::path);
  return check;
}

}  // namespace delo::holdings
