#include "packages/ocfl/checked_inventory.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <set>

#include "core/fixity/fingerprint.h"
#include "core/text/utf8.h"

namespace delo::packages::ocfl {
namespace {

using Faults = std::vector<OcflFault>;

void add(Faults& faults, std::string_view code, std::string message) {
  faults.push_back({std::string(code), std::move(message)});
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// RFC 3986 §3: a scheme, a colon, and something.
bool is_uri(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) return false;
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (!letter(text[0])) return false;
  return std::ranges::all_of(text.substr(0, colon),
                             [&](char c) {
                               return letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' ||
                                      c == '.';
                             }) &&
         text.find(' ') == std::string_view::npos;
}

// RFC 3339 §5.6 date-time
bool is_rfc3339(std::string_view text) {
  constexpr std::string_view kPattern = "dddd-dd-ddTdd:dd:dd";
  if (text.size() < kPattern.size() + 1) return false;
  const auto number = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  for (std::size_t i = 0; i < kPattern.size(); ++i) {
    const char want = kPattern[i], have = text[i];
    if (want == 'd' ? !(have >= '0' && have <= '9')
                    : !(have == want || (want == 'T' && have == 't'))) {
      return false;
    }
  }
  const int month = number(5), day = number(8);
  const int year = number(0) * 100 + number(2);
  constexpr std::array kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return false;
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  const int days = kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
  if (day < 1 || day > days || number(11) > 23 || number(14) > 59 || number(17) > 60) return false;
  std::string_view rest = text.substr(kPattern.size());
  if (rest.starts_with('.')) {
    const std::size_t end = rest.find_first_not_of("0123456789", 1);
    if (end == std::string_view::npos || end == 1) return false;
    rest = rest.substr(end);
  }
  if (rest == "Z" || rest == "z") return true;
  return rest.size() == 6 && (rest[0] == '+' || rest[0] == '-') && all_digits(rest.substr(1, 2)) &&
         rest[3] == ':' && all_digits(rest.substr(4, 2)) && rest.substr(1, 2) <= "23" &&
         rest.substr(4, 2) <= "59";
}

std::string_view code_of_encoding(DigestAlgorithm algorithm) {
  switch (algorithm) {
    case DigestAlgorithm::kSha1:
      return "E029";
    case DigestAlgorithm::kSha256:
      return "E030";
    case DigestAlgorithm::kSha512:
      return "E031";
    case DigestAlgorithm::kBlake2b512:
      return "E032";
    default:
      return "E057";
  }
}

// Faults of a path's form.  false: it can't be used.
bool check_path(std::string_view path, std::string_view slash_code, std::string_view part_code,
                const std::string& what, Faults& faults) {
  bool good = true;
  if (path.empty() || path.front() == '/' || path.back() == '/') {
    add(faults, slash_code,
        what + " " +
            (path.empty() ? "is empty" : "begins or ends with a slash: " + display_of(path)));
    good = false;
  }
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, end - at);
    // A slash at either end makes an empty part that was told already.
    const bool at_the_edge = at == 0 || end == path.size();
    if (part == "." || part == ".." || (part.empty() && !at_the_edge)) {
      add(faults, part_code, what + " has a part that is ., .. or empty: " + display_of(path));
      return false;
    }
    at = end + 1;
  }
  return good;
}

// Paths that occur twice, or that are the folder of another.  `paths` is sorted.
void check_conflicts(const std::vector<std::string>& paths, std::string_view code,
                     const std::string& what, Faults& faults) {
  std::set<std::string_view> folders;
  for (const std::string& path : paths) {
    for (std::size_t slash = path.rfind('/'); slash != std::string::npos && slash > 0;
         slash = path.rfind('/', slash - 1)) {
      if (!folders.insert(std::string_view(path).substr(0, slash)).second) break;
    }
  }
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (i > 0 && paths[i] == paths[i - 1]) {
      add(faults, code, what + " occurs twice: " + display_of(paths[i]));
    } else if (folders.contains(paths[i])) {
      add(faults, code, what + " is a folder of another: " + display_of(paths[i]));
    }
  }
}

// The keys of a block as digests; each must occur once, whatever its case.
void check_digest_key(const std::string& key, std::optional<DigestAlgorithm> algorithm,
                      FingerprintMap& seen, std::string_view twice_code, const std::string& what,
                      Faults& faults) {
  std::string lower = key;
  std::ranges::transform(lower, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  if (!seen.insert(lower)) {
    add(faults, twice_code, what + " has a digest twice: " + display_of(key));
  }
  if (algorithm && !Digest::parse(*algorithm, key)) {
    add(faults, code_of_encoding(*algorithm),
        what + " has a key that is no " + std::string(name_of(*algorithm)) +
            " digest: " + display_of(key));
  }
}

void refuse_unknown_keys(const Json& object, std::initializer_list<std::string_view> known,
                         const std::string& what, Faults& faults) {
  for (const auto& [key, value] : object.members()) {
    if (std::ranges::find(known, key) == known.end()) {
      add(faults, "E102", what + " has the key " + display_of(key));
    }
  }
}

void check_manifest(const Json& json, CheckedInventory& inventory, Faults& faults) {
  const Json* manifest = json.find("manifest");
  if (!manifest) return add(faults, "E041", "there is no manifest");
  if (!manifest->is_object()) return add(faults, "E106", "manifest is no object");
  FingerprintMap seen;
  std::vector<std::string> paths;
  for (const auto& [digest, list] : manifest->members()) {
    check_digest_key(digest, inventory.algorithm, seen, "E096", "the manifest", faults);
    if (!list.is_array()) {
      add(faults, "E092", "the manifest's value for " + digest.substr(0, 16) + "… is no array");
      continue;
    }
    for (const Json& path : list.items()) {
      if (!path.is_string()) {
        add(faults, "E092", "the manifest has a content path that is no text");
        continue;
      }
      paths.push_back(path.text());
      if (!check_path(path.text(), "E100", "E099", "a content path", faults)) continue;
      inventory.manifest.emplace(path.text(), digest);
      const std::size_t slash = path.text().find('/');
      const auto version = version_name(std::string_view(path.text()).substr(0, slash));
      const std::string folder = inventory.content_folder() + "/";
      if (!version || slash == std::string::npos ||
          std::string_view(path.text()).substr(slash + 1, folder.size()) != folder) {
        add(faults, "E042",
            "a content path does not lie in a version's " + inventory.content_folder() +
                " folder: " + display_of(path.text()));
      }
    }
  }
  std::ranges::sort(paths);
  check_conflicts(paths, "E101", "a content path", faults);
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

// `in_manifest`: the manifest's digests, to each of which 1 is noted when it is used.
void check_state(const Json& state, FingerprintMap& in_manifest, CheckedVersion& version,
                 const std::string& what, Faults& faults) {
  if (!state.is_object()) return add(faults, "E050", what + " has a state that is no object");
  std::vector<std::string> paths;
  for (const auto& [digest, list] : state.members()) {
    if (std::uint32_t* used = in_manifest.find(fingerprint_of(digest))) {
      *used = 1;
    } else {
      add(faults, "E050",
          what + " has a digest in its state that is not in the manifest: " + display_of(digest));
    }
    if (!list.is_array()) {
      add(faults, "E051", what + " has a state with a value that is no array");
      continue;
    }
    for (const Json& path : list.items()) {
      if (!path.is_string()) {
        add(faults, "E051", what + " has a logical path that is no text");
        continue;
      }
      paths.push_back(path.text());
      check_path(path.text(), "E053", "E052", "a logical path of " + what, faults);
      version.state.emplace(path.text(), digest);
    }
  }
  std::ranges::sort(paths);
  check_conflicts(paths, "E095", "a logical path of " + what, faults);
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

void check_versions(const Json& json, CheckedInventory& inventory, Faults& faults) {
  const Json* versions = json.find("versions");
  if (!versions) {
    add(faults, "E041", "there is no versions block");
    return;
  }
  if (!versions->is_object()) return add(faults, "E044", "versions is no object");
  if (versions->members().empty()) return add(faults, "E008", "there is no version");
  check_version_names(*versions, inventory, faults);

  const Json& manifest = json["manifest"];
  FingerprintMap in_manifest;
  for (const auto& [digest, list] : manifest.members()) in_manifest.insert(digest, 0);
  for (const auto& [name, block] : versions->members()) {
    const std::string what = "version " + display_of(name);
    if (!block.is_object()) {
      add(faults, "E047", what + " is no object");
      continue;
    }
    CheckedVersion& version = inventory.versions[name];
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
    if (const Json* state = block.find("state")) {
      check_state(*state, in_manifest, version, what, faults);
    } else {
      add(faults, "E048", what + " has no state");
    }
  }
  if (inventory.spec != "1.0") {
    for (const auto& [digest, list] : manifest.members()) {
      if (*in_manifest.find(fingerprint_of(digest)) == 0) {
        add(faults, "E107", "a digest of the manifest is in no state: " + display_of(digest));
      }
    }
  }
}

// Of the extensions 0001 and 0009, and those of the specification that we can't compute.
bool is_known_elsewhere(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kNames = {
      "blake2b-160", "blake2b-256", "blake2b-384", "sha512/256", "size", "crc32"};
  return std::ranges::find(kNames, name) != kNames.end();
}

void check_fixity(const Json& json, CheckedInventory& inventory, Faults& faults) {
  const Json* fixity = json.find("fixity");
  if (!fixity) return;
  if (!fixity->is_object()) {
    add(faults, "E111", "fixity is no object");
    return add(faults, "E057", "fixity is no object");
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
    const std::string what = "the fixity block of " + display_of(name);
    if (!block.is_object()) {
      add(faults, "E057", what + " is no object");
      continue;
    }
    FingerprintMap seen;
    for (const auto& [digest, list] : block.members()) {
      check_digest_key(digest, algorithm, seen, "E097", what, faults);
      if (!list.is_array()) {
        add(faults, "E057", what + " has a value that is no array");
        continue;
      }
      for (const Json& path : list.items()) {
        if (!path.is_string()) {
          add(faults, "E057", what + " has a content path that is no text");
          continue;
        }
        if (!check_path(path.text(), "E100", "E099", "a content path of " + what, faults)) continue;
        if (!inventory.manifest.contains(path.text())) {
          add(faults, "E057",
              what + " names a file that is not in the manifest: " + display_of(path.text()));
        } else if (algorithm) {
          inventory.fixity.push_back({*algorithm, digest, path.text()});
        }
      }
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

CheckedInventory check_inventory(std::string_view text, std::string_view object_spec,
                                 std::vector<OcflFault>& faults) {
  CheckedInventory inventory;
  const auto json = Json::parse(text);
  if (!json || !json->is_object()) {
    add(faults, "E033",
        json ? "the inventory is no JSON object"
             : "the inventory is not JSON: " + json.error().message);
    return inventory;
  }
  inventory.readable = true;
  refuse_unknown_keys(*json,
                      {"id", "type", "digestAlgorithm", "head", "contentDirectory", "manifest",
                       "versions", "fixity"},
                      "the inventory", faults);
  const auto member = [&](std::string_view name) -> const Json* {
    const Json* found = json->find(name);
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
  if (const Json* folder = json->find("contentDirectory")) {
    const std::string& name = folder->text();
    if (name == "." || name == "..") {
      add(faults, "E018", "contentDirectory is " + name);
    } else if (name.empty() || name.find('/') != std::string::npos) {
      add(faults, "E017", "contentDirectory is " + display_of(folder->dump()));
    } else {
      inventory.content_directory = name;
    }
  }
  check_manifest(*json, inventory, faults);
  check_versions(*json, inventory, faults);
  check_fixity(*json, inventory, faults);
  return inventory;
}

}  // namespace delo::packages::ocfl
