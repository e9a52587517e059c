#include "packages/ocfl/object_check.h"

#include <algorithm>
#include <array>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "core/fixity/read_once.h"
#include "core/text/utf8.h"
#include "packages/ocfl/ocfl_rules.h"
#include "packages/ocfl/ocfl_validator.h"
#include "packages/ocfl/storage_layout.h"

namespace delo::packages::ocfl {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t kLongestInventory = 1u << 30;
constexpr std::array<std::string_view, 2> kSpecs = {"1.0", "1.1"};
constexpr std::string_view kDeclarationStart = "0=ocfl_object_";

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

std::string_view first_part(std::string_view path) { return path.substr(0, path.find('/')); }
bool is_top(std::string_view path) { return path.find('/') == std::string_view::npos; }

// What the entry is of, when it is something's child: "v1/content" of "v1/content/a".
bool is_child_of(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() + 1 && path.starts_with(folder) &&
         path[folder.size()] == '/' && path.find('/', folder.size() + 1) == std::string_view::npos;
}

}  // namespace

void ObjectCheck::report(std::string_view code, const std::string& path, std::string message) {
  Location where;
  std::string whole = below_ + path;
  if (whole.ends_with('/')) whole.pop_back();
  if (auto parsed = RelativePath::parse(whole)) {
    where.path = *std::move(parsed);
  } else {
    where.part = display_of(whole);
  }
  findings_.push_back(finding(ocfl_rule(code), std::move(where), std::move(message)));
}

void ObjectCheck::report_all(const std::string& path, const std::vector<OcflFault>& faults) {
  for (const OcflFault& fault : faults) report(fault.code, path, fault.message);
}

bool ObjectCheck::is_file(const std::string& path) const {
  const auto at = std::ranges::lower_bound(entries_, path, {}, &FolderEntry::path);
  return at != entries_.end() && at->path == path && at->kind == EntryKind::kFile;
}

Result<void> ObjectCheck::run() {
  DELO_TRY(entries_, list_tree(folder_));
  for (const FolderEntry& entry : entries_) {
    if (entry.kind == EntryKind::kLink || entry.kind == EntryKind::kOther) {
      report("E090", entry.path, "is a " + std::string(name_of(entry.kind)));
    }
    const std::string other = (links_ ? *links_ : own_links_).note(entry, below_ + entry.path);
    if (!other.empty()) report("E090", entry.path, "is a hard link, one file with " + other);
  }
  DELO_CHECK(check_declaration());
  check_extensions();
  DELO_CHECK(check_root_inventory());
  check_root_entries();
  if (!root_.readable) return {};
  check_version_folders();
  for (const std::string& version : version_folders_) {
    check_version_folder(version);
  }
  // In the order of their numbers: a later version may not be of an earlier OCFL.
  std::vector<std::string> in_order(version_folders_.begin(), version_folders_.end());
  std::ranges::sort(in_order, {},
                    [](const std::string& name) { return version_name(name)->number; });
  for (const std::string& version : in_order) DELO_CHECK(check_version_inventory(version));
  check_content_set();
  return check_digests();
}

Result<void> ObjectCheck::check_declaration() {
  std::vector<std::string> declarations;
  for (const FolderEntry& entry : entries_) {
    if (entry.kind != EntryKind::kFile || !is_top(entry.path)) continue;
    const std::string_view name = entry.path;
    if (name.starts_with(kDeclarationStart)) {
      declarations.push_back(entry.path);
    } else if (name.size() > 2 && name[1] == '=' && name.substr(2).starts_with("ocfl_object_")) {
      report("E005", entry.path, "the declaration begins with " + display_of(name.substr(0, 2)));
    } else if (name.starts_with("0=")) {
      report("E006", entry.path, "the declaration does not go on with ocfl_object_");
    }
  }
  if (declarations.empty()) {
    report("E003", "", "there is no declaration 0=ocfl_object_VERSION");
    return {};
  }
  if (declarations.size() > 1) {
    report("E003", "", "there are " + std::to_string(declarations.size()) + " declarations");
  }
  for (const std::string& name : declarations) {
    const std::string version = name.substr(kDeclarationStart.size());
    if (std::ranges::find(kSpecs, version) == kSpecs.end()) {
      report("E004", name, "the version " + display_of(version) + " is none that exists");
    } else {
      spec_ = std::max(spec_, version);
    }
    DELO_TRY(const std::string text, read_file(folder_ / name, 1 << 20));
    if (text != name.substr(2) + "\n") {
      report("E007", name, "holds \"" + display_of(text.substr(0, 100)) + "\"");
    }
  }
  return {};
}

void ObjectCheck::check_root_entries() {
  const std::string sidecar = "inventory.json." + root_.algorithm_name;
  for (const FolderEntry& entry : entries_) {
    if (!is_top(entry.path)) continue;
    const bool file = entry.kind == EntryKind::kFile;
    const bool expected = file ? entry.path == kInventory || entry.path == sidecar ||
                                     entry.path.starts_with(kDeclarationStart)
                               : entry.kind == EntryKind::kFolder &&
                                     (entry.path == kExtensions || entry.path == "logs" ||
                                      version_name(entry.path).has_value());
    if (!expected) {
      report("E001", entry.path,
             "the object's root holds the " + std::string(name_of(entry.kind)) + " " +
                 display_of(entry.path));
    }
  }
}

void ObjectCheck::check_extensions() {
  for (const FolderEntry& entry : entries_) {
    if (!is_child_of(entry.path, kExtensions)) continue;
    const std::string name = entry.path.substr(kExtensions.size() + 1);
    if (entry.kind == EntryKind::kFile) {
      report("E067", entry.path, "a file lies in the extensions folder");
    } else if (entry.kind == EntryKind::kFolder && !is_registered_extension(name)) {
      report("W013", entry.path, display_of(name) + " is no registered extension");
    }
  }
}

Result<std::string> ObjectCheck::read_inventory(const std::string& path) {
  return read_file(folder_ / path, kLongestInventory);
}

Result<void> ObjectCheck::check_sidecar(const std::string& inventory_path, const std::string& text,
                                        const CheckedInventory& inventory) {
  if (!inventory.algorithm) return {};
  const std::string path = inventory_path + "." + inventory.algorithm_name;
  if (!is_file(path)) {
    report("E058", inventory_path, "has no sidecar " + path.substr(path.rfind('/') + 1));
    for (const char* other : {"sha256", "sha512"}) {
      const std::string beside = inventory_path + "." + other;
      if (inventory.algorithm_name == other || !is_file(beside)) continue;
      report("E059", beside, "the inventory's digestAlgorithm is " + inventory.algorithm_name);
    }
    return {};
  }
  DELO_TRY(std::string sidecar, read_file(folder_ / path, 1 << 20));
  while (sidecar.ends_with('\n') || sidecar.ends_with('\r')) sidecar.pop_back();
  const std::size_t blank = sidecar.find_first_of(" \t");
  const std::size_t name = sidecar.find_first_not_of(" \t", blank);
  if (blank == std::string::npos || blank == 0 || name == std::string::npos ||
      sidecar.substr(name) != kInventory) {
    report("E061", path, "holds \"" + display_of(sidecar.substr(0, 200)) + "\"");
    return {};
  }
  const std::array algorithms = {*inventory.algorithm};
  DELO_TRY(const auto hasher, Hasher::create(algorithms));
  DELO_CHECK(hasher->write_text(text));
  DELO_CHECK(hasher->finish());
  const std::string found = hasher->digests().strongest().hex;
  if (lower(sidecar.substr(0, blank)) != found) {
    report("E060", path, "expected " + sidecar.substr(0, blank) + ", the inventory has " + found);
  }
  return {};
}

Result<void> ObjectCheck::check_root_inventory() {
  const std::string path(kInventory);
  if (!is_file(path)) {
    report("E063", "", "there is no inventory.json");
    return {};
  }
  DELO_TRY(root_text_, read_inventory(path));
  std::vector<OcflFault> faults;
  root_ = check_inventory(root_text_, spec_, faults);
  report_all(path, faults);
  expect_digests(path, root_);
  return check_sidecar(path, root_text_, root_);
}

void ObjectCheck::check_version_folders() {
  for (const FolderEntry& entry : entries_) {
    if (is_top(entry.path) && entry.kind == EntryKind::kFolder && version_name(entry.path)) {
      version_folders_.insert(entry.path);
    }
  }
  for (const auto& [name, version] : root_.versions) {
    if (version_folders_.contains(name) || !version_name(name)) continue;
    report("E046", name, "version " + name + " is in the inventory and has no folder");
    report("E010", name, "the folder of version " + name + " is missing");
  }
  for (const std::string& name : version_folders_) {
    if (root_.versions.contains(name)) continue;
    report("E046", name, "the folder " + name + " is in no version of the inventory");
  }
}

void ObjectCheck::check_version_folder(const std::string& version) {
  const std::string content = version + "/" + root_.content_folder();
  bool has_content = false, content_has_files = false;
  std::set<std::string> filled;  // folders with something in them
  for (const FolderEntry& entry : entries_) {
    if (!entry.path.starts_with(version + "/")) continue;
    const std::size_t slash = entry.path.rfind('/');
    filled.insert(entry.path.substr(0, slash));
    if (entry.path.starts_with(content + "/")) {
      content_has_files = true;
    } else if (is_child_of(entry.path, version)) {
      const std::string name = entry.path.substr(version.size() + 1);
      if (entry.kind == EntryKind::kFolder) {
        if (entry.path == content) {
          has_content = true;
        } else {
          report("W002", entry.path, "the version folder holds the folder " + display_of(name));
        }
      } else if (name != kInventory && name != "inventory.json.sha512" &&
                 name != "inventory.json.sha256") {
        report("E015", entry.path, "the version folder holds the file " + display_of(name));
      }
    }
  }
  if (has_content && !content_has_files) report("W003", content, "the content folder is empty");
  for (const FolderEntry& entry : entries_) {
    if (entry.kind == EntryKind::kFolder && entry.path.starts_with(content + "/") &&
        !filled.contains(entry.path)) {
      report("E024", entry.path, "the folder is empty");
    }
  }
}

Result<void> ObjectCheck::check_version_inventory(const std::string& version) {
  const std::string path = version + "/" + std::string(kInventory);
  if (!is_file(path)) {
    report("W010", version, "version " + version + " has no inventory");
    return {};
  }
  DELO_TRY(const std::string text, read_inventory(path));
  if (version == root_.head) {
    if (text != root_text_) report("E064", path, "differs from the inventory in the root");
    DELO_CHECK(check_sidecar(path, text, root_));
    if (text == root_text_) {
      if (root_.spec < earlier_spec_) {
        report("E103", path,
               "is of OCFL " + root_.spec + ", the version before of " + earlier_spec_);
      }
      return {};
    }
  }
  std::vector<OcflFault> faults;
  const CheckedInventory inventory = check_inventory(text, "", faults);
  report_all(path, faults);
  if (version != root_.head) DELO_CHECK(check_sidecar(path, text, inventory));
  if (!inventory.readable) return {};
  expect_digests(path, inventory);
  compare_with_root(version, path, inventory);
  if (inventory.spec < earlier_spec_) {
    report("E103", path,
           "is of OCFL " + inventory.spec + ", the version before of " + earlier_spec_);
  }
  if (!inventory.spec.empty()) earlier_spec_ = inventory.spec;
  return {};
}

void ObjectCheck::compare_with_root(const std::string& version, const std::string& path,
                                    const CheckedInventory& earlier) {
  if (earlier.id != root_.id) {
    report("E037", path,
           "the id is " + display_of(earlier.id) + ", in the root " + display_of(root_.id));
    report("E110", path,
           "the id is " + display_of(earlier.id) + ", in the root " + display_of(root_.id));
  }
  if (earlier.content_folder() != root_.content_folder()) {
    const std::string message = "contentDirectory is " + display_of(earlier.content_folder()) +
                                ", in the root " + display_of(root_.content_folder());
    report("E019", path, message);
    report("E020", path, message);
  }
  if (earlier.head != version) {
    report("E040", path, "head is " + display_of(earlier.head) + " in the inventory of " + version);
  }
  const std::uint32_t own = version_name(version)->number;
  for (const auto& [name, then] : earlier.versions) {
    const auto number = version_name(name);
    const auto now = root_.versions.find(name);
    if (!number || number->number > own || now == root_.versions.end()) {
      report("E066", path, "has version " + display_of(name) + ", which it can't know");
      continue;
    }
    if (!same_state(earlier, then, now->second)) {
      report("E066", path,
             "gives version " + name + " another state than the inventory in the root");
    }
    for (const auto& [what, before, after] :
         {std::tuple("created", &then.created, &now->second.created),
          std::tuple("message", &then.message, &now->second.message),
          std::tuple("user", &then.user, &now->second.user)}) {
      if (*before != *after) {
        report("W011", path, "version " + name + " has another " + what + " than in the root");
      }
    }
  }
  for (const auto& [name, now] : root_.versions) {
    const auto number = version_name(name);
    if (number && number->number <= own && !earlier.versions.contains(name)) {
      report("E066", path, "lacks version " + name);
    }
  }
  // It must know every file that was there when it was written.
  for (const FolderEntry& entry : entries_) {
    if (entry.kind != EntryKind::kFile) continue;
    const auto of = version_name(first_part(entry.path));
    if (!of || of->number > own) continue;
    const std::string content =
        std::string(first_part(entry.path)) + "/" + root_.content_folder() + "/";
    if (entry.path.starts_with(content) && !earlier.manifest.contains(entry.path)) {
      report("E023", entry.path, "is not in the manifest of " + path);
    }
  }
}

// Digests may be of different algorithms: then the files that they stand for must
// be the same ones.
bool ObjectCheck::same_state(const CheckedInventory& earlier, const CheckedVersion& then,
                             const CheckedVersion& now) const {
  if (then.state.size() != now.state.size()) return false;
  const bool same_algorithm = earlier.algorithm == root_.algorithm;
  // The digest that the root's manifest gives to the files of an earlier digest.
  std::map<std::string, std::set<std::string>> today;
  if (!same_algorithm) {
    for (const auto& [path, digest] : earlier.manifest) {
      if (const auto at = root_.manifest.find(path); at != root_.manifest.end()) {
        today[lower(digest)].insert(lower(at->second));
      }
    }
  }
  for (const auto& [path, digest] : then.state) {
    const auto at = now.state.find(path);
    if (at == now.state.end()) return false;
    if (same_algorithm ? lower(digest) != lower(at->second)
                       : !today[lower(digest)].contains(lower(at->second))) {
      return false;
    }
  }
  return true;
}

void ObjectCheck::expect_digests(const std::string& inventory_path,
                                 const CheckedInventory& inventory) {
  const auto expect = [&](const std::string& path, DigestAlgorithm algorithm,
                          const std::string& digest, const char* code) {
    ExpectedDigest expected{algorithm, lower(digest), code, inventory_path};
    auto& all = expected_[path];
    const bool known = std::ranges::any_of(all, [&](const ExpectedDigest& other) {
      return other.algorithm == algorithm && other.digest == expected.digest &&
             other.code == expected.code;
    });
    if (!known) all.push_back(std::move(expected));
  };
  for (const auto& [path, digest] : inventory.manifest) {
    if (inventory.algorithm) expect(path, *inventory.algorithm, digest, "E092");
  }
  for (const auto& fixity : inventory.fixity) {
    expect(fixity.path, fixity.algorithm, fixity.digest, "E093");
  }
}

void ObjectCheck::check_content_set() {
  for (const FolderEntry& entry : entries_) {
    if (entry.kind != EntryKind::kFile) continue;
    const std::string_view version = first_part(entry.path);
    if (!version_name(version)) continue;
    const std::string content = std::string(version) + "/" + root_.content_folder() + "/";
    if (entry.path.starts_with(content) && !root_.manifest.contains(entry.path)) {
      report("E023", entry.path, "is not in the manifest");
    }
  }
}

Result<void> ObjectCheck::check_digests() {
  auto next = expected_.begin();
  while (next != expected_.end()) {
    std::vector<std::unique_ptr<FileSource>> sources;
    std::vector<ReadOrder> orders;
    std::vector<decltype(next)> files;
    for (; next != expected_.end() && orders.size() < kReadWindow; ++next) {
      const auto& [path, digests] = *next;
      if (!is_file(path)) {
        for (const ExpectedDigest& expected : digests) {
          report(expected.code, expected.inventory_path, "names a file that is not there: " + path);
        }
        continue;
      }
      std::set<DigestAlgorithm> algorithms;
      for (const ExpectedDigest& expected : digests) algorithms.insert(expected.algorithm);
      DELO_TRY(auto source, FileSource::open(folder_ / path));
      orders.push_back({.source = source.get(),
                        .algorithms = {algorithms.begin(), algorithms.end()},
                        .sinks = {}});
      sources.push_back(std::move(source));
      files.push_back(next);
    }
    const auto outcomes = read_together(orders, stop_);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      if (!outcomes[i]) return outcomes[i].error();
      const auto& [path, digests] = *files[i];
      for (const ExpectedDigest& expected : digests) {
        const auto found = outcomes[i]->digests.find(expected.algorithm);
        if (found->hex == expected.digest) continue;
        report(expected.code, path,
               "expected " + std::string(name_of(expected.algorithm)) + " " + expected.digest +
                   " (" + expected.inventory_path + "), found " + found->hex);
      }
    }
  }
  return {};
}

}  // namespace delo::packages::ocfl
