#include "packages/ocfl/ocfl_validator.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "core/bytes/spool.h"
#include "core/text/utf8.h"
#include "packages/ocfl/digest_check.h"
#include "packages/ocfl/layout.h"
#include "packages/ocfl/object_check.h"
#include "packages/ocfl/ocfl_files.h"
#include "packages/ocfl/ocfl_rules.h"
#include "packages/ocfl/root_tree.h"
#include "packages/ocfl/storage_layout.h"
#include "packages/tree_rules.h"

namespace delo::packages::ocfl {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kRootStart = "0=ocfl_";
constexpr std::string_view kObjectStart = "0=ocfl_object_";

// What the tree itself tells; links and devices of a folder have codes of their own.
void add_findings_of(const PackageTree& tree, const std::string& below,
                     std::vector<Finding>& findings) {
  for (const Finding& told : tree.findings()) {
    if (told.rule == tree_rule::kLink.id || told.rule == tree_rule::kSpecial.id) continue;
    Finding added = told;
    if (auto whole = RelativePath::parse(below + told.where.path.text())) {
      added.where.path = *std::move(whole);
    }
    findings.push_back(std::move(added));
  }
}

class RootCheck {
 public:
  RootCheck(RootTree tree, std::stop_token stop) : tree_(std::move(tree)), stop_(stop) {}
  Result<void> run();
  std::vector<Finding> take_findings() { return std::move(findings_); }

 private:
  void report(std::string_view code, const std::string& path, std::string message) {
    findings_.push_back(ocfl_finding(code, path, std::move(message)));
  }
  Result<void> check_declaration(const std::vector<FolderEntry>& top);
  Result<void> check_layout(const std::vector<FolderEntry>& top);
  Result<void> check_extensions();
  Result<void> check_hierarchy(std::vector<FolderEntry> top);
  Result<void> check_object_at(const std::string& below, std::size_t depth);

  const RootTree tree_;
  const std::stop_token stop_;
  std::vector<Finding> findings_;
  DigestCheck in_archive_;  // of all its objects
  const std::shared_ptr<Spool> records_ = std::make_shared<Spool>();
  std::string spec_;
  std::optional<Layout> layout_;  // so that the place of an object can be told from its id
  HardLinks links_;
  bool at_top_ = false, in_hierarchy_ = false;
  std::unordered_map<std::string, std::string> ids_;  // id → object
};

Result<void> RootCheck::run() {
  DELO_TRY(auto top, tree_.list(""));
  DELO_CHECK(check_declaration(top));
  DELO_CHECK(check_layout(top));
  DELO_CHECK(check_extensions());
  DELO_CHECK(check_hierarchy(std::move(top)));
  if (at_top_ && in_hierarchy_) {
    report("W015", "", "some objects lie in the root itself, others in a hierarchy");
  }
  if (PackageTree* archive = tree_.archive()) {
    DELO_CHECK(in_archive_.run(*archive, stop_, findings_));
    add_findings_of(*archive, "", findings_);
  }
  return {};
}

Result<void> RootCheck::check_declaration(const std::vector<FolderEntry>& top) {
  std::size_t count = 0;
  for (const FolderEntry& entry : top) {
    if (entry.kind != EntryKind::kFile) continue;
    const std::string_view name = entry.path;
    if (name.size() > 1 && name[1] == '=' && name[0] != '0' &&
        name.substr(2).starts_with("ocfl_")) {
      report("E078", entry.path, "the declaration begins with " + display_of(name.substr(0, 2)));
    } else if (name.starts_with("0=") && !name.starts_with(kRootStart)) {
      report("E079", entry.path, "the declaration does not go on with ocfl_");
    }
    if (!name.starts_with(kRootStart)) continue;
    ++count;
    const std::string version = entry.path.substr(kRootStart.size());
    if (version != "1.0" && version != "1.1") {
      report("E077", entry.path, "the version " + display_of(version) + " is none that exists");
    } else {
      spec_ = std::max(spec_, version);
    }
    const auto text = tree_.read_start(entry.path);
    if (!text && text.error().code == ErrorCode::kCorrupt) continue;  // told by the archive
    if (!text) return text.error();
    if (*text != entry.path.substr(2) + "\n") {
      report("E080", entry.path, "holds \"" + display_of(text->substr(0, 100)) + "\"");
    }
  }
  if (count == 0) report("E069", "", "there is no declaration 0=ocfl_VERSION");
  if (count > 1) report("E076", "", "there are " + std::to_string(count) + " declarations");
  return {};
}

Result<void> RootCheck::check_layout(const std::vector<FolderEntry>& top) {
  const std::string name(kLayoutFile);
  const auto at = std::ranges::find(top, name, &FolderEntry::path);
  if (at == top.end() || at->kind != EntryKind::kFile) return {};
  const auto text = tree_.read_start(name);
  if (!text && text.error().code == ErrorCode::kCorrupt) return {};  // told by the archive
  if (!text) return text.error();
  const auto json = Json::parse(*text);
  if (!json || !json->is_object() || !json->find("extension") || !json->find("description")) {
    report("E070", name, json ? "lacks extension or description" : json.error().message);
    return {};
  }
  const std::string& extension = (*json)["extension"].text();
  if (!is_registered_extension(extension)) {
    report("E071", name,
           "the extension " + display_of((*json)["extension"].dump()) + " is no registered one");
  }
  auto layout = Layout::read_by([&](const std::string& file) -> Result<std::string> {
    auto text_of = tree_.read_start(file);
    if (text_of) return text_of;
    Error error = std::move(text_of).error();
    error.path = file;
    return error;
  });
  if (layout) {
    layout_ = *std::move(layout);
  } else if (is_registered_extension(extension)) {  // else told already
    const Error& error = layout.error();
    const bool corrupt = error.code == ErrorCode::kCorrupt;
    report(corrupt ? "ocfl.layout.parameters" : "ocfl.layout.unchecked",
           error.path.generic_string(), error.message);
  }
  return {};
}

Result<void> RootCheck::check_extensions() {
  auto entries = tree_.list(std::string(kExtensions));
  if (!entries) {
    if (entries.error().code == ErrorCode::kNotFound || entries.error().sys_errno == ENOTDIR)
      return {};
    return std::move(entries).error();
  }
  for (const FolderEntry& entry : *entries) {
    const std::string path = std::string(kExtensions) + "/" + entry.path;
    if (entry.kind != EntryKind::kFolder) {
      report("E112", path,
             "a " + std::string(name_of(entry.kind)) + " lies in the extensions folder");
    } else if (!is_registered_extension(entry.path)) {
      report("W016", path, display_of(entry.path) + " is no registered extension");
    }
  }
  return {};
}

Result<void> RootCheck::check_hierarchy(std::vector<FolderEntry> top) {
  struct Level {
    std::string below;
    std::vector<FolderEntry> entries;
    std::size_t next = 0;
    bool leads_somewhere = false;  // an object or a folder is below it
  };
  std::vector<Level> levels;
  levels.push_back({"", std::move(top)});
  while (!levels.empty()) {
    if (stop_.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
    Level& level = levels.back();
    if (level.next == level.entries.size()) {
      const bool dead_end = levels.size() > 1 && !level.leads_somewhere;
      if (dead_end) report("E085", level.below, "no object lies below this folder");
      levels.pop_back();
      continue;
    }
    const FolderEntry entry = level.entries[level.next++];
    const bool in_root = levels.size() == 1;
    const std::string below = in_root ? entry.path : level.below + "/" + entry.path;
    if (entry.kind == EntryKind::kLink || entry.kind == EntryKind::kOther) {
      report("E090", below, "is a " + std::string(name_of(entry.kind)));
      continue;
    }
    if (entry.kind == EntryKind::kFile) {
      // Files of the root itself are nobody's business (E087).
      if (!in_root) {
        report("E072", below, "a file lies outside any object");
        report("E084", below, "a file lies in an intermediate folder");
      }
      continue;
    }
    if (in_root && entry.path == kExtensions) continue;
    DELO_TRY(auto entries, tree_.list(below));
    level.leads_somewhere = true;
    const bool object = std::ranges::any_of(entries, [](const FolderEntry& e) {
      return e.path.starts_with(kObjectStart) || e.path == kInventory;
    });
    if (object) {
      DELO_CHECK(check_object_at(below, levels.size()));
    } else if (entries.empty()) {
      report("E073", below, "the folder is empty");
    } else if (!RelativePath::parse(below)) {
      report("E088", "", "a folder is nested too deep: " + display_of(below.substr(0, 200)));
    } else {
      levels.push_back({below, std::move(entries)});
    }
  }
  return {};
}

Result<void> RootCheck::check_object_at(const std::string& below, std::size_t depth) {
  (depth == 1 ? at_top_ : in_hierarchy_) = true;
  DELO_TRY(const auto object, tree_.object_at(below));
  // In an archive the content of all the objects is read in one pass.
  const auto records = object.own ? std::make_shared<Spool>() : records_;
  ObjectCheck check(*object.tree, object.place, below + "/", records, links_, stop_);
  DigestCheck digests;
  DELO_CHECK(check.run(object.own ? digests : in_archive_));
  for (Finding& found : check.take_findings()) findings_.push_back(std::move(found));
  if (object.own) {
    DELO_CHECK(digests.run(*object.own, stop_, findings_));
    add_findings_of(*object.own, below + "/", findings_);
  }
  if (!spec_.empty() && check.spec() > spec_) {
    report("E081", below, "the object is of OCFL " + check.spec() + ", the root of " + spec_);
  }
  if (check.id().empty()) return {};
  const auto [at, is_new] = ids_.emplace(check.id(), below);
  if (!is_new) {
    report("E037", below, "has the id of " + at->second + ": " + display_of(check.id()));
    report("E083", below, "the id has a second place besides " + at->second);
  }
  if (!layout_) return {};
  const auto place = layout_->place_of(check.id());
  if (!place) {
    report("ocfl.layout.unchecked", below, place.error().message);
  } else if (*place != below) {
    report("W014", below,
           "the layout puts " + display_of(check.id()) + " at " + display_of(place->string()));
  }
  return {};
}

}  // namespace

bool is_registered_extension(std::string_view name) {
  static constexpr std::array<std::string_view, 13> kNames = {
      "0001-digest-algorithms",
      "0002-flat-direct-storage-layout",
      "0003-hash-and-id-n-tuple-storage-layout",
      "0004-hashed-n-tuple-storage-layout",
      "0005-mutable-head",
      "0006-flat-omit-prefix-storage-layout",
      "0007-n-tuple-omit-prefix-storage-layout",
      "0008-schema-registry",
      "0009-digest-algorithms",
      "0010-differential-n-tuple-omit-prefix-storage-layout",
      "0011-direct-clean-path-layout",
      "0012-hash-and-no-prefix-id-n-tuple-storage-layout",
      "initial",
  };
  return std::ranges::find(kNames, name) != kNames.end();
}

Result<std::vector<Finding>> check_object(const fs::path& path, std::stop_token stop, int threads) {
  DELO_TRY(const auto tree,
           open_tree(path, &is_object_file, stop, threads, Sizes::kNow, &marks_ocfl));
  HardLinks links;
  ObjectCheck check(*tree, "", "", std::make_shared<Spool>(), links, stop);
  DigestCheck digests;
  DELO_CHECK(check.run(digests));
  std::vector<Finding> findings = check.take_findings();
  DELO_CHECK(digests.run(*tree, stop, findings));
  add_findings_of(*tree, "", findings);
  return findings;
}

Result<std::vector<Finding>> check_storage_root(const fs::path& path, std::stop_token stop,
                                                int threads) {
  DELO_TRY(RootTree tree, RootTree::open(path, stop, threads));
  RootCheck check(std::move(tree), stop);
  DELO_CHECK(check.run());
  return check.take_findings();
}

}  // namespace delo::packages::ocfl
