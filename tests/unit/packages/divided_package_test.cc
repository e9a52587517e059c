#include "packages/eark/divided_package.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "packages/aip.h"
#include "tests/unit/packages/package_builder.h"

namespace delo::packages {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
namespace fs = std::filesystem;

constexpr std::uint64_t kLimit = 200'000;  // bytes

class Divided : public ::testing::Test {
 protected:
  Divided() : builder_(temporary_ / "content") {
    builder_.add_record();
    for (int n = 40; n < 46; ++n) {
      builder_.add("00" + std::to_string(n) + ".tif", std::string(50'000, 'x'), FileRole::kMaster,
                   Leaf{.number = n});
    }
  }
  DividedPackage write(PackageForm form, const char* to,
                       std::optional<ArchiveForm> serialize = {}) {
    const PackageOrder order{.form = form, .to = temporary_ / to, .serialize = serialize};
    auto made = write_divided_package(builder_.package, order, kLimit);
    EXPECT_TRUE(made) << (made ? "" : made.error().text());
    return made ? *std::move(made) : DividedPackage{};
  }
  static void expect_valid(const fs::path& path, PackageForm form) {
    const auto verdict = validate_package(path, form);
    ASSERT_TRUE(verdict) << verdict.error().text();
    for (const Finding& finding : verdict->findings) {
      EXPECT_EQ(finding.severity, Severity::kInfo) << path << text_of(finding);
    }
    EXPECT_EQ(verdict->validity, Validity::kValid);
  }

  tests::TempFolder temporary_;
  PackageBuilder builder_;
};

TEST_F(Divided, every_part_is_a_valid_package_within_the_limit) {
  for (const PackageForm form : {PackageForm::kSip, PackageForm::kAip, PackageForm::kDip}) {
    const DividedPackage made = write(form, std::string(name_of(form)).c_str());
    ASSERT_GE(made.parts.size(), 2u);
    expect_valid(made.whole.path, form);
    for (const MadePackage& part : made.parts) {
      EXPECT_LE(part.bytes, kLimit);
      EXPECT_EQ(part.path.filename().string(), objid_of(part.id));
      expect_valid(part.path, form);
    }
  }
}

TEST_F(Divided, a_representation_has_one_name_and_no_path_twice) {
  const DividedPackage made = write(PackageForm::kAip, "aip");
  std::set<std::string> met;
  std::size_t with_masters = 0;
  std::vector<fs::path> packages = {made.whole.path};
  for (const MadePackage& part : made.parts) packages.push_back(part.path);
  for (const fs::path& package : packages) {
    const fs::path data = package / "representations/master/data";
    if (!fs::exists(data)) continue;
    ++with_masters;
    for (const auto& entry : fs::directory_iterator(data)) {
      EXPECT_TRUE(met.insert(entry.path().filename().string()).second) << entry.path();
    }
  }
  EXPECT_GE(with_masters, 2u);
  EXPECT_EQ(met.size(), 9u) << "nothing is lost";
  EXPECT_TRUE(fs::exists(made.whole.path / "metadata/descriptive/metadata.csv"));
}

TEST_F(Divided, parent_and_children_name_each_other) {
  const DividedPackage made = write(PackageForm::kAip, "aip");
  const std::string parent = text_of_file(made.whole.path / "METS.xml");
  EXPECT_THAT(parent, HasSubstr("LABEL=\"child AIPs\""));
  const std::string premis = text_of_file(made.whole.path / "metadata/preservation/premis.xml");
  EXPECT_THAT(premis, HasSubstr("eventType/ips\">information package splitting"));
  std::size_t last = 0;
  for (const MadePackage& part : made.parts) {
    const std::size_t at = parent.find("xlink:href=\"urn:uuid:" + part.id.value);
    ASSERT_NE(at, std::string::npos);
    EXPECT_GT(at, last) << "in order";
    last = at;
    EXPECT_THAT(premis, HasSubstr(part.id.value));
    const std::string child = text_of_file(part.path / "METS.xml");
    EXPECT_THAT(child, HasSubstr("LABEL=\"parent AIP\""));
    EXPECT_THAT(child, HasSubstr("LOCTYPE=\"OTHER\" OTHERLOCTYPE=\"UUID\""));
    EXPECT_THAT(child, HasSubstr("urn:uuid:" + made.whole.id.value));
    EXPECT_THAT(text_of_file(part.path / "metadata/preservation/premis.xml"),
                HasSubstr(made.whole.id.value));
  }
}

TEST_F(Divided, packages_of_other_content_have_other_ids) {
  builder_.package.context.source.value = uuid_of("an AIP");
  std::set<std::string> ids = {builder_.package.id.value};
  std::size_t packages = 1;
  for (const std::uint64_t limit : {kLimit, kLimit + 60'000}) {
    const PackageOrder order{.form = PackageForm::kAip,
                             .to = temporary_ / ("of" + std::to_string(limit))};
    const auto made = write_divided_package(builder_.package, order, limit);
    ASSERT_TRUE(made) << made.error().text();
    ASSERT_FALSE(made->parts.empty());
    ids.insert(made->whole.id.value);
    for (const MadePackage& part : made->parts) ids.insert(part.id.value);
    packages += 1 + made->parts.size();
    // A file is the same object wherever it lies.
    const std::string uuid = uuid_of(builder_.package.context.source.value + "/file/0037.tif");
    EXPECT_THAT(text_of_file(made->whole.path / "metadata/preservation/premis.xml"),
                HasSubstr("<objectIdentifierValue>" + uuid));
  }
  EXPECT_EQ(ids.size(), packages);
}

TEST_F(Divided, rights_of_a_file_go_with_the_file) {
  RightsStatement donor{.basis = "other", .other_basis = "donor", .note = "n"};
  donor.objects = {*RelativePath::parse("0045.tif")};
  builder_.package.item.rights = {donor};
  const DividedPackage made = write(PackageForm::kAip, "aip");
  std::size_t with_rights = 0;
  for (const MadePackage& part : made.parts) {
    const std::string premis = text_of_file(part.path / "metadata/preservation/premis.xml");
    const bool told = premis.find("<rights>") != std::string::npos;
    EXPECT_EQ(told, fs::exists(part.path / "representations/master/data/0045.tif"));
    with_rights += told ? 1 : 0;
  }
  EXPECT_EQ(with_rights, 1u);
}

TEST_F(Divided, archives_have_the_same_bytes_each_time) {
  for (const ArchiveForm form : {ArchiveForm::kTar, ArchiveForm::kZip}) {
    const DividedPackage one = write(PackageForm::kSip, "one", form);
    const DividedPackage two = write(PackageForm::kSip, "two", form);
    ASSERT_EQ(one.parts.size(), two.parts.size());
    for (std::size_t i = 0; i < one.parts.size(); ++i) {
      EXPECT_EQ(one.parts[i].digests, two.parts[i].digests);
      EXPECT_LE(fs::file_size(one.parts[i].path), kLimit);
      expect_valid(one.parts[i].path, PackageForm::kSip);
    }
    fs::remove_all(temporary_ / "one");
    fs::remove_all(temporary_ / "two");
  }
}

TEST_F(Divided, what_can_not_be_divided_is_refused_and_leaves_nothing) {
  const PackageOrder order{.form = PackageForm::kAip, .to = temporary_ / "to"};
  const auto small = write_divided_package(builder_.package, order, 100'000);
  ASSERT_FALSE(small);
  EXPECT_EQ(small.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(small.error().text(), HasSubstr("name a larger size"));
  builder_.add("0099.tif", std::string(kLimit, 'y'), FileRole::kMaster, Leaf{.number = 99});
  const auto large = write_divided_package(builder_.package, order, kLimit);
  ASSERT_FALSE(large);
  EXPECT_THAT(large.error().text(), HasSubstr("0099.tif"));
  const auto bag =
      write_divided_package(builder_.package, {.form = PackageForm::kBag, .to = order.to}, kLimit);
  ASSERT_FALSE(bag);
  EXPECT_EQ(bag.error().code, ErrorCode::kInvalidArgument);
  EXPECT_FALSE(fs::exists(temporary_ / "to"));
  EXPECT_EQ(temporary_.count(), 1u) << "only the content";
}

}  // namespace
}  // namespace delo::packages
