#include "packages/bagit/bag_profile.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/bytes/disk.h"
#include "core/text/json.h"
#include "core/text/utf8.h"
#include "packages/bagit/path_pattern.h"

namespace delo::packages {
namespace {

constexpr std::uint64_t kMostProfile = std::uint64_t{4} << 20;  // bytes
constexpr std::size_t kMostEntries = 10'000;                    // of a list
constexpr std::size_t kMostText = 64u << 10;                    // bytes

// Since which version a profile may have a key.
struct Key {
  std::string_view name;
  ProfileVersion since;
};
constexpr std::array kKeys = {Key{"BagIt-Profile-Info", {1, 0}},
                              Key{"Bag-Info", {1, 0}},
                              Key{"Manifests-Required", {1, 0}},
                              Key{"Manifests-Allowed", {1, 3}},
                              Key{"Allow-Fetch.txt", {1, 0}},
                              Key{"Fetch.txt-Required", {1, 4}},
                              Key{"Data-Empty", {1, 4}},
                              Key{"Serialization", {1, 0}},
                              Key{"Accept-Serialization", {1, 0}},
                              Key{"Accept-BagIt-Version", {1, 0}},
                              Key{"Tag-Manifests-Required", {1, 0}},
                              Key{"Tag-Manifests-Allowed", {1, 3}},
                              Key{"Tag-Files-Required", {1, 0}},
                              Key{"Tag-Files-Allowed", {1, 2}},
                              Key{"Payload-Files-Required", {1, 4}},
                              Key{"Payload-Files-Allowed", {1, 4}}};

Error malformed(std::string_view where, std::string_view what) {
  return Error{
      ErrorCode::kInvalidArgument,
      "the profile is malformed: " + display_of(where.substr(0, 300)) + ": " + std::string(what)};
}

class ProfileReader {
 public:
  explicit ProfileReader(const Json& json) : json_(json) {}

  Result<BagProfile> run() {
    if (!json_.is_object()) return malformed("the whole", "expected an object");
    DELO_CHECK(read_info());
    for (const auto& [name, value] : json_.members()) {
      if (!known(name)) profile_.unknown_keys.push_back(name);
    }
    DELO_CHECK(read_tags());
    DELO_TRY(profile_.manifests_required, list("Manifests-Required"));
    DELO_TRY(profile_.manifests_allowed, list_if_there("Manifests-Allowed"));
    DELO_TRY(profile_.tag_manifests_required, list("Tag-Manifests-Required"));
    DELO_TRY(profile_.tag_manifests_allowed, list_if_there("Tag-Manifests-Allowed"));
    DELO_TRY(profile_.fetch_allowed, flag("Allow-Fetch.txt", true));
    DELO_TRY(profile_.fetch_required, flag("Fetch.txt-Required", false));
    DELO_TRY(profile_.data_empty, flag("Data-Empty", false));
    DELO_CHECK(read_serialization());
    DELO_TRY(profile_.bagit_versions, list("Accept-BagIt-Version"));
    DELO_TRY(profile_.tag_files_required, list("Tag-Files-Required"));
    DELO_TRY(profile_.tag_files_allowed, list_if_there("Tag-Files-Allowed"));
    DELO_TRY(profile_.payload_files_required, list("Payload-Files-Required"));
    DELO_TRY(profile_.payload_files_allowed, list_if_there("Payload-Files-Allowed"));
    DELO_CHECK(check_whole());
    return std::move(profile_);
  }

 private:
  const Json* known(std::string_view name) const {
    const auto key = std::ranges::find(kKeys, name, &Key::name);
    if (key == kKeys.end() || key->since > profile_.version) return nullptr;
    return json_.find(name);
  }

  static Result<std::string> text(const Json& value, std::string_view where) {
    if (!value.is_string()) return malformed(where, "expected a text");
    if (value.text().size() > kMostText) return malformed(where, "is longer than 64 KiB");
    return value.text();
  }

  Result<void> read_info() {
    constexpr std::string_view kInfo = "BagIt-Profile-Info";
    const Json* info = json_.find(kInfo);
    if (!info) return malformed(kInfo, "is missing");
    if (!info->is_object()) return malformed(kInfo, "expected an object");
    if (const Json* version = info->find("BagIt-Profile-Version")) {
      DELO_TRY(const std::string written,
               text(*version, "BagIt-Profile-Info / BagIt-Profile-Version"));
      DELO_CHECK(read_version(written));
    }
    for (const std::string_view name :
         {"Source-Organization", "External-Description", "Version", "BagIt-Profile-Identifier"}) {
      const std::string where = std::string(kInfo) + " / " + std::string(name);
      const Json* value = info->find(name);
      if (!value) return malformed(where, "is missing");
      DELO_TRY(const std::string found, text(*value, where));
      if (found.empty()) return malformed(where, "is empty");
      if (name == "BagIt-Profile-Identifier") profile_.identifier = found;
    }
    return {};
  }

  // "1.3.0", "v1.2.0" as some write it.  A version to come is read as the last we know.
  Result<void> read_version(std::string_view written) {
    if (written.starts_with('v')) written.remove_prefix(1);
    std::array<int, 3> parts{};
    std::size_t count = 0;
    for (bool more = true; more; ++count) {
      const std::size_t dot = written.find('.');
      const std::string_view part = written.substr(0, dot);
      const bool good = count < parts.size() && !part.empty() &&
                        std::from_chars(part.data(), part.data() + part.size(), parts[count]).ptr ==
                            part.data() + part.size() &&
                        parts[count] >= 0;
      if (!good) {
        return malformed("BagIt-Profile-Info / BagIt-Profile-Version",
                         "expected a version like 1.4.0");
      }
      more = dot != std::string_view::npos;
      if (more) written.remove_prefix(dot + 1);
    }
    if (count < 2 || parts[0] != 1) {
      return malformed("BagIt-Profile-Info / BagIt-Profile-Version",
                       "expected a version from 1.0.0 to 1.4.0");
    }
    profile_.version = {parts[0], parts[1]};
    return {};
  }

  Result<void> read_tags() {
    const Json* info = known("Bag-Info");
    if (!info) return {};
    if (!info->is_object()) return malformed("Bag-Info", "expected an object");
    if (info->members().size() > kMostEntries) return malformed("Bag-Info", "has too many labels");
    for (const auto& [label, asked] : info->members()) {
      const std::string where = "Bag-Info / " + label;
      if (!asked.is_object()) return malformed(where, "expected an object");
      ProfileTag tag{.label = label};
      DELO_TRY(tag.required, flag_of(asked, where, "required", false));
      DELO_TRY(tag.recommended, flag_of(asked, where, "recommended", false));
      DELO_TRY(tag.repeatable, flag_of(asked, where, "repeatable", true));
      if (const Json* values = asked.find("values")) {
        DELO_TRY(tag.values, texts(*values, where + " / values"));
      }
      if (const Json* told = asked.find("description"); told && !told->is_string()) {
        return malformed(where + " / description", "expected a text");
      }
      profile_.tags.push_back(std::move(tag));
    }
    return {};
  }

  static Result<bool> flag_of(const Json& object, std::string_view above, std::string_view name,
                              bool fallback) {
    const Json* value = object.find(name);
    if (!value) return fallback;
    return truth(*value, (above.empty() ? "" : std::string(above) + " / ") + std::string(name));
  }
  // Early versions wrote "true" and "false" as texts in their examples.
  static Result<bool> truth(const Json& value, std::string_view where) {
    if (value == Json(true) || value.text() == "true") return true;
    if (value == Json(false) || value.text() == "false") return false;
    return malformed(where, "expected true or false");
  }
  Result<bool> flag(std::string_view name, bool fallback) const {
    const Json* value = known(name);
    return value ? truth(*value, name) : Result<bool>(fallback);
  }

  static Result<std::vector<std::string>> texts(const Json& value, std::string_view where) {
    if (!value.is_array()) return malformed(where, "expected a list of texts");
    if (value.items().size() > kMostEntries) return malformed(where, "has too many entries");
    std::vector<std::string> all;
    for (const Json& item : value.items()) {
      DELO_TRY(std::string entry,
               text(item, std::string(where) + " / " + std::to_string(all.size())));
      all.push_back(std::move(entry));
    }
    return all;
  }
  Result<std::vector<std::string>> list(std::string_view name) const {
    const Json* value = known(name);
    if (!value) return std::vector<std::string>();
    return texts(*value, name);
  }
  Result<std::optional<std::vector<std::string>>> list_if_there(std::string_view name) const {
    std::optional<std::vector<std::string>> found;
    if (const Json* value = known(name)) {
      DELO_TRY(found, texts(*value, name));
    }
    return found;
  }

  Result<void> read_serialization() {
    const Json* value = known("Serialization");
    DELO_TRY(profile_.serializations, list("Accept-Serialization"));
    if (!value) return {};
    if (value->text() == "forbidden") {
      profile_.serialization = Serialization::kForbidden;
      return {};
    }
    if (value->text() == "required") {
      profile_.serialization = Serialization::kRequired;
    } else if (value->text() != "optional") {
      return malformed("Serialization", "expected forbidden, required or optional");
    }
    if (profile_.serializations.empty()) {
      return malformed("Accept-Serialization",
                       "expected one type at least, as Serialization is " + value->text());
    }
    return {};
  }

  Result<void> check_whole() const {
    if (profile_.bagit_versions.empty()) {
      return malformed("Accept-BagIt-Version", "expected one version at least");
    }
    if (profile_.fetch_required && !profile_.fetch_allowed) {
      return malformed("Fetch.txt-Required", "is true, but Allow-Fetch.txt is false");
    }
    DELO_CHECK(check_within(profile_.manifests_required, profile_.manifests_allowed, false,
                            "Manifests-Allowed"));
    DELO_CHECK(check_within(profile_.tag_manifests_required, profile_.tag_manifests_allowed, false,
                            "Tag-Manifests-Allowed"));
    DELO_CHECK(check_within(profile_.tag_files_required, profile_.tag_files_allowed, true,
                            "Tag-Files-Allowed"));
    return check_within(profile_.payload_files_required, profile_.payload_files_allowed, true,
                        "Payload-Files-Allowed");
  }

  static Result<void> check_within(const std::vector<std::string>& required,
                                   const std::optional<std::vector<std::string>>& allowed,
                                   bool patterns, std::string_view where) {
    if (!allowed) return {};
    for (const std::string& one : required) {
      const bool covered = std::ranges::any_of(*allowed, [&](const std::string& other) {
        return patterns ? matches_pattern(one, other) : one == other;
      });
      if (!covered)
        return malformed(where, "does not allow '" + display_of(one) + "', which is required");
    }
    return {};
  }

  const Json& json_;
  BagProfile profile_;
};

}  // namespace

Result<BagProfile> parse_bag_profile(std::string_view json) {
  const auto parsed = Json::parse(json);
  if (!parsed) {
    return Error{ErrorCode::kInvalidArgument, "the profile is no JSON: " + parsed.error().message};
  }
  return ProfileReader(*parsed).run();
}

Result<BagProfile> read_bag_profile(const std::filesystem::path& path) {
  const auto text = read_file(path, kMostProfile);
  if (!text && text.error().code == ErrorCode::kUnsupported) {
    return Error{ErrorCode::kInvalidArgument, "the profile has more than 4 MiB", path};
  }
  if (!text) return text.error();
  auto profile = parse_bag_profile(*text);
  if (profile) return profile;
  return Error{profile.error().code, profile.error().message, path};
}

}  // namespace delo::packages
