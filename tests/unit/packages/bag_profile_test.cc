// BagIt Profiles, key by key: what is refused as a profile, and what of a bag.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "core/text/json.h"
#include "packages/bagit/bag_profile.h"
#include "packages/bagit/path_pattern.h"
#include "packages/validate_package.h"
#include "tests/unit/packages/bag_builder.h"
#include "tests/unit/packages/gzip_builder.h"

namespace delo::packages {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
namespace fs = std::filesystem;
using Rules = std::set<std::string>;

constexpr const char* kIdentifier = "https://example.org/profile-1.json";

Json words(std::initializer_list<const char*> all) {
  Json list = Json::array();
  for (const char* one : all) list.push(one);
  return list;
}

// As small as the specification lets a profile be.
Json profile_of(const std::string& version = "1.4.0") {
  Json info = Json::object({{"Source-Organization", "Archive"},
                            {"External-Description", "For tests"},
                            {"Version", "1"},
                            {"BagIt-Profile-Identifier", kIdentifier}});
  if (!version.empty()) info.set("BagIt-Profile-Version", version);
  return Json::object(
      {{"BagIt-Profile-Info", info}, {"Accept-BagIt-Version", words({"1.0", "0.97"})}});
}

struct Case {
  const char* name;
  std::function<void(Json&)> ask;           // changes the smallest profile
  std::function<void(BagBuilder&)> change;  // changes a sound bag that names it
  Rules rules;                              // of profiles, all that are found
  const char* version = "1.4.0";            // of the specification
};

BagBuilder bag_that_names_it() {
  BagBuilder bag;
  bag.files["bag-info.txt"] += "BagIt-Profile-Identifier: " + std::string(kIdentifier) +
                               "\nContact-Name: Anna\nContact-Name: Boris\n";
  bag.list_tags();
  return bag;
}

std::function<void(Json&)> set(std::string key, Json value) {
  return [key = std::move(key), value = std::move(value)](Json& p) { p.set(key, value); };
}
std::function<void(Json&)> tag(std::string label, Json asked) {
  return [label = std::move(label), asked = std::move(asked)](Json& p) {
    p.set("Bag-Info", Json::object({{label, asked}}));
  };
}
std::function<void(BagBuilder&)> none() {
  return [](BagBuilder&) {};
}
std::function<void(BagBuilder&)> with_file(std::string path) {
  return [path = std::move(path)](BagBuilder& b) { b.files[path] = "x"; };
}
std::function<void(BagBuilder&)> informed(std::string line) {
  return [line = std::move(line)](BagBuilder& b) { b.files["bag-info.txt"] += line; };
}

const Json kYes = Json::object({{"required", true}});

std::vector<Case> cases() {
  return {
      {"the smallest profile asks for its name only", [](Json&) {}, none(), {}},
      {"the bag names another profile",
       [](Json& p) {
         Json info = p["BagIt-Profile-Info"];
         p.set("BagIt-Profile-Info", info.set("BagIt-Profile-Identifier", "https://x.org/y"));
       },
       none(),
       {"bag.profile.identifier"}},
      {"the bag names two profiles",
       [](Json&) {},
       informed("BagIt-Profile-Identifier: https://x.org/y\n"),
       {}},
      {"there is no bag-info.txt",
       [](Json&) {},
       [](BagBuilder& b) { b.files.erase("bag-info.txt"); },
       {"bag.profile.info-missing", "bag.profile.identifier"}},
      // Bag-Info
      {"a label that is required and there", tag("Contact-Name", kYes), none(), {}},
      {"a label that is required, in other case", tag("contact-NAME", kYes), none(), {}},
      {"a label that is required and missing",
       tag("Bag-Size", kYes),
       none(),
       {"bag.profile.tag-missing"}},
      {"a label that is required and has no value",
       tag("Bag-Size", kYes),
       informed("Bag-Size: \n"),
       {"bag.profile.tag-missing"}},
      {"a label of one's own is read to the letter",
       tag("My-Label", kYes),
       informed("my-label: x\n"),
       {"bag.profile.tag-missing"}},
      {"a label that is not required",
       tag("Bag-Size", Json::object({{"required", false}})),
       none(),
       {}},
      {"a label that is recommended",
       tag("Bag-Size", Json::object({{"recommended", true}})),
       none(),
       {"bag.profile.tag-recommended"}},
      {"a value that is listed",
       tag("Source-Organization", Json::object({{"values", words({"Test", "Other"})}})),
       none(),
       {}},
      {"a value that is not listed",
       tag("Source-Organization", Json::object({{"values", words({"test"})}})),
       none(),
       {"bag.profile.tag-value"}},
      {"one of two values that is not listed",
       tag("Contact-Name", Json::object({{"values", words({"Anna"})}})),
       none(),
       {"bag.profile.tag-value"}},
      {"an empty list allows any value",
       tag("Contact-Name", Json::object({{"values", Json::array()}})),
       none(),
       {}},
      {"a label repeats where it may",
       tag("Contact-Name", Json::object({{"repeatable", true}})),
       none(),
       {}},
      {"a label repeats where it may not",
       tag("Contact-Name", Json::object({{"repeatable", false}})),
       none(),
       {"bag.profile.tag-repeated"}},
      // manifests
      {"manifests that are required",
       set("Manifests-Required", words({"sha256", "sha512"})),
       none(),
       {}},
      {"a manifest that is required and missing",
       set("Manifests-Required", words({"md5"})),
       none(),
       {"bag.profile.manifest-missing"}},
      {"manifests that are allowed",
       set("Manifests-Allowed", words({"sha512", "sha256", "md5"})),
       none(),
       {}},
      {"a manifest that is not allowed",
       set("Manifests-Allowed", words({"sha512"})),
       none(),
       {"bag.profile.manifest-forbidden"}},
      {"a key of 1.3 in a profile of 1.2",
       set("Manifests-Allowed", words({"sha512"})),
       none(),
       {"bag.profile.key"},
       "1.2.0"},
      {"a tag manifest that is required and missing",
       set("Tag-Manifests-Required", words({"md5"})),
       none(),
       {"bag.profile.tag-manifest-missing"}},
      {"a tag manifest that is not allowed",
       set("Tag-Manifests-Allowed", words({"sha512"})),
       none(),
       {"bag.profile.tag-manifest-forbidden"}},
      // fetch.txt
      {"a fetch.txt that is allowed by default",
       [](Json&) {},
       [](BagBuilder& b) { b.files["fetch.txt"] = "https://x.org/a - data/a.txt\n"; },
       {}},
      {"a fetch.txt that is forbidden",
       set("Allow-Fetch.txt", false),
       [](BagBuilder& b) { b.files["fetch.txt"] = "https://x.org/a - data/a.txt\n"; },
       {"bag.profile.fetch-forbidden"}},
      {"a fetch.txt that is required",
       set("Fetch.txt-Required", true),
       none(),
       {"bag.profile.fetch-missing"}},
      {"a key of 1.4 in a profile of 1.3",
       set("Fetch.txt-Required", true),
       none(),
       {"bag.profile.key"},
       "1.3.0"},
      // the payload
      {"a payload where there is to be none",
       set("Data-Empty", true),
       none(),
       {"bag.profile.data-not-empty"}},
      {"one file of no bytes",
       set("Data-Empty", true),
       [](BagBuilder& b) {
         const std::string info = b.files["bag-info.txt"];
         std::erase_if(b.files, [](const auto& f) { return f.first.starts_with("data/"); });
         b.files["data/.keep"] = "";
         b.list_all();
         b.files["bag-info.txt"] = info.substr(info.find("BagIt-Profile"));
       },
       {}},
      {"a payload file that is required",
       set("Payload-Files-Required", words({"data/a.txt"})),
       none(),
       {}},
      {"a payload file that is required and missing",
       set("Payload-Files-Required", words({"data/z.txt"})),
       none(),
       {"bag.profile.payload-file-missing"}},
      {"a payload folder that is required",
       set("Payload-Files-Required", words({"data/sub/"})),
       none(),
       {}},
      {"a payload folder that is a file",
       set("Payload-Files-Required", words({"data/a.txt/"})),
       none(),
       {"bag.profile.payload-file-missing"}},
      {"payload files by patterns",
       set("Payload-Files-Allowed", words({"data/*.txt", "data/sub/*"})),
       none(),
       {}},
      {"a payload file that is not allowed",
       set("Payload-Files-Allowed", words({"data/a*"})),
       none(),
       {"bag.profile.payload-file-forbidden"}},
      // tag files
      {"a tag file that is required",
       set("Tag-Files-Required", words({"meta/mods.xml"})),
       with_file("meta/mods.xml"),
       {}},
      {"a tag file that is required and missing",
       set("Tag-Files-Required", words({"meta/mods.xml"})),
       none(),
       {"bag.profile.tag-file-missing"}},
      {"tag files by patterns",
       set("Tag-Files-Allowed", words({"meta/*.xml"})),
       with_file("meta/mods.xml"),
       {}},
      {"a tag file that is not allowed",
       set("Tag-Files-Allowed", words({"meta/*.xml"})),
       with_file("meta/notes.txt"),
       {"bag.profile.tag-file-forbidden"}},
      {"BagIt's own tag files are always allowed",
       set("Tag-Files-Allowed", Json::array()),
       [](BagBuilder& b) { b.files["fetch.txt"] = "https://x.org/a - data/a.txt\n"; },
       {}},
      {"a key of 1.2 in a profile without a version",
       set("Tag-Files-Allowed", Json::array()),
       with_file("notes.txt"),
       {"bag.profile.key"},
       ""},
      // versions and keys
      {"a version that is not accepted",
       set("Accept-BagIt-Version", words({"0.97"})),
       none(),
       {"bag.profile.version"}},
      {"a key that nobody knows",
       set("Accept-Bagit-Versions", words({"1.0"})),
       none(),
       {"bag.profile.key"}},
  };
}

class BagProfileTest : public ::testing::Test {
 protected:
  static BagProfile read(const Json& json) {
    auto profile = parse_bag_profile(json.dump());
    EXPECT_TRUE(profile) << (profile ? "" : profile.error().message);
    return profile ? *profile : BagProfile();
  }
  static Rules rules_of(const fs::path& path, const BagProfile& profile, std::string& told) {
    const auto verdict = validate_by_profile(path, profile);
    EXPECT_TRUE(verdict);
    Rules rules;
    for (const Finding& finding : verdict->findings) {
      told += "\n  " + text_of(finding);
      if (finding.rule.starts_with("bag.profile.")) rules.insert(finding.rule);
    }
    return rules;
  }
  // Both forms of one bag have one answer.
  void expect(const Case& one) {
    Json json = profile_of(one.version);
    one.ask(json);
    const BagProfile profile = read(json);
    BagBuilder bag = bag_that_names_it();
    one.change(bag);
    bag.list_tags();
    const fs::path place = temporary_ / std::to_string(++count_);
    bag.write(place / "bag");
    write_text_file(place / "bag.zip", bag.zip());
    for (const char* form : {"bag", "bag.zip"}) {
      std::string told;
      EXPECT_EQ(rules_of(place / form, profile, told), one.rules) << one.name << told;
    }
  }
  static std::string refusal(const Json& json) {
    const auto profile = parse_bag_profile(json.dump());
    if (profile) return "";
    EXPECT_EQ(profile.error().code, ErrorCode::kInvalidArgument);
    return profile.error().message;
  }
  std::string refused(const std::string& key, const Json& value) {
    Json json = profile_of();
    json.set(key, value);
    return refusal(json);
  }

  tests::TempFolder temporary_;
  int count_ = 0;
};

TEST_F(BagProfileTest, every_key_is_asked_of_the_bag) {
  for (const Case& one : cases()) expect(one);
}

TEST_F(BagProfileTest, a_bag_that_follows_its_profile_has_no_finding) {
  BagBuilder bag = bag_that_names_it();
  bag.write(temporary_ / "bag");
  const auto verdict = validate_by_profile(temporary_ / "bag", read(profile_of()));
  ASSERT_TRUE(verdict);
  EXPECT_THAT(verdict->findings, IsEmpty());
  EXPECT_EQ(verdict->validity, Validity::kValid);
}

TEST_F(BagProfileTest, the_bag_is_checked_by_bagit_too) {
  BagBuilder bag = bag_that_names_it();
  bag.files["data/a.txt"] = "changed";
  bag.write(temporary_ / "bag");
  const auto verdict = validate_by_profile(temporary_ / "bag", read(profile_of()));
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->validity, Validity::kInvalid);
}

TEST_F(BagProfileTest, folder_or_archive_as_the_profile_asks) {
  const BagBuilder bag = bag_that_names_it();
  bag.write(temporary_ / "bag");
  write_text_file(temporary_ / "bag.zip", bag.zip());
  write_text_file(temporary_ / "bag.tar", bag.tar());
  write_text_file(temporary_ / "bag.tar.gz", gzipped(bag.tar()));
  const auto found = [&](const char* form, const char* serialization,
                         std::initializer_list<const char*> accepted) {
    Json json = profile_of();
    json.set("Serialization", serialization).set("Accept-Serialization", words(accepted));
    std::string told;
    return rules_of(temporary_ / form, read(json), told);
  };
  const Rules kNone;
  EXPECT_EQ(found("bag", "forbidden", {}), kNone);
  EXPECT_EQ(found("bag", "optional", {"application/zip"}), kNone);
  EXPECT_EQ(found("bag", "required", {"application/zip"}), Rules{"bag.profile.serialization"});
  EXPECT_EQ(found("bag.zip", "forbidden", {}), Rules{"bag.profile.serialization"});
  EXPECT_EQ(found("bag.zip", "required", {"application/zip"}), kNone);
  EXPECT_EQ(found("bag.zip", "optional", {"application/tar"}), Rules{"bag.profile.archive-type"});
  EXPECT_EQ(found("bag.tar", "required", {"application/x-tar"}), kNone);
  EXPECT_EQ(found("bag.tar", "required", {"application/tar"}), kNone);
  EXPECT_EQ(found("bag.tar.gz", "required", {"application/tar"}),
            Rules{"bag.profile.archive-type"});
  EXPECT_EQ(found("bag.tar.gz", "required", {"application/tar+gzip"}), kNone);
}

TEST_F(BagProfileTest, a_profile_without_a_version_is_one_of_1_1) {
  EXPECT_EQ(read(profile_of("")).version, (ProfileVersion{1, 1}));
  EXPECT_EQ(read(profile_of("1.0")).version, (ProfileVersion{1, 0}));
  EXPECT_EQ(read(profile_of("v1.2.0")).version, (ProfileVersion{1, 2}));
  EXPECT_EQ(read(profile_of("1.3.0")).version, (ProfileVersion{1, 3}));
}

TEST_F(BagProfileTest, a_malformed_profile_is_refused_and_told_where) {
  EXPECT_THAT(parse_bag_profile("{").error().message, HasSubstr("no JSON"));
  EXPECT_THAT(parse_bag_profile("[]").error().message, HasSubstr("expected an object"));
  EXPECT_THAT(parse_bag_profile("{}").error().message, HasSubstr("BagIt-Profile-Info: is missing"));
  const Json smallest = profile_of();
  const Json& whole = smallest["BagIt-Profile-Info"];
  for (const char* key :
       {"Source-Organization", "External-Description", "Version", "BagIt-Profile-Identifier"}) {
    Json info = Json::object();
    for (const auto& [name, value] : whole.members()) {
      if (name != key) info.set(name, value);
    }
    EXPECT_THAT(refused("BagIt-Profile-Info", info),
                HasSubstr(std::string("BagIt-Profile-Info / ") + key + ": is missing"));
  }
  for (const char* version : {"2.0.0", "one", "1", "1.2.3.4", "1..2", "-1.2"}) {
    EXPECT_THAT(refusal(profile_of(version)), HasSubstr("BagIt-Profile-Version")) << version;
  }
  EXPECT_THAT(refused("Bag-Info", words({"x"})), HasSubstr("Bag-Info: expected an object"));
  EXPECT_THAT(refused("Bag-Info", Json::object({{"A", true}})), HasSubstr("Bag-Info / A: "));
  EXPECT_THAT(refused("Bag-Info", Json::object({{"A", Json::object({{"required", "so"}})}})),
              HasSubstr("Bag-Info / A / required: expected true or false"));
  EXPECT_THAT(refused("Bag-Info", Json::object({{"A", Json::object({{"values", "x"}})}})),
              HasSubstr("Bag-Info / A / values: expected a list"));
  EXPECT_THAT(refused("Manifests-Required", "md5"),
              HasSubstr("Manifests-Required: expected a list"));
  Json numbers = Json::array();
  EXPECT_THAT(refused("Manifests-Required", numbers.push(5)),
              HasSubstr("Manifests-Required / 0: expected a text"));
  EXPECT_THAT(refused("Allow-Fetch.txt", "no"), HasSubstr("Allow-Fetch.txt"));
  EXPECT_THAT(refused("Serialization", "maybe"), HasSubstr("Serialization: expected forbidden"));
  EXPECT_THAT(refused("Serialization", "required"), HasSubstr("Accept-Serialization"));
  EXPECT_THAT(refused("Accept-BagIt-Version", Json::array()), HasSubstr("Accept-BagIt-Version"));
}

TEST_F(BagProfileTest, a_profile_that_contradicts_itself_is_refused) {
  Json json = profile_of();
  json.set("Manifests-Required", words({"md5"})).set("Manifests-Allowed", words({"sha256"}));
  EXPECT_THAT(refusal(json), HasSubstr("Manifests-Allowed: does not allow 'md5'"));
  json = profile_of();
  json.set("Tag-Files-Required", words({"a/b.txt"})).set("Tag-Files-Allowed", words({"a/*.xml"}));
  EXPECT_THAT(refusal(json), HasSubstr("Tag-Files-Allowed: does not allow 'a/b.txt'"));
  json = profile_of();
  json.set("Payload-Files-Required", words({"data/src/"}))
      .set("Payload-Files-Allowed", words({"data/src/*"}));
  EXPECT_EQ(refusal(json), "");
  json = profile_of();
  json.set("Allow-Fetch.txt", false).set("Fetch.txt-Required", true);
  EXPECT_THAT(refusal(json), HasSubstr("Fetch.txt-Required"));
}

TEST(PathPattern, asterisks_are_any_number_of_characters) {
  EXPECT_TRUE(matches_pattern("a/b/c.xml", "*"));
  EXPECT_TRUE(matches_pattern("a/b/c.xml", "a/*.xml"));
  EXPECT_TRUE(matches_pattern("a/", "a/*"));
  EXPECT_TRUE(matches_pattern("abc", "a?c"));
  EXPECT_TRUE(matches_pattern("a7", "a[0-9]"));
  EXPECT_TRUE(matches_pattern("a]", "a[]]"));
  EXPECT_TRUE(matches_pattern("a[", "a["));
  EXPECT_TRUE(matches_pattern("", "**"));
  EXPECT_FALSE(matches_pattern("a7", "a[!0-9]"));
  EXPECT_FALSE(matches_pattern("abc", "ab"));
  EXPECT_FALSE(matches_pattern("ab", "abc"));
  EXPECT_FALSE(matches_pattern("a/b.txt", "a/*.xml"));
  // What makes other matchers slow beyond measure.
  std::string stars;
  for (int i = 0; i < 1000; ++i) stars += "a*";
  EXPECT_FALSE(matches_pattern(std::string(4000, 'a'), stars + "b"));
}

}  // namespace
}  // namespace delo::packages
