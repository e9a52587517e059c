#include "packages/ocfl/object_check.h"

#include <algorithm>
#include <array>

#include "core/bytes/byte_source.h"
#include "core/fixity/read_once.h"
#include "core/text/utf8.h"
#include "packages/ocfl/ocfl_files.h"
#include "packages/ocfl/ocfl_validator.h"
#include "packages/ocfl/state_comparison.h"
#include "packages/ocfl/storage_layout.h"

namespace delo::packages::ocfl {
namespace {

constexpr std::array<std::string_view, 2> kSpecs = {"1.0", "1.1"};
constexpr std::string_view kDeclarationStart = "0=ocfl_object_";

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

}  // namespace

void ObjectCheck::report(std::string_view code, const std::string& path, std::string message) {
  findings_.push_back(ocfl_finding(code, below_ + path, std::move(message)));
}

void ObjectCheck::report_all(const std::string& path, const std::vector<OcflFault>& faults) {
  for (const OcflFault& fault : faults) report(fault.code, path, fault.message);
}

Result<std::unique_ptr<ByteSource>> ObjectCheck::open(const std::string& path) {
  DELO_TRY(const RelativePath whole, RelativePath::parse(tree_.above() + path));
  if (!package_.is_whole(whole)) return std::unique_ptr<ByteSource>();
  return package_.open(whole);
}

Result<std::optional<std::string>> ObjectCheck::read_start(const std::string& path) {
  DELO_TRY(const auto bytes, open(path));
  if (!bytes) return std::optional<std::string>();
  DELO_TRY(std::string start, read_beginning(*bytes));
  return std::optional(std::move(start));
}

void ObjectCheck::check_kinds() {
  for (std::size_t i = 0; i < tree_.size(); ++i) {
    const EntryKind kind = tree_.kind(i);
    if (kind == EntryKind::kLink || kind == EntryKind::kOther) {
      report("E090", tree_.path(i), "is a " + std::string(name_of(kind)));
    }
  }
  for (const LinkedFile& linked : package_.linked()) {
    const std::size_t file = linked.file - tree_.first_file();
    if (linked.file < tree_.first_file() || file >= tree_.file_count()) continue;
    const std::string path = tree_.file_path(file);
    const std::string other = links_.note(linked, below_ + path);
    if (!other.empty()) report("E090", path, "is a hard link, one file with " + other);
  }
}

Result<void> ObjectCheck::run(DigestCheck& digests) {
  check_kinds();
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
  check_content_set(*root_content_, UINT32_MAX, "is not in the manifest");
  digests.add(tree_, below_, std::move(expected_));
  return {};
}

Result<void> ObjectCheck::check_declaration() {
  std::vector<std::string> declarations;
  tree_.for_each_child("", [&](const std::string& path, EntryKind kind) {
    if (kind != EntryKind::kFile) return;
    const std::string_view name = path;
    if (name.starts_with(kDeclarationStart)) {
      declarations.push_back(path);
    } else if (name.size() > 2 && name[1] == '=' && name.substr(2).starts_with("ocfl_object_")) {
      report("E005", path, "the declaration begins with " + display_of(name.substr(0, 2)));
    } else if (name.starts_with("0=")) {
      report("E006", path, "the declaration does not go on with ocfl_object_");
    }
  });
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
    DELO_TRY(const auto text, read_start(name));
    if (text && *text != name.substr(2) + "\n") {
      report("E007", name, "holds \"" + display_of(text->substr(0, 100)) + "\"");
    }
  }
  return {};
}

void ObjectCheck::check_root_entries() {
  const std::string sidecar = "inventory.json." + root_.algorithm_name;
  tree_.for_each_child("", [&](const std::string& path, EntryKind kind) {
    const bool file = kind == EntryKind::kFile;
    const bool expected =
        file ? path == kInventory || path == sidecar || path.starts_with(kDeclarationStart)
             : kind == EntryKind::kFolder &&
                   (path == kExtensions || path == "logs" || version_name(path).has_value());
    if (!expected) {
      report("E001", path,
             "the object's root holds the " + std::string(name_of(kind)) + " " + display_of(path));
    }
  });
}

void ObjectCheck::check_extensions() {
  tree_.for_each_child(std::string(kExtensions), [&](const std::string& name, EntryKind kind) {
    const std::string path = std::string(kExtensions) + "/" + name;
    if (kind == EntryKind::kFile) {
      report("E067", path, "a file lies in the extensions folder");
    } else if (kind == EntryKind::kFolder && !is_registered_extension(name)) {
      report("W013", path, display_of(name) + " is no registered extension");
    }
  });
}

Result<void> ObjectCheck::check_sidecar(const std::string& inventory_path, const ByteSource& text,
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
  DELO_TRY(auto start, read_start(path));
  if (!start) return {};
  std::string& sidecar = *start;
  while (sidecar.ends_with('\n') || sidecar.ends_with('\r')) sidecar.pop_back();
  const std::size_t blank = sidecar.find_first_of(" \t");
  const std::size_t name = sidecar.find_first_not_of(" \t", blank);
  if (blank == std::string::npos || blank == 0 || name == std::string::npos ||
      sidecar.substr(name) != kInventory) {
    report("E061", path, "holds \"" + display_of(sidecar.substr(0, 200)) + "\"");
    return {};
  }
  DELO_TRY(const ReadOutcome read,
           read_once({.source = &text, .algorithms = {*inventory.algorithm}, .sinks = {}}, stop_));
  const std::string found = read.digests.strongest().hex;
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
  DELO_TRY(root_text_, open(path));
  if (!root_text_) return {};
  std::vector<OcflFault> faults;
  root_content_ = std::make_unique<ContentList>(tree_, expected_, path);
  DELO_TRY(root_, check_inventory(*root_text_, spec_, *root_content_, faults));
  expected_.end_of_inventory();
  report_all(path, faults);
  return check_sidecar(path, *root_text_, root_);
}

void ObjectCheck::check_version_folders() {
  tree_.for_each_child("", [&](const std::string& path, EntryKind kind) {
    if (kind == EntryKind::kFolder && version_name(path)) version_folders_.insert(path);
  });
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
  bool has_content = false;
  tree_.for_each_child(version, [&](const std::string& name, EntryKind kind) {
    const std::string path = version + "/" + name;
    if (kind == EntryKind::kFolder) {
      if (path == content) {
        has_content = true;
      } else {
        report("W002", path, "the version folder holds the folder " + display_of(name));
      }
    } else if (name != kInventory && name != "inventory.json.sha512" &&
               name != "inventory.json.sha256") {
      report("E015", path, "the version folder holds the file " + display_of(name));
    }
  });
  const auto [begin, end] = tree_.below(content);
  if (has_content && begin == end) {
    report("W003", content, "the content folder is empty");
  }
  check_empty_folders(content);
}

void ObjectCheck::check_empty_folders(const std::string& content) {
  const auto [begin, end] = tree_.below(content);
  for (std::size_t i = begin; i < end; ++i) {
    if (tree_.kind(i) != EntryKind::kFolder) continue;
    const std::string path = tree_.path(i);
    const auto within = tree_.below(path);
    if (within.begin == within.end) report("E024", path, "the folder is empty");
  }
}

void ObjectCheck::check_earlier_spec(const std::string& path, const std::string& spec) {
  if (spec >= earlier_spec_) return;
  report("E103", path, "is of OCFL " + spec + ", the version before of " + earlier_spec_);
}

Result<void> ObjectCheck::check_version_inventory(const std::string& version) {
  const std::string path = version + "/" + std::string(kInventory);
  if (!is_file(path)) {
    report("W010", version, "version " + version + " has no inventory");
    return {};
  }
  DELO_TRY(const auto text, open(path));
  if (!text) return {};
  if (version == root_.head) {
    DELO_TRY(const bool same,
             same_bytes(*text, {0, text->size()}, *root_text_, {0, root_text_->size()}));
    if (!same) report("E064", path, "differs from the inventory in the root");
    DELO_CHECK(check_sidecar(path, *text, root_));
    if (same) {
      check_earlier_spec(path, root_.spec);
      return {};
    }
  }
  std::vector<OcflFault> faults;
  ContentList content(tree_, expected_, path);
  DELO_TRY(const CheckedInventory inventory, check_inventory(*text, "", content, faults));
  expected_.end_of_inventory();
  report_all(path, faults);
  if (version != root_.head) DELO_CHECK(check_sidecar(path, *text, inventory));
  if (!inventory.readable) return {};
  DELO_CHECK(compare_with_root(version, path, inventory, *text));
  // It must know every file that was there when it was written.
  check_content_set(content, version_name(version)->number, "is not in the manifest of " + path);
  check_earlier_spec(path, inventory.spec);
  if (!inventory.spec.empty()) earlier_spec_ = inventory.spec;
  return {};
}

Result<void> ObjectCheck::compare_with_root(const std::string& version, const std::string& path,
                                            const CheckedInventory& earlier,
                                            const ByteSource& text) {
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
  return compare_versions(path, version_name(version)->number, earlier, text);
}

Result<void> ObjectCheck::compare_versions(const std::string& path, std::uint32_t own,
                                           const CheckedInventory& earlier,
                                           const ByteSource& text) {
  StateComparison states({text, earlier}, {*root_text_, root_});
  for (const auto& [name, then] : earlier.versions) {
    const auto number = version_name(name);
    const auto now = root_.versions.find(name);
    if (!number || number->number > own || now == root_.versions.end()) {
      report("E066", path, "has version " + display_of(name) + ", which it can't know");
      continue;
    }
    DELO_TRY(const bool same, states.same(then, now->second));
    if (!same) {
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
  return {};
}

void ObjectCheck::check_content_set(const ContentList& manifest, std::uint32_t newest,
                                    const std::string& message) {
  for (const std::string& version : version_folders_) {
    if (version_name(version)->number > newest) continue;
    const auto [begin, end] = tree_.files_below(version + "/" + root_.content_folder());
    for (std::size_t file = begin; file < end; ++file) {
      if (!manifest.has(file)) report("E023", tree_.file_path(file), message);
    }
  }
}

}  // namespace delo::packages::ocfl
