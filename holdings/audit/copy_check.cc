#include "holdings/audit/copy_check.h"

#include <algorithm>
#include <unordered_set>
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

// What is in the copy and nobody expects: files, links, special files, and
// folders in which there is nothing that is expected.
void add_unexpected(const std::vector<FolderEntry>& present, const CopyContents& expected,
                    std::vector<CopyFault>& faults) {
  std::unordered_set<std::string_view> needed;  // folders with something in them
  for (const FolderEntry& entry : present) {
    if (entry.kind == EntryKind::kFolder) continue;
    for (std::string_view at = entry.path;;) {
      const std::size_t slash = at.rfind('/');
      if (slash == std::string_view::npos) break;
      at = at.substr(0, slash);
      if (!needed.insert(at).second) break;
    }
  }
  for (const FolderEntry& entry : present) {
    if (entry.kind == EntryKind::kFolder) {
      // A folder whose content is unexpected is told by its content; a parent of
      // an empty folder goes with it.
      if (needed.contains(entry.path)) continue;
      faults.push_back({entry.path + "/", FileState::kUnexpected, "", "an empty folder"});
    } else if (!expected.has_file(entry.path)) {
      faults.push_back(
          {entry.path, FileState::kUnexpected, "",
           "a " + std::string(packages::name_of(entry.kind)) +
               (entry.kind == EntryKind::kFile ? " of " + std::to_string(entry.size) + " bytes"
                                               : "")});
    }
  }
}

// The files of other stores' copies by device and inode.
class FilesElsewhere {
 public:
  static FilesElsewhere of(const std::vector<const Store*>& stores, const PackageId& id) {
    FilesElsewhere files;
    for (const Store* store : stores) {
      auto listed = store->list(id);
      if (!listed) continue;  // its own audit tells why
      for (const FolderEntry& entry : *listed) {
        if (entry.kind != EntryKind::kFile) continue;
        files.found_.push_back({entry.device, entry.inode, store});
      }
    }
    std::ranges::sort(files.found_, {}, &key);
    return files;
  }
  // The store that holds this very file too; nullptr: none.
  const Store* with(const FolderEntry& entry) const {
    const std::pair wanted{entry.device, entry.inode};
    const auto at = std::ranges::lower_bound(found_, wanted, {}, &key);
    return at != found_.end() && key(*at) == wanted ? at->store : nullptr;
  }

 private:
  struct File {
    std::uint64_t device = 0, inode = 0;
    const Store* store = nullptr;
  };
  static std::pair<std::uint64_t, std::uint64_t> key(const File& file) {
    return {file.device, file.inode};
  }
  std::vector<File> found_;
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
  std::vector<FolderEntry> present;
  if (auto listed = store.list(id)) {
    present = *std::move(listed);
  } else if (listed.error().code != ErrorCode::kNotFound && !is_fault_of_medium(listed.error())) {
    return std::move(listed).error();
  }
  // Both lists are in path order: one walk finds what is missing.
  const FilesElsewhere elsewhere = FilesElsewhere::of(order.apart_from, id);
  FileComparison comparison(store, id, order, check);
  auto at = present.begin();
  DELO_CHECK(expected.for_each_file([&](const ExpectedFile& file) -> Result<void> {
    at = std::ranges::lower_bound(at, present.end(), file.path, {}, &FolderEntry::path);
    if (at == present.end() || at->path != file.path) {
      check.faults.push_back({file.path, FileState::kMissing, expected_of(file), ""});
    } else if (at->kind != EntryKind::kFile) {
      check.faults.push_back({file.path, FileState::kDamaged, expected_of(file),
                              "a " + std::string(packages::name_of(at->kind)) + " in its place"});
    } else {
      return comparison.add(file, elsewhere.with(*at));
    }
    return {};
  }));
  DELO_CHECK(comparison.read());
  add_unexpected(present, expected, check.faults);
  std::ranges::stable_sort(check.faults, {}, &CopyFault::path);
  return check;
}

}  // namespace delo::holdings
