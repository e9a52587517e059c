#include "ingest/versions/join_held.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "core/bytes/disk.h"
#include "core/text/utf8.h"
#include "holdings/export.h"
#include "ingest/reception/item_reader.h"
#include "ingest/versions/held_package.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

std::string count_of_files(std::size_t n) {
  return std::to_string(n) + (n == 1 ? " file" : " files");
}

bool same_content(const DigestSet& a, const DigestSet& b) {
  const auto of_a = a.find(DigestAlgorithm::kSha256), of_b = b.find(DigestAlgorithm::kSha256);
  return of_a && of_a == of_b;
}

Result<void> set_modified(const fs::path& file, std::int64_t modified_ns) {
  std::error_code failed;
  const auto since_1970 = std::chrono::nanoseconds(modified_ns);
  const auto system = std::chrono::sys_time<std::chrono::nanoseconds>(since_1970);
  fs::last_write_time(file, std::chrono::file_clock::from_sys(system), failed);
  if (failed) return io_error("cannot set the time of", file, failed.value());
  return {};
}

class Join {
 public:
  Join(ReceivedItem delivery, HeldPackage held, bool asked_for, holdings::Holdings& holdings,
       RunContext& run)
      : delivery_(std::move(delivery)),
        held_(std::move(held)),
        asked_for_(asked_for),
        holdings_(holdings),
        run_(run) {
    for (const ItemFile& file : delivery_.files) {
      delivered_.emplace(file.object.path.text(), &file);
    }
  }

  Result<JoinedItem> join() {
    out_.next.of = held_.entry;
    DELO_TRY(out_.adds_nothing, came_before());
    if (!out_.adds_nothing) {
      sort_out();
      out_.adds_nothing = added_.empty() && replaced_.empty();
    }
    if (out_.adds_nothing) return std::move(out_);
    DELO_CHECK(lay_out());
    DELO_CHECK(read_together());
    tell();
    out_.next.events = std::move(held_.events);
    out_.next.agents = std::move(held_.agents);
    return std::move(out_);
  }

 private:
  // A delivery that an earlier version has whole came again: it must not bring back what
  // a later one replaced.  A person may want just that.
  Result<bool> came_before() const {
    bool found = false;
    if (asked_for_) return found;
    DELO_CHECK(holdings::for_each_earlier_version(
        holdings_, held_.entry, [&](const packages::ocfl::Inventory& version) {
          std::multimap<std::string, std::string> places;  // of SHA-256
          for (const auto& logical : version.state) {
            const auto sha256 =
                version.content[logical.content_at].digests.find(DigestAlgorithm::kSha256);
            if (sha256) places.emplace(sha256->hex, logical.path.text());
          }
          found = std::ranges::all_of(delivered_, [&](const auto& delivered) {
            const auto sha256 = delivered.second->object.digests.find(DigestAlgorithm::kSha256);
            if (!sha256) return false;
            const auto [begin, end] = places.equal_range(sha256->hex);
            return std::any_of(begin, end, [&](const auto& place) {
              return place.second.ends_with('/' + delivered.first);
            });
          });
          return !found;
        }));
    return found;
  }

  // What becomes of each file of either side.
  void sort_out() {
    std::set<std::string> known;
    for (const HeldFile& file : held_.files) {
      const std::string& path = file.path.text();
      known.insert(path);
      const auto now = delivered_.find(path);
      if (now == delivered_.end() ||
          same_content(now->second->object.digests, file.content.digests)) {
        kept_.push_back(file.path);
        out_.next.kept.emplace(path, file.uuid);
        if (now != delivered_.end()) delivered_.erase(now);
      } else {
        replaced_.push_back(file.path);
        out_.next.replaced.insert(path);
      }
    }
    for (const auto& [path, file] : delivered_) {
      if (!known.contains(path)) added_.push_back(file->object.path);
    }
  }

  // A folder with the files of the joined item under their names.
  Result<void> lay_out() {
    const auto id = RelativePath::parse(held_.entry.summary.item.value);
    top_ = delivery_.folder / "joined";
    DELO_CHECK(remove_tree(top_));
    item_ = top_ / (id ? std::string(id->name()) : std::string("item"));
    DELO_CHECK(make_folders(item_));
    for (const HeldFile& file : held_.files) {
      if (run_.stopping()) return Error{ErrorCode::kCancelled, "interrupted"};
      if (delivered_.contains(file.path.text())) continue;
      DELO_TRY(const fs::path to, place_for(file.path));
      DELO_CHECK(
          holdings::copy_held_file(holdings_, held_.entry.summary.id, file.content, to, run_));
      DELO_CHECK(set_modified(to, file.modified_ns));
      contents_[file.path.text()] = {to, file.content.digests};
    }
    for (const auto& [path, file] : delivered_) {
      DELO_TRY(const fs::path to, place_for(file->object.path));
      // A second name is enough to be read under.
      DELO_TRY(const bool linked, try_link(file->content, to));
      std::error_code failed;
      if (!linked) fs::copy_file(file->content, to, failed);
      if (failed) return io_error("cannot copy", to, failed.value());
    }
    return {};
  }

  Result<fs::path> place_for(const RelativePath& path) {
    fs::path to = path.under(item_);
    std::error_code failed;
    for (fs::path above = to.parent_path(); above != item_; above = above.parent_path()) {
      if (fs::exists(fs::symlink_status(above, failed)) && !fs::is_directory(above, failed)) {
        return in_the_way(path);
      }
    }
    if (fs::exists(fs::symlink_status(to, failed))) return in_the_way(path);
    DELO_CHECK(make_folders(to.parent_path()));
    return to;
  }

  Error in_the_way(const RelativePath& path) const {
    return Error{ErrorCode::kUnsupported,
                 "the delivery and package " + held_.entry.summary.id.value + " can't be joined: " +
                     display_of(path.text()) + " is a file in one and a folder in the other"};
  }

  // Roles, leaves, descriptions, reference and title of the whole.
  Result<void> read_together() {
    DELO_TRY(ItemReader reader, ItemReader::open(item_, held_.entry.summary.item));
    DELO_TRY(BatchItem whole, reader.read({}));
    ReceivedItem& item = out_.item;
    item = delivery_;
    item.files.clear();
    item.item = std::move(whole.item);
    for (FileObject& object : item.item.files) {
      const auto now = delivered_.find(object.path.text());
      ItemFile file;
      if (now != delivered_.end()) {
        file = *now->second;
        file.object.role = object.role;
        file.object.language = object.language;
        file.object.leaf = object.leaf;
      } else {
        const Content& content = contents_[object.path.text()];
        file.object = object;
        file.object.digests = content.digests;
        file.content = content.path;
      }
      item.files.push_back(std::move(file));
    }
    if (item.files.size() != kept_.size() + delivered_.size()) {
      return Error{ErrorCode::kInternal, "the joined item has " +
                                             count_of_files(item.files.size()) + " of " +
                                             std::to_string(kept_.size() + delivered_.size())};
    }
    item.item.files.clear();
    const holdings::PackageSummary& before = held_.entry.summary;
    if (item.item.reference.empty()) {
      item.item.reference = before.reference;
      item.item.reference_basis = "the version before";
    }
    if (item.item.title.empty()) item.item.title = before.title;
    return {};
  }

  void tell() {
    const std::string before = "version " + std::to_string(held_.entry.version);
    const AgentId program = run_.software.front().id;
    if (!kept_.empty()) {
      out_.item.events.push_back(
          {.type = EventType::kFixityCheck,
           .time = run_.clock.now(),
           .detail = "files taken over from " + before +
                     ", each read and found with the digests of its inventory",
           .outcome = EventOutcome::kSuccess,
           .outcome_note = count_of_files(kept_.size()),
           .findings = {},
           .agents = {program},
           .objects = kept_});
    }
    std::vector<RelativePath> changed = added_;
    changed.insert(changed.end(), replaced_.begin(), replaced_.end());
    std::ranges::sort(changed);
    out_.item.events.push_back(
        {.type = EventType::kModification,
         .time = run_.clock.now(),
         .detail = "a later delivery, item " + display_of(delivery_.item.id.value) +
                   ", makes version " + std::to_string(held_.entry.version + 1) + " of the package",
         .outcome = EventOutcome::kSuccess,
         .outcome_note = count_of_files(added_.size()) + " added, " +
                         std::to_string(replaced_.size()) + " replaced, " +
                         std::to_string(kept_.size()) + " kept, none left out",
         .findings = {},
         .agents = {program},
         .objects = std::move(changed)});
  }

  struct Content {
    fs::path path;
    DigestSet digests;
  };

  const ReceivedItem delivery_;
  HeldPackage held_;
  const bool asked_for_;
  holdings::Holdings& holdings_;
  RunContext& run_;
  JoinedItem out_;
  std::map<std::string, const ItemFile*> delivered_;  // that is new, by path
  std::vector<RelativePath> kept_, replaced_, added_;
  fs::path top_, item_;
  std::map<std::string, Content> contents_;  // of held files
};

}  // namespace

Result<JoinedItem> join_held(ReceivedItem delivery, const holdings::PackageEntry& package,
                             bool asked_for, holdings::Holdings& holdings, RunContext& run) {
  DELO_TRY(HeldPackage held, read_held_package(holdings, package, delivery.folder / "held", run));
  return Join(std::move(delivery), std::move(held), asked_for, holdings, run).join();
}

}  // namespace delo::ingest
