#include "packages/ocfl/inventory.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_map>

#include "core/bytes/byte_sink.h"
#include "core/text/json.h"
#include "core/text/utf8.h"
#include "packages/ocfl/digest_block.h"
#include "packages/ocfl/storage_layout.h"

namespace delo::packages::ocfl {
namespace {

constexpr std::string_view kType = "https://ocfl.io/1.1/spec/#inventory";

Error damaged(const std::string& what) {
  return Error{ErrorCode::kCorrupt, "the inventory " + what};
}

// One block read back; calls `each(digest, path)`.
template <class Each>
Result<void> read_block(const Json& block, DigestAlgorithm algorithm, const std::string& name,
                        const Each& each) {
  if (!block.is_object()) return damaged("has no " + name);
  for (const auto& [hex, paths] : block.members()) {
    const std::optional<Digest> digest = Digest::parse(algorithm, hex);
    if (!digest) return damaged("has a " + name + " entry that is no digest: " + display_of(hex));
    if (!paths.is_array() || paths.items().empty()) {
      return damaged("has a " + name + " entry without paths: " + display_of(hex));
    }
    for (const Json& path : paths.items()) {
      auto parsed = RelativePath::parse(path.text());
      if (!parsed)
        return damaged("has a path in its " + name + " that cannot be: " + display_of(path.text()));
      DELO_CHECK(each(*digest, *std::move(parsed)));
    }
  }
  return {};
}

Result<int> version_number(std::string_view name) {
  int number = 0;
  const auto [end, failed] = std::from_chars(name.data() + std::min<std::size_t>(1, name.size()),
                                             name.data() + name.size(), number);
  if (name.size() < 2 || name[0] != 'v' || failed != std::errc() ||
      end != name.data() + name.size() || number < 1) {
    return damaged("names a version that cannot be: " + display_of(name));
  }
  return number;
}

}  // namespace

RelativePath first_content_path(const RelativePath& logical) {
  static const RelativePath kContent = *RelativePath::parse("v1/content");
  return kContent / logical;
}

Result<std::string> first_inventory(std::string_view object_id, const PackageFiles& files,
                                    const VersionNote& note) {
  TextSink text(512 + files.size() * 560);
  DELO_CHECK(write_first_inventory(object_id, files, note, text));
  return text.take();
}

Result<void> write_first_inventory(std::string_view object_id, const PackageFiles& files,
                                   const VersionNote& note, ByteSink& to) {
  DELO_CHECK(files.for_each([](const PackagedFile& file) -> Result<void> {
    if (!is_utf8(file.path.text())) {
      return Error{ErrorCode::kInvalidArgument, "an OCFL inventory cannot name the file " +
                                                    display_of(file.path.text()) +
                                                    ", whose name is not UTF-8"};
    }
    if (!file.digests.find(DigestAlgorithm::kSha512) ||
        !file.digests.find(DigestAlgorithm::kSha256)) {
      return Error{ErrorCode::kInvalidArgument,
                   "no SHA-512 and SHA-256 of " + file.path.text() + " are known"};
    }
    return {};
  }));
  GatheringSink gathering(to);
  std::string out;
  const auto member = [&](std::string_view name, std::string_view value) {
    out.append("  \"").append(name).append("\": ").append(Json(value).dump()).append(",\n");
  };
  const auto block = [&](DigestAlgorithm algorithm, std::string_view prefix,
                         std::string_view indent) -> Result<void> {
    DELO_CHECK(gathering.write_text(out));
    out.clear();
    return write_digest_block(files, algorithm, prefix, indent, gathering);
  };
  out += "{\n";
  member("id", object_id);
  member("type", kType);
  member("digestAlgorithm", name_of(DigestAlgorithm::kSha512));
  member("head", "v1");
  out += "  \"contentDirectory\": \"content\",\n  \"manifest\": ";
  DELO_CHECK(block(DigestAlgorithm::kSha512, "v1/content/", "  "));
  out += ",\n  \"versions\": {\n    \"v1\": {\n";
  out.append("      \"created\": ").append(Json(to_iso8601(note.created)).dump());
  out.append(",\n      \"message\": ").append(Json(note.message).dump());
  out.append(",\n      \"user\": {\"name\": ").append(Json(note.user_name).dump());
  if (!note.user_address.empty()) {
    out.append(", \"address\": ").append(Json(note.user_address).dump());
  }
  out += "},\n      \"state\": ";
  DELO_CHECK(block(DigestAlgorithm::kSha512, "", "      "));
  out += "\n    }\n  },\n  \"fixity\": {\n    \"sha256\": ";
  DELO_CHECK(block(DigestAlgorithm::kSha256, "v1/content/", "    "));
  out += "\n  }\n}\n";
  DELO_CHECK(gathering.write_text(out));
  return gathering.finish();
}

Result<Inventory> parse_inventory(std::string_view text) {
  auto json = Json::parse(text);
  if (!json) return damaged("is not JSON: " + json.error().message);
  Inventory inventory;
  inventory.id = (*json)["id"].text();
  if (inventory.id.empty()) return damaged("has no id");
  const std::string& algorithm = (*json)["digestAlgorithm"].text();
  if (algorithm == "sha512") {
    inventory.algorithm = DigestAlgorithm::kSha512;
  } else if (algorithm == "sha256") {
    inventory.algorithm = DigestAlgorithm::kSha256;
  } else {
    return damaged("has a digestAlgorithm that cannot be: " + display_of(algorithm));
  }
  const std::string head = (*json)["head"].text();
  DELO_TRY(inventory.head, version_number(head));
  inventory.head_name = head;

  DELO_CHECK(read_block((*json)["manifest"], inventory.algorithm, "manifest",
                        [&](const Digest& digest, RelativePath path) -> Result<void> {
                          ContentFile& file = inventory.content.emplace_back();
                          file.path = std::move(path);
                          file.digests.set(digest);
                          return {};
                        }));
  std::ranges::sort(inventory.content, {}, &ContentFile::path);
  std::unordered_map<std::string_view, std::size_t> by_path;
  std::unordered_map<std::string, std::size_t> by_digest;
  by_path.reserve(inventory.content.size());
  by_digest.reserve(inventory.content.size());
  for (std::size_t i = 0; i < inventory.content.size(); ++i) {
    const ContentFile& file = inventory.content[i];
    if (!by_path.emplace(file.path.text(), i).second) {
      return damaged("names a file twice: " + file.path.text());
    }
  }
  for (const auto& [name, block] : (*json)["fixity"].members()) {
    const std::optional<DigestAlgorithm> known = algorithm_named(name);
    if (!known) continue;
    DELO_CHECK(read_block(block, *known, "fixity block",
                          [&](const Digest& digest, const RelativePath& path) -> Result<void> {
                            const auto at = by_path.find(path.text());
                            if (at == by_path.end()) {
                              return damaged("has fixity of a file that is not in its manifest: " +
                                             path.text());
                            }
                            inventory.content[at->second].digests.set(digest);
                            return {};
                          }));
  }

  // A state may give one digest several logical paths while our own manifests
  // keep a content file for each: the path that fits is taken, else the first.
  for (std::size_t i = 0; i < inventory.content.size(); ++i) {
    by_digest.emplace(inventory.content[i].digests.find(inventory.algorithm)->hex, i);
  }
  const Json& version = (*json)["versions"][head];
  if (!version.is_object()) return damaged("has no version " + display_of(head));
  inventory.head_note.message = version["message"].text();
  inventory.head_note.user_name = version["user"]["name"].text();
  inventory.head_note.user_address = version["user"]["address"].text();
  if (const auto created = timestamp_of(version["created"].text())) {
    inventory.head_note.created = *created;
  }
  const std::string prefix = head + "/" + (*json)["contentDirectory"].text_or("content") + "/";
  DELO_CHECK(read_block(
      version["state"], inventory.algorithm, "state",
      [&](const Digest& digest, RelativePath path) -> Result<void> {
        const auto place = by_path.find(prefix + path.text());
        std::size_t at = 0;
        if (place != by_path.end() &&
            inventory.content[place->second].digests.find(digest.algorithm) == digest) {
          at = place->second;
        } else if (const auto any = by_digest.find(digest.hex); any != by_digest.end()) {
          at = any->second;
        } else {
          return damaged("has a digest in its state that is not in its manifest: " + digest.hex);
        }
        inventory.state.push_back({std::move(path), at});
        return {};
      }));
  std::ranges::sort(inventory.state, {}, &LogicalFile::path);
  return inventory;
}

std::string sidecar_text(const Digest& of_inventory) {
  return of_inventory.hex + " " + std::string(kInventory) + "\n";
}

}  // namespace delo::packages::ocfl
