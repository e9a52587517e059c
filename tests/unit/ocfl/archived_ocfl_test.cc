// Objects and storage roots in archives: what only an archive can have wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/bytes/disk.h"
#include "packages/ocfl/ocfl_validator.h"
#include "packages/ocfl/storage_root.h"
#include "packages/validate_package.h"
#include "tests/support/package_builder.h"
#include "tests/unit/packages/pack_folder.h"

namespace delo::packages::ocfl {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;

std::string sha512_of(std::string_view text) {
  const std::array algorithms = {DigestAlgorithm::kSha512};
  auto hasher = *Hasher::create(algorithms);
  EXPECT_TRUE(hasher->write_text(text) && hasher->finish());
  return hasher->digests().strongest().hex;
}

std::string inventory_of(const std::string& id) {
  const std::string a = sha512_of("a");
  return R"({"id":")" + id +
         R"(","type":"https://ocfl.io/1.1/spec/#inventory","digestAlgorithm":"sha512",)"
         R"("head":"v1","manifest":{")" +
         a + R"(":["v1/content/a.txt"]},"versions":{"v1":{"created":"2026-01-01T00:00:00Z",)" +
         R"("message":"m","user":{"name":"N","address":"mailto:n@example.org"},"state":{")" + a +
         R"(":["a.txt"]}}}})";
}

using Members = std::vector<std::pair<std::string, std::string>>;

// A sound object below the folder.
Members object_members(const std::string& below, const std::string& id = "urn:example:1") {
  const std::string inventory = inventory_of(id);
  const std::string sidecar = sha512_of(inventory) + " inventory.json\n";
  return {
      {below + "0=ocfl_object_1.1", "ocfl_object_1.1\n"}, {below + "inventory.json", inventory},
      {below + "inventory.json.sha512", sidecar},         {below + "v1/inventory.json", inventory},
      {below + "v1/inventory.json.sha512", sidecar},      {below + "v1/content/a.txt", "a"}};
}

TarBuilder tar_of(const Members& members) {
  TarBuilder tar;
  for (const auto& [name, content] : members) tar.add(name, content);
  return tar;
}

class ArchivedOcflTest : public testing::Test {
 protected:
  // "RULE PATH" of each finding.
  std::vector<std::string> lines(const std::string& bytes, PackageForm form) {
    tests::write_text(folder_ / "packed", bytes);
    const auto verdict = validate_package(folder_ / "packed", form);
    if (!verdict) {
      ADD_FAILURE() << verdict.error().text();
      return {};
    }
    std::vector<std::string> all;
    for (const Finding& finding : verdict->findings) {
      all.push_back(finding.rule + " " + finding.where.path.text());
    }
    return all;
  }
  std::vector<std::string> of_object(const std::string& bytes) {
    return lines(bytes, PackageForm::kOcflObject);
  }
  std::optional<PackageForm> form_of(const std::string& bytes) {
    tests::write_text(folder_ / "packed", bytes);
    return recognise_package(folder_ / "packed");
  }

  tests::TempFolder folder_;
};

TEST_F(ArchivedOcflTest, an_object_is_one_folder_in_the_archive_or_all_of_it) {
  EXPECT_THAT(of_object(tar_of(object_members("o/")).bytes()), IsEmpty());
  EXPECT_THAT(of_object(tar_of(object_members("")).bytes()), IsEmpty());
  EXPECT_THAT(of_object(tar_of(object_members("./")).bytes()), IsEmpty());
  Members beside = object_members("o/");
  beside.emplace_back("other/x", "x");
  EXPECT_THAT(of_object(tar_of(beside).bytes()),
              testing::ElementsAre("package.archive.one-folder other/x"));
}

TEST_F(ArchivedOcflTest, a_root_whose_objects_come_before_its_declaration_is_known_as_one) {
  Members root = object_members("first/");
  EXPECT_EQ(form_of(tar_of(root).bytes()), PackageForm::kOcflObject);
  for (auto& member : object_members("second/", "urn:example:2")) root.push_back(member);
  root.emplace_back("0=ocfl_1.1", "ocfl_1.1\n");
  const std::string bytes = tar_of(root).bytes();
  EXPECT_EQ(form_of(bytes), PackageForm::kOcflRoot);
  EXPECT_THAT(lines(bytes, PackageForm::kOcflRoot), IsEmpty());
}

TEST_F(ArchivedOcflTest, what_differs_in_a_root_is_told_of_the_object_it_is_in) {
  Members root = {{"r/0=ocfl_1.1", "ocfl_1.1\n"}};
  for (const std::string name : {"x/a", "x/a.b", "x/c/d"}) {
    for (auto& member : object_members("r/" + name + "/", "urn:example:" + name)) {
      if (member.first == "r/x/a.b/v1/content/a.txt") member.second = "b";
      if (member.first == "r/x/c/d/v1/content/a.txt") continue;
      root.push_back(member);
    }
  }
  EXPECT_THAT(lines(tar_of(root).bytes(), PackageForm::kOcflRoot),
              testing::UnorderedElementsAre("E092 x/a.b/v1/content/a.txt",
                                            "E092 x/c/d/inventory.json"));
}

TEST_F(ArchivedOcflTest, links_and_devices_are_refused_and_have_the_code_of_the_specification) {
  for (const char type : {'1', '2', '3', '6'}) {
    TarBuilder tar = tar_of(object_members("o/"));
    tar.add("o/v1/content/b.txt", "", type, "a.txt");
    const auto found = of_object(tar.bytes());
    EXPECT_THAT(found, Contains("E090 v1/content/b.txt")) << type;
    EXPECT_THAT(found, Contains(testing::StartsWith("archive."))) << type;
  }
}

TEST_F(ArchivedOcflTest, names_that_leave_the_archive_are_refused_and_nothing_is_written) {
  for (const char* name : {"../HOSTILE_ESCAPE", "o/../../HOSTILE_ESCAPE", "/HOSTILE_ESCAPE",
                           "o/v1/content/..\\HOSTILE_ESCAPE"}) {
    TarBuilder tar = tar_of(object_members("o/"));
    tar.add(name, "x");
    EXPECT_THAT(of_object(tar.bytes()), testing::ElementsAre("archive.name.unsafe ")) << name;
  }
  for (const fs::path& path : all_below(folder_.path())) {
    EXPECT_EQ(path.filename(), "packed");
  }
}

TEST_F(ArchivedOcflTest, a_damaged_inventory_is_called_damaged_and_not_absent) {
  for (const std::string spoilt :
       {"inventory.json", "v1/inventory.json", "0=ocfl_object_1.1", "inventory.json.sha512"}) {
    ZipBuilder zip;
    for (const auto& [name, content] : object_members("o/")) {
      ZipBuilder::Fields fields;
      if (name == "o/" + spoilt) fields.crc = 1;
      zip.add(name, content, fields);
    }
    const auto found = of_object(zip.bytes());
    EXPECT_THAT(found, Contains("package.tree.unreadable " + spoilt));
    EXPECT_THAT(found, Not(Contains("E063 "))) << spoilt;
    EXPECT_THAT(found, Not(Contains("E058 inventory.json"))) << spoilt;
  }
}

TEST_F(ArchivedOcflTest, damaged_content_is_told_by_the_archive) {
  const std::string whole = tar_of(object_members("o/")).bytes();
  const std::string cut = whole.substr(0, whole.size() - 1024 - 300);
  EXPECT_THAT(of_object(cut), Contains(testing::StartsWith("archive.damaged")));
  EXPECT_EQ(validate_package(folder_ / "packed", PackageForm::kOcflObject)->validity,
            Validity::kInvalid);
}

TEST_F(ArchivedOcflTest, declarations_and_sidecars_of_any_length_are_findings_and_no_errors) {
  const std::string endless(3u << 20, 'x');
  for (const auto& [name, rule] :
       {std::pair{"0=ocfl_object_1.1", "E007 0=ocfl_object_1.1"},
        std::pair{"inventory.json.sha512", "E061 inventory.json.sha512"}}) {
    Members members = object_members("o/");
    for (auto& member : members) {
      if (member.first == std::string("o/") + name) member.second = endless;
      tests::write_text(folder_ / member.first, member.second);
    }
    EXPECT_THAT(of_object(tar_of(members).bytes()), Contains(rule));
    const auto of_folder = check_object(folder_ / "o");
    ASSERT_TRUE(of_folder) << of_folder.error().text();
    EXPECT_THAT(*of_folder,
                Contains(testing::Field(&Finding::rule, std::string(rule).substr(0, 4))));
  }
}

}  // namespace
}  // namespace delo::packages::ocfl
