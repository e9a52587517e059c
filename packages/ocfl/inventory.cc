#include "packages/ocfl/inventory.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "core/bytes/byte_sink.h"
#include "core/fixity/fingerprint.h"
#include "core/text/json.h"
#include "core/text/utf8.h"
#include "packages/ocfl/checked_inventory.h"
#include "packages/ocfl/digest_block.h"
#include "packages/ocfl/inventory_outline.h"
#include "packages/ocfl/storage_layout.h"

namespace delo::packages::ocfl {
namespace {

constexpr std::uint64_t kMostTold = 4u << 20;  // files
constexpr std::string_view kType = "https://ocfl.io/1.1/spec/#inventory";

Error damaged(const std::string& what) {
  return Error{ErrorCode::kCorrupt, "the inventory " + what};
}

// One block read back; calls `each(digest, path)`.
template <class Each>
Result<void> read_digests(const ByteSource& text, JsonRange block, DigestAlgorithm algorithm,
                          const std::string& name, const Each& each) {
  std::optional<Digest> digest;
  std::size_t paths = 1;  // of the digest that is read
  const auto without_paths = [&](const std::string& hex) {
    return damaged("has a " + name + " entry without paths: " + display_of(hex));
  };
  std::string last;
  DELO_CHECK(read_block(
      text, block,
      [&](BlockItem item, const std::string& hex, const std::string& path) -> Result<void> {
        if (item == BlockItem::kDigest) {
          if (paths == 0) return without_paths(last);
          digest = Digest::parse(algorithm, hex);
          if (!digest) {
            return damaged("has a " + name + " entry that is no digest: " + display_of(hex));
          }
          last = hex;
          paths = 0;
          return {};
        }
        if (item == BlockItem::kNoList) return without_paths(hex);
        ++paths;
        auto parsed = RelativePath::parse(path);
        if (!parsed) {
          return damaged("has a path in its " + name + " that cannot be: " + display_of(path));
        }
        return each(*digest, *std::move(parsed));
      }));
  if (paths == 0) return without_paths(last);
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

namespace {

Result<InventoryOutline> outline_of(const ByteSource& text) {
  auto outline = read_outline(text);
  if (!outline && outline.error().code == ErrorCode::kCorrupt) {
    return damaged("is not JSON: " + outline.error().message);
  }
  return outline;
}

// The folder of a version that is there.
Result<std::string> folder_of(const Json& versions, int version) {
  for (const auto& [name, unused] : versions.members()) {
    const auto told = version_name(name);
    if (told && static_cast<int>(told->number) == version) return name;
  }
  return Error{ErrorCode::kInvalidArgument, "there is no version " + std::to_string(version)};
}

Result<InventoryHead> head_of(const Json& json, int version) {
  InventoryHead head;
  head.id = json["id"].text();
  if (head.id.empty()) return damaged("has no id");
  const std::string& algorithm = json["digestAlgorithm"].text();
  if (algorithm == "sha512") {
    head.algorithm = DigestAlgorithm::kSha512;
  } else if (algorithm == "sha256") {
    head.algorithm = DigestAlgorithm::kSha256;
  } else {
    return damaged("has a digestAlgorithm that cannot be: " + display_of(algorithm));
  }
  head.head_name = json["head"].text();
  if (version != 0) {
    DELO_TRY(head.head_name, folder_of(json["versions"], version));
  }
  DELO_TRY(head.head, version_number(head.head_name));
  const Json& of_head = json["versions"][head.head_name];
  if (!of_head.is_object()) return damaged("has no version " + display_of(head.head_name));
  head.head_note.message = of_head["message"].text();
  head.head_note.user_name = of_head["user"]["name"].text();
  head.head_note.user_address = of_head["user"]["address"].text();
  if (const auto created = timestamp_of(of_head["created"].text())) {
    head.head_note.created = *created;
  }
  return head;
}

// Where versions have their files, the head's folder first, and then the one that was right last.
class ContentFolders {
 public:
  ContentFolders(const Json& versions, const std::string& head, const std::string& folder) {
    prefixes_.push_back(head + "/" + folder + "/");
    for (const auto& [name, unused] : versions.members()) {
      if (name != head) prefixes_.push_back(name + "/" + folder + "/");
    }
  }
  // The content file of this path, if it has this digest.
  std::optional<std::size_t> find(const RelativePath& path, const Digest& digest,
                                  const ContentFiles& content) {
    for (std::size_t i = 0; i < std::min(prefixes_.size(), kMostTried); ++i) {
      const auto place = content.index_of(prefixes_[i] + path.text());
      if (!place || !content.has_digest(*place, digest)) continue;
      if (i > 1) std::rotate(prefixes_.begin() + 1, at(i), at(i + 1));
      return place;
    }
    return std::nullopt;
  }

 private:
  // Of more versions than these it is as good to look for the digest.
  static constexpr std::size_t kMostTried = 8;
  std::vector<std::string>::iterator at(std::size_t i) {
    return prefixes_.begin() + static_cast<std::ptrdiff_t>(i);
  }
  std::vector<std::string> prefixes_;
};

class InventoryReader {
 public:
  InventoryReader(const ByteSource& text, const InventoryOutline& outline, Inventory& to)
      : text_(text), outline_(outline), to_(to) {}

  Result<void> read() {
    if (!outline_.manifest) return damaged("has no manifest");
    to_.content.reserve(told_by(*outline_.manifest), to_.algorithm);
    DELO_CHECK(read_digests(text_, *outline_.manifest, to_.algorithm, "manifest",
                            [&](const Digest& digest, const RelativePath& path) -> Result<void> {
                              to_.content.add(path, digest);
                              return {};
                            }));
    to_.content.sort();
    if (const auto twice = to_.content.twice()) return damaged("names a file twice: " + *twice);
    DELO_CHECK(read_fixity());
    return read_state();
  }

 private:
  // How many files a block has, as far as room is made for them before they are seen.
  static std::size_t told_by(const LongBlock& block) {
    return static_cast<std::size_t>(std::min(block.paths, kMostTold));
  }

  Result<void> read_fixity() {
    for (const auto& [name, block] : outline_.fixity) {
      const std::optional<DigestAlgorithm> known = algorithm_named(name);
      if (!known) continue;
      to_.content.reserve(to_.content.size(), *known);
      DELO_CHECK(read_digests(
          text_, block, *known, "fixity block",
          [&](const Digest& digest, const RelativePath& path) -> Result<void> {
            const auto at = to_.content.index_of(path.text());
            if (!at) {
              return damaged("has fixity of a file that is not in its manifest: " + path.text());
            }
            to_.content.set_digest(*at, digest);
            return {};
          }));
    }
    return {};
  }

  // A state may give one digest several logical paths while our own manifests
  // keep a content file for each: the path that fits is taken, else the first.
  Result<void> read_state() {
    const auto state = outline_.states.find(to_.head_name);
    if (state == outline_.states.end()) return damaged("has no state");
    const std::string folder = outline_.json["contentDirectory"].text_or("content");
    to_.state = LogicalFiles(to_.content, folder);
    to_.state.reserve(told_by(state->second));
    ContentFolders folders(outline_.json["versions"], to_.head_name, folder);
    FingerprintMap by_digest;  // made when it is wanted
    DELO_CHECK(read_digests(
        text_, state->second, to_.algorithm, "state",
        [&](const Digest& digest, const RelativePath& path) -> Result<void> {
          if (const auto place = folders.find(path, digest, to_.content)) {
            to_.state.add(path, *place);
            return {};
          }
          if (by_digest.size() == 0) by_digest = content_by_digest();
          const auto* any = by_digest.find(digest.hex);
          if (any == nullptr) {
            return damaged("has a digest in its state that is not in its manifest: " + digest.hex);
          }
          to_.state.add(path, *any);
          return {};
        }));
    to_.state.sort();
    return {};
  }

  FingerprintMap content_by_digest() const {
    FingerprintMap by_digest;
    for (std::size_t i = 0; i < to_.content.size(); ++i) {
      const auto digest = to_.content.digests_of(i).find(to_.algorithm);
      by_digest.insert(digest->hex, static_cast<std::uint32_t>(i));
    }
    return by_digest;
  }

  const ByteSource& text_;
  const InventoryOutline& outline_;
  Inventory& to_;
};

}  // namespace

Result<Inventory> read_inventory(const ByteSource& text, int version) {
  DELO_TRY(const InventoryOutline outline, outline_of(text));
  Inventory inventory;
  DELO_TRY(static_cast<InventoryHead&>(inventory), head_of(outline.json, version));
  DELO_CHECK(InventoryReader(text, outline, inventory).read());
  return inventory;
}

Result<InventoryHead> read_inventory_head(const ByteSource& text) {
  DELO_TRY(const InventoryOutline outline, outline_of(text));
  return head_of(outline.json, 0);
}

std::optional<ContentFile> Inventory::content_of(std::string_view logical_path) const {
  const auto at = state.index_of(logical_path);
  return at ? std::optional(content[state.content_at(*at)]) : std::nullopt;
}

std::string sidecar_text(const Digest& of_inventory) {
  return of_inventory.hex + " " + std::string(kInventory) + "\n";
}

}  // namespace delo::packages::ocfl
