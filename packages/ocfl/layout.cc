#include "packages/ocfl/layout.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/bytes/disk.h"
#include "core/bytes/relative_path.h"
#include "core/fixity/hasher.h"
#include "core/text/utf8.h"
#include "packages/ocfl/storage_layout.h"

namespace delo::packages::ocfl {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostTuples = 32;         // and the longest tuple (0003, 0004, 0007)
constexpr std::size_t kLongestEncodedId = 100;  // characters (0003)
constexpr std::size_t kLongestName = 255;       // bytes, NAME_MAX
constexpr std::uint64_t kLongestConfig = 1u << 20;

constexpr std::array<std::pair<LayoutKind, std::string_view>, 5> kNames = {{
    {LayoutKind::kFlatDirect, "0002-flat-direct-storage-layout"},
    {LayoutKind::kHashAndId, "0003-hash-and-id-n-tuple-storage-layout"},
    {LayoutKind::kHashed, "0004-hashed-n-tuple-storage-layout"},
    {LayoutKind::kFlatOmitPrefix, "0006-flat-omit-prefix-storage-layout"},
    {LayoutKind::kTuplesOmitPrefix, "0007-n-tuple-omit-prefix-storage-layout"},
}};

// Those that OCFL allows in a fixity block (OCFL 1.1 §2.3).
constexpr std::array kAlgorithms = {DigestAlgorithm::kMd5, DigestAlgorithm::kSha1,
                                    DigestAlgorithm::kSha256, DigestAlgorithm::kSha512,
                                    DigestAlgorithm::kBlake2b512};

Error refused(std::string message) {
  return Error{ErrorCode::kInvalidArgument, std::move(message)};
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

Result<std::string> digest_of(std::string_view id, DigestAlgorithm algorithm) {
  const std::array algorithms = {algorithm};
  DELO_TRY(const auto hasher, Hasher::create(algorithms));
  DELO_CHECK(hasher->write_text(id));
  DELO_CHECK(hasher->finish());
  return hasher->digests().strongest().hex;
}

// "%2e%2ehor%2frib": all but letters, digits, '-' and '_' (0003, "Encapsulation Directory").
std::string encoded(std::string_view id) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : id) {
    const bool safe = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_';
    if (safe) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
    }
  }
  return out;
}

// Whether a folder can have this name.
Result<void> check_name(std::string_view name, std::string_view id) {
  const auto parsed = RelativePath::parse(name);
  if (parsed && name.find('/') == std::string_view::npos && name.size() <= kLongestName) return {};
  return refused("the layout can't hold the id " + display_of(id.substr(0, 300)) +
                 ": no folder can be named " + display_of(name.substr(0, 300)));
}

// The id without its prefix, which ends with the last `delimiter`, whatever its case.
Result<std::string_view> without_prefix(std::string_view id, std::string_view delimiter) {
  const auto last = std::find_end(id.begin(), id.end(), delimiter.begin(), delimiter.end(),
                                  [](char a, char b) { return lower(a) == lower(b); });
  if (last == id.end()) return id;
  const auto from = static_cast<std::size_t>(last - id.begin()) + delimiter.size();
  if (from == id.size()) {
    return refused("the layout can't hold the id " + display_of(id) + ": nothing follows " +
                   display_of(delimiter));
  }
  return id.substr(from);
}

fs::path tuples_of(std::string_view text, std::size_t size, std::size_t count) {
  fs::path path;
  for (std::size_t tuple = 0; tuple < count; ++tuple) path /= text.substr(tuple * size, size);
  return path;
}

}  // namespace

std::string_view name_of(LayoutKind kind) {
  return std::ranges::find(kNames, kind, &std::pair<LayoutKind, std::string_view>::first)->second;
}

std::optional<LayoutKind> layout_named(std::string_view name) {
  for (const auto& [kind, known] : kNames) {
    if (name == known || name == known.substr(0, 4)) return kind;
  }
  return std::nullopt;
}

std::string layout_names() {
  std::string names;
  for (const auto& [kind, name] : kNames) names.append(names.empty() ? "" : ", ").append(name);
  return names;
}

bool Layout::has(std::string_view parameter) const {
  const bool hashes = kind_ == LayoutKind::kHashAndId || kind_ == LayoutKind::kHashed;
  const bool tuples = hashes || kind_ == LayoutKind::kTuplesOmitPrefix;
  if (parameter == "digestAlgorithm") return hashes;
  if (parameter == "tupleSize" || parameter == "numberOfTuples") return tuples;
  if (parameter == "shortObjectRoot") return kind_ == LayoutKind::kHashed;
  if (parameter == "delimiter") {
    return kind_ == LayoutKind::kFlatOmitPrefix || kind_ == LayoutKind::kTuplesOmitPrefix;
  }
  if (parameter == "zeroPadding" || parameter == "reverseObjectRoot") {
    return kind_ == LayoutKind::kTuplesOmitPrefix;
  }
  return false;
}

Result<void> Layout::set(std::string_view parameter, const Json& value) {
  const auto wrong = [&](const std::string& possible) {
    return refused(std::string(name_of(kind_)) + ": " + std::string(parameter) + " is " +
                   display_of(value.dump().substr(0, 100)) + ", possible is " + possible);
  };
  if (parameter == "digestAlgorithm") {
    if (!value.is_string() || value.text().empty()) return wrong("the name of a digest");
    for (const DigestAlgorithm known : kAlgorithms) {
      if (name_of(known) != value.text()) continue;
      algorithm_ = known;
      return {};
    }
    return wrong("md5, sha1, sha256, sha512 or blake2b-512");
  }
  if (parameter == "tupleSize" || parameter == "numberOfTuples") {
    const std::int64_t least = kind_ == LayoutKind::kTuplesOmitPrefix ? 1 : 0;
    const std::int64_t number = value.integer(-1);
    if (!value.is_number() || number < least || number > static_cast<std::int64_t>(kMostTuples)) {
      return wrong("a number from " + std::to_string(least) + " to " + std::to_string(kMostTuples));
    }
    (parameter == "tupleSize" ? tuple_size_ : tuples_) = static_cast<std::size_t>(number);
    return {};
  }
  if (parameter == "delimiter") {
    if (!value.is_string() || value.text().empty()) return wrong("a text, not empty");
    delimiter_ = value.text();
    return {};
  }
  if (parameter == "zeroPadding") {
    if (value.text() != "left" && value.text() != "right") return wrong("left or right");
    pad_right_ = value.text() == "right";
    return {};
  }
  if (value != Json(true) && value != Json(false)) return wrong("true or false");
  (parameter == "shortObjectRoot" ? short_root_ : reverse_) = value.boolean();
  return {};
}

// What the parameters must be together.
Result<void> Layout::check() const {
  const std::string name = std::string(name_of(kind_)) + ": ";
  if (kind_ == LayoutKind::kFlatOmitPrefix && delimiter_.empty()) {
    return refused(name + "delimiter must be given; it has no default");
  }
  if (!has("digestAlgorithm")) return {};
  if ((tuple_size_ == 0) != (tuples_ == 0)) {
    return refused(name + "tupleSize and numberOfTuples must both be 0 when one of them is");
  }
  const std::size_t used = tuple_size_ * tuples_, digits = hex_length(algorithm_);
  if (used > digits) {
    return refused(name + "tupleSize times numberOfTuples is " + std::to_string(used) +
                   ", and the digest has " + std::to_string(digits) + " digits");
  }
  if (short_root_ && used == digits) {
    return refused(name + "shortObjectRoot must be false when the tuples use the whole digest");
  }
  return {};
}

Result<Layout> Layout::make(LayoutKind kind, const Json& config) {
  Layout layout;
  layout.kind_ = kind;
  if (kind == LayoutKind::kFlatOmitPrefix) layout.delimiter_.clear();
  for (const auto& [parameter, value] : config.members()) {
    if (parameter == "extensionName") {
      if (value.text() == name_of(kind)) continue;
      return refused("extensionName is " + display_of(value.dump().substr(0, 100)) +
                     " in the configuration of " + std::string(name_of(kind)));
    }
    if (!layout.has(parameter)) {
      return refused(std::string(name_of(kind)) + " has no parameter " + display_of(parameter));
    }
    DELO_CHECK(layout.set(parameter, value));
  }
  DELO_CHECK(layout.check());
  return layout;
}

Result<Layout> Layout::read(const fs::path& root) {
  auto layout =
      read_by([&](const std::string& file) { return read_file(root / file, kLongestConfig); });
  if (layout || layout.error().path.is_absolute()) return layout;
  Error error = std::move(layout).error();
  error.path = root / error.path;
  return error;
}

Result<Layout> Layout::read_by(
    const std::function<Result<std::string>(const std::string&)>& text_of) {
  const auto damaged = [&](const std::string& file, const std::string& what) {
    return Error{ErrorCode::kCorrupt, file + " " + what, file};
  };
  const std::string file(kLayoutFile);
  DELO_TRY(const std::string text, text_of(file));
  const auto json = Json::parse(text);
  if (!json || !json->is_object()) return damaged(file, "is no JSON object");
  const std::string& name = (*json)["extension"].text();
  const auto kind = layout_named(name);
  if (name.empty()) return damaged(file, "names no extension");
  if (!kind || name != name_of(*kind)) {
    return Error{ErrorCode::kUnsupported,
                 display_of(name) + " is a layout that this program can't compute", file};
  }
  Layout of_kind;
  of_kind.kind_ = *kind;
  const std::string config_file = of_kind.config_path();
  const auto config = text_of(config_file);
  if (!config && config.error().code != ErrorCode::kNotFound) return config.error();
  const auto parsed = config ? Json::parse(*config) : Result<Json>(Json::object());
  if (!parsed || !parsed->is_object()) return damaged(config_file, "is no JSON object");
  const std::string& digest = (*parsed)["digestAlgorithm"].text();
  const bool elsewhere = digest.starts_with("blake2b-") || digest == "sha512/256";
  if (elsewhere && digest != "blake2b-512") {  // extension 0009 has these, we have not
    return Error{ErrorCode::kUnsupported,
                 name + " with " + digest + " is a layout that this program can't compute",
                 config_file};
  }
  auto made = make(*kind, *parsed);
  if (!made) return damaged(config_file, "can't be: " + made.error().message);
  return made;
}

Result<fs::path> Layout::place_of(std::string_view id) const {
  if (id.empty() || !is_utf8(id)) return refused("an object's id is a text, not empty");
  std::string name;
  fs::path above;
  switch (kind_) {
    case LayoutKind::kFlatDirect:
      name = id;
      break;
    case LayoutKind::kHashAndId: {
      DELO_TRY(const std::string digest, digest_of(id, algorithm_));
      above = tuples_of(digest, tuple_size_, tuples_);
      name = encoded(id);
      if (name.size() > kLongestEncodedId) name = name.substr(0, kLongestEncodedId) + "-" + digest;
      break;
    }
    case LayoutKind::kHashed: {
      DELO_TRY(const std::string digest, digest_of(id, algorithm_));
      above = tuples_of(digest, tuple_size_, tuples_);
      name = short_root_ ? digest.substr(tuple_size_ * tuples_) : digest;
      break;
    }
    case LayoutKind::kFlatOmitPrefix: {
      DELO_TRY(const std::string_view rest, without_prefix(id, delimiter_));
      name = rest;
      break;
    }
    case LayoutKind::kTuplesOmitPrefix: {
      DELO_TRY(const std::string_view rest, without_prefix(id, delimiter_));
      name = rest;
      // The page splits between grapheme clusters; what those are changes with Unicode.
      if (std::ranges::any_of(rest, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
        return refused("the layout " + std::string(name_of(kind_)) +
                       " is kept to ids in ASCII here, and this one is " + display_of(id));
      }
      std::string padded(rest);
      const std::size_t wanted = tuple_size_ * tuples_;
      if (padded.size() < wanted) {
        padded.insert(pad_right_ ? padded.size() : 0, wanted - padded.size(), '0');
      }
      if (reverse_) std::ranges::reverse(padded);
      for (std::size_t tuple = 0; tuple < tuples_; ++tuple) {
        const std::string part = padded.substr(tuple * tuple_size_, tuple_size_);
        DELO_CHECK(check_name(part, id));
        above /= part;
      }
      break;
    }
  }
  DELO_CHECK(check_name(name, id));
  // At the top a folder of this name would be something else (OCFL 1.1 §4.1).
  if (above.empty() && (name == kExtensions || name == "lost+found")) {
    return refused("the layout can't hold the id " + display_of(id) + ": " + name +
                   " is another folder's name in a storage root");
  }
  return above / name;
}

std::size_t Layout::folders_above() const { return has("numberOfTuples") ? tuples_ : 0; }

Json Layout::config() const {
  Json json = Json::object({{"extensionName", name_of(kind_)}});
  if (has("digestAlgorithm")) json.set("digestAlgorithm", name_of(algorithm_));
  if (has("delimiter")) json.set("delimiter", delimiter_);
  if (has("tupleSize")) {
    json.set("tupleSize", std::uint64_t{tuple_size_});
    json.set("numberOfTuples", std::uint64_t{tuples_});
  }
  if (has("shortObjectRoot")) json.set("shortObjectRoot", short_root_);
  if (has("zeroPadding")) {
    json.set("zeroPadding", pad_right_ ? "right" : "left");
    json.set("reverseObjectRoot", reverse_);
  }
  return json;
}

std::string Layout::config_text() const { return config().dump_pretty(); }

std::string Layout::layout_text() const {
  std::string description;
  switch (kind_) {
    case LayoutKind::kFlatDirect:
      description = "Flat direct storage layout: the object id is the name of the folder";
      break;
    case LayoutKind::kHashAndId:
      description =
          "Hashed n-tuple storage layout with the object id: folders of the digest of the object "
          "id, then the id, percent-encoded";
      break;
    case LayoutKind::kHashed:
      description = *this == Layout()
                        ? "Hashed n-tuple storage layout: SHA-256 of the object id, "
                          "three folders of three digits, then the whole digest"
                        : "Hashed n-tuple storage layout: folders of the digest of the object id, "
                          "then the digest";
      break;
    case LayoutKind::kFlatOmitPrefix:
      description = "Flat omit-prefix storage layout: the object id after its last delimiter";
      break;
    case LayoutKind::kTuplesOmitPrefix:
      description =
          "N-tuple omit-prefix storage layout: folders of the object id after its last delimiter, "
          "then this";
      break;
  }
  return Json::object({{"extension", name_of(kind_)}, {"description", description}}).dump_pretty();
}

std::string Layout::config_path() const {
  return std::string(kExtensions) + "/" + std::string(name_of(kind_)) + "/config.json";
}

}  // namespace delo::packages::ocfl
