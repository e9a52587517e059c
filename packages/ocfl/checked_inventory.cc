#include "packages/ocfl/checked_inventory.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <set>
#include <utility>

#include "core/fixity/fingerprint.h"
#include "core/text/utf8.h"
#include "packages/ocfl/inventory_fields.h"
#include "packages/ocfl/inventory_outline.h"
#include "packages/ocfl/path_conflicts.h"

namespace delo::packages::ocfl {
namespace {

// What the passes over one inventory share.
struct Passes {
  const ByteSource& text;
  const InventoryOutline& outline;
  InventoryEntries& entries;
  CheckedInventory inventory{};
  PathConflicts content_paths{};
  FingerprintMap manifest_digests{};  // 1: used by a state
};

// Tells the conflicts of the paths of a block.
Result<void> report_conflicts(const ByteSource& text, JsonRange block, PathConflicts& conflicts,
                              std::string_view code, const std::string& what, Faults& faults) {
  if (!conflicts.any()) return {};
  DELO_CHECK(
      read_block(text, block, [&](BlockItem item, const std::string&, const std::string& path) {
        if (item == BlockItem::kPath) conflicts.collect(path);
        return Result<void>();
      }));
  for (const std::string& fault : conflicts.take_faults()) add(faults, code, what + " " + fault);
  return {};
}

// Where it lies by its first parts.
void check_content_place(const std::string& path, const std::string& content_folder,
                         Faults& faults) {
  const std::size_t slash = path.find('/');
  const std::string folder = content_folder + "/";
  if (slash == std::string::npos || !version_name(std::string_view(path).substr(0, slash)) ||
      std::string_view(path).substr(slash + 1, folder.size()) != folder) {
    add(faults, "E042",
        "a content path does not lie in a version's " + content_folder +
            " folder: " + display_of(path));
  }
}

Result<void> check_manifest(Passes& passes, Faults& faults) {
  const auto fault = [&](std::string_view code, std::string message) {
    add(faults, code, std::move(message));
    return Result<void>();
  };
  const Json* manifest = passes.outline.json.find("manifest");
  if (!manifest) return fault("E041", "there is no manifest");
  if (!passes.outline.manifest) return fault("E106", "manifest is no object");
  const CheckedInventory& inventory = passes.inventory;
  const std::string content_folder = inventory.content_folder();
  std::optional<FingerprintMap> seen;
  if (passes.outline.manifest->has_capitals) seen.emplace();
  const auto visit = [&](BlockItem item, const std::string& digest,
                         const std::string& path) -> Result<void> {
    switch (item) {
      case BlockItem::kDigest:
        passes.manifest_digests.insert(digest);
        check_digest_key(digest, inventory.algorithm, seen ? &*seen : nullptr, "E096",
                         "the manifest", faults);
        return {};
      case BlockItem::kNoList:
        return fault("E092", "the manifest's value for " + digest.substr(0, 16) + "… is no array");
      case BlockItem::kNoText:
        return fault("E092", "the manifest has a content path that is no text");
      case BlockItem::kPath:
        break;
    }
    const bool is_new = passes.content_paths.add(path);
    if (!check_path(path, "E100", "E099", "a content path", faults)) return {};
    if (is_new) DELO_CHECK(passes.entries.content(inventory, path, digest));
    check_content_place(path, content_folder, faults);
    return {};
  };
  DELO_CHECK(read_block(passes.text, *passes.outline.manifest, visit));
  return report_conflicts(passes.text, *passes.outline.manifest, passes.content_paths, "E101",
                          "a content path", faults);
}

void check_user(const Json* user, const std::string& what, Faults& faults) {
  if (!user) return;
  if (!user->is_object() || (*user)["name"].text().empty()) {
    return add(faults, "E054", what + " has a user without a name");
  }
  refuse_unknown_keys(*user, {"name", "address"}, "the user of " + what, faults);
  const Json* address = user->find("address");
  if (!address) return add(faults, "W008", what + " has a user without an address");
  if (!is_uri(address->text())) {
    add(faults, "W009",
        what + " has a user's address that is no URI: " + display_of(address->text()));
  }
}

Result<void> check_state(Passes& passes, const std::string& version, const std::string& what,
                         Faults& faults) {
  const auto fault = [&](std::string_view code, std::string message) {
    add(faults, code, std::move(message));
    return Result<void>();
  };
  const auto state = passes.outline.states.find(version);
  if (state == passes.outline.states.end()) {
    return fault("E050", what + " has a state that is no object");
  }
  passes.inventory.versions[version].state = state->second;
  const std::string what_path = "a logical path of " + what;
  PathConflicts paths;
  DELO_CHECK(read_block(
      passes.text, state->second,
      [&](BlockItem item, const std::string& digest, const std::string& path) -> Result<void> {
        switch (item) {
          case BlockItem::kDigest:
            if (std::uint32_t* used = passes.manifest_digests.find(fingerprint_of(digest))) {
              *used = 1;
              return {};
            }
            return fault("E050", what + " has a digest in its state that is not in the manifest: " +
                                     display_of(digest));
          case BlockItem::kNoList:
            return fault("E051", what + " has a state with a value that is no array");
          case BlockItem::kNoText:
            return fault("E051", what + " has a logical path that is no text");
          case BlockItem::kPath:
            break;
        }
        paths.add(path);
        check_path(path, "E053", "E052", what_path, faults);
        return {};
      }));
  return report_conflicts(passes.text, state->second, paths, "E095", what_path, faults);
}

// Digests that no state uses.
Result<void> check_use(const Passes& passes, Faults& faults) {
  if (passes.inventory.spec == "1.0" || !passes.outline.manifest) return {};
  return read_block(passes.text, *passes.outline.manifest,
                    [&](BlockItem item, const std::string& digest, const std::string&) {
                      const bool unused =
                          item == BlockItem::kDigest && *passes.manifest_digests.find(digest) == 0;
                      if (unused) {
                        add(faults, "E107",
                            "a digest of the manifest is in no state: " + display_of(digest));
                      }
                      return Result<void>();
                    });
}

void check_version_names(const Json& versions, const CheckedInventory& inventory, Faults& faults) {
  std::map<std::uint32_t, std::string> names;
  bool padded = false, plain = false;
  std::set<std::size_t> lengths;
  for (const auto& [key, value] : versions.members()) {
    const auto name = version_name(key);
    if (!name) {
      add(faults, "E104", "a version is named " + display_of(key));
      add(faults, "E046", "a version is named " + display_of(key) + ", which is no version folder");
      continue;
    }
    names[name->number] = key;
    (name->padded ? padded : plain) = true;
    if (name->padded) lengths.insert(key.size());
  }
  if (padded) {
    add(faults, "W001", "version numbers are zero-padded");
    for (const auto& [number, key] : names) {
      if (version_name(key)->padded) continue;
      if (lengths.contains(key.size())) {
        add(faults, "E011", "version " + key + " does not begin with v0, the others do");
        add(faults, "E013", "version " + key + " does not follow the naming of the earlier ones");
      } else {
        add(faults, "E012", "version " + key + " is not zero-padded, others are");
      }
    }
    if (lengths.size() > 1) add(faults, "E012", "version names have different lengths");
  }
  std::uint32_t expected = 1;
  for (const auto& [number, key] : names) {
    if (number != expected) {
      if (expected == 1) add(faults, "E009", "the first version is " + key);
      add(faults, "E010", "version v" + std::to_string(expected) + " is missing before " + key);
    }
    expected = number + 1;
  }
  if (!names.empty() && !inventory.head.empty() && inventory.head != names.rbegin()->second) {
    add(faults, "E040",
        "head is " + display_of(inventory.head) + ", the newest version is " +
            names.rbegin()->second);
  }
}

Result<void> check_versions(Passes& passes, Faults& faults) {
  const auto fault = [&](std::string_view code, std::string message) {
    add(faults, code, std::move(message));
    return Result<void>();
  };
  const Json* versions = passes.outline.json.find("versions");
  if (!versions) return fault("E041", "there is no versions block");
  if (!versions->is_object()) return fault("E044", "versions is no object");
  if (versions->members().empty()) return fault("E008", "there is no version");
  check_version_names(*versions, passes.inventory, faults);
  for (const auto& [name, block] : versions->members()) {
    const std::string what = "version " + display_of(name);
    if (!block.is_object()) {
      add(faults, "E047", what + " is no object");
      continue;
    }
    CheckedVersion& version = passes.inventory.versions[name];
    refuse_unknown_keys(block, {"created", "message", "state", "user"}, what, faults);
    if (const Json* created = block.find("created")) {
      version.created = *created;
      if (!is_rfc3339(created->text())) {
        add(faults, "E049",
            what + " has a created that is no RFC 3339 time with seconds and zone: " +
                display_of(created->is_string() ? created->text() : created->dump()));
      }
    } else {
      add(faults, "E048", what + " has no created");
    }
    if (const Json* message = block.find("message")) {
      version.message = *message;
      if (!message->is_string()) add(faults, "E094", what + " has a message that is no text");
    }
    version.user = block["user"];
    check_user(block.find("user"), what, faults);
    if (!block.find("message") || !block.find("user")) {
      add(faults, "W007", what + " lacks message or user");
    }
    if (block.find("state")) {
      DELO_CHECK(check_state(passes, name, what, faults));
    } else {
      add(faults, "E048", what + " has no state");
    }
  }
  return check_use(passes, faults);
}

// Of the extensions 0001 and 0009, and those of the specification that we can't compute.
bool is_known_elsewhere(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kNames = {
      "blake2b-160", "blake2b-256", "blake2b-384", "sha512/256", "size", "crc32"};
  return std::ranges::find(kNames, name) != kNames.end();
}

Result<void> check_fixity_block(Passes& passes, const std::string& name,
                                std::optional<DigestAlgorithm> algorithm, Faults& faults) {
  const auto fault = [&](std::string_view code, std::string message) {
    add(faults, code, std::move(message));
    return Result<void>();
  };
  const std::string what = "the fixity block of " + display_of(name);
  const auto block = passes.outline.fixity.find(name);
  if (block == passes.outline.fixity.end()) return fault("E057", what + " is no object");
  std::optional<FingerprintMap> seen;
  if (block->second.has_capitals) seen.emplace();
  return read_block(
      passes.text, block->second,
      [&](BlockItem item, const std::string& digest, const std::string& path) -> Result<void> {
        switch (item) {
          case BlockItem::kDigest:
            check_digest_key(digest, algorithm, seen ? &*seen : nullptr, "E097", what, faults);
            return {};
          case BlockItem::kNoList:
            return fault("E057", what + " has a value that is no array");
          case BlockItem::kNoText:
            return fault("E057", what + " has a content path that is no text");
          case BlockItem::kPath:
            break;
        }
        if (!check_path(path, "E100", "E099", "a content path of " + what, faults)) return {};
        if (!passes.content_paths.contains(path)) {
          return fault("E057",
                       what + " names a file that is not in the manifest: " + display_of(path));
        }
        return algorithm ? passes.entries.fixity(*algorithm, path, digest) : Result<void>();
      });
}

Result<void> check_fixity(Passes& passes, Faults& faults) {
  const Json* fixity = passes.outline.json.find("fixity");
  if (!fixity) return {};
  if (!fixity->is_object()) {
    add(faults, "E111", "fixity is no object");
    add(faults, "E057", "fixity is no object");
    return {};
  }
  static constexpr std::array kComputed = {DigestAlgorithm::kMd5, DigestAlgorithm::kSha1,
                                           DigestAlgorithm::kSha256, DigestAlgorithm::kSha512,
                                           DigestAlgorithm::kBlake2b512};
  for (const auto& [name, block] : fixity->members()) {
    std::optional<DigestAlgorithm> algorithm;
    for (const DigestAlgorithm known : kComputed) {
      if (name_of(known) == name) algorithm = known;
    }
    if (!algorithm && !is_known_elsewhere(name)) {
      add(faults, "E056", "fixity has the algorithm " + display_of(name) + ", which is in no list");
      continue;
    }
    DELO_CHECK(check_fixity_block(passes, name, algorithm, faults));
  }
  return {};
}

// All but the long blocks and the versions.
void check_members(const Json& json, std::string_view object_spec, CheckedInventory& inventory,
                   Faults& faults) {
  inventory.readable = true;
  refuse_unknown_keys(json,
                      {"id", "type", "digestAlgorithm", "head", "contentDirectory", "manifest",
                       "versions", "fixity"},
                      "the inventory", faults);
  const auto member = [&](std::string_view name) -> const Json* {
    const Json* found = json.find(name);
    if (!found) add(faults, "E036", "the inventory has no " + std::string(name));
    return found;
  };
  if (const Json* id = member("id")) {
    inventory.id = id->text();
    if (inventory.id.empty()) {
      add(faults, "E037", "the id is empty or no text");
    } else if (!is_uri(inventory.id)) {
      add(faults, "W005", "the id is no URI: " + display_of(inventory.id));
    }
  }
  if (const Json* type = member("type")) {
    inventory.type = type->text();
    for (const char* spec : {"1.0", "1.1"}) {
      if (inventory.type == "https://ocfl.io/" + std::string(spec) + "/spec/#inventory") {
        inventory.spec = spec;
      }
    }
    if (inventory.spec.empty() || (!object_spec.empty() && inventory.spec != object_spec)) {
      add(faults, "E038",
          "the type is " + display_of(inventory.type) + ", the object declares " +
              (object_spec.empty() ? "nothing" : std::string(object_spec)));
    }
  }
  if (const Json* algorithm = member("digestAlgorithm")) {
    inventory.algorithm_name = algorithm->text();
    if (inventory.algorithm_name == "sha512") {
      inventory.algorithm = DigestAlgorithm::kSha512;
    } else if (inventory.algorithm_name == "sha256") {
      inventory.algorithm = DigestAlgorithm::kSha256;
      add(faults, "W004", "the digest algorithm is sha256");
    } else {
      add(faults, "E025", "the digest algorithm is " + display_of(inventory.algorithm_name));
    }
  }
  if (const Json* head = member("head")) {
    inventory.head = head->text();
    if (!version_name(inventory.head)) {
      add(faults, "E040", "head is no version name: " + display_of(head->dump()));
    }
  }
  if (const Json* folder = json.find("contentDirectory")) {
    const std::string& name = folder->text();
    if (name == "." || name == "..") {
      add(faults, "E018", "contentDirectory is " + name);
    } else if (name.empty() || name.find('/') != std::string::npos) {
      add(faults, "E017", "contentDirectory is " + display_of(folder->dump()));
    } else {
      inventory.content_directory = name;
    }
  }
}

}  // namespace

std::optional<VersionName> version_name(std::string_view name) {
  VersionName version;
  if (name.size() < 2 || name.size() > 10 || name[0] != 'v' || !all_digits(name.substr(1))) {
    return std::nullopt;
  }
  std::from_chars(name.data() + 1, name.data() + name.size(), version.number);
  version.padded = name[1] == '0';
  if (version.number == 0) return std::nullopt;
  return version;
}

Result<CheckedInventory> check_inventory(const ByteSource& text, std::string_view object_spec,
                                         InventoryEntries& entries,
                                         std::vector<OcflFault>& faults) {
  const auto outline = read_outline(text);
  if (!outline && outline.error().code != ErrorCode::kCorrupt) return outline.error();
  if (!outline || !outline->json.is_object()) {
    add(faults, "E033",
        outline ? "the inventory is no JSON object"
                : "the inventory is not JSON: " + outline.error().message);
    return CheckedInventory();
  }
  Passes passes{.text = text, .outline = *outline, .entries = entries};
  check_members(outline->json, object_spec, passes.inventory, faults);
  passes.inventory.manifest = outline->manifest;
  DELO_CHECK(check_manifest(passes, faults));
  // The fixity block first, because it needs the content paths and the states do not; what
  // is wrong with it is told last.
  Faults of_fixity;
  DELO_CHECK(check_fixity(passes, of_fixity));
  passes.content_paths = {};
  DELO_CHECK(check_versions(passes, faults));
  std::ranges::move(of_fixity, std::back_inserter(faults));
  return std::move(passes.inventory);
}

}  // namespace delo::packages::ocfl
