#include "packages/package_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <set>
#include <string>

#include "packages/sinks/archive_reader.h"
#include "packages/sinks/directory_sink.h"
#include "tests/unit/packages/package_builder.h"

namespace delo::packages {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

class PackageFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    temporary_.write("in/0037.tif", "leaf 37");
    temporary_.write("in/0037ob.tif", "leaf 37 verso");
    temporary_.write("in/transcription_ru.txt", "текст");
    temporary_.write("in/metadata.csv", "filename\n");
    temporary_.write("in/sub/cafe\xCC\x81.bin", "x");
  }
  Package package() {
    auto made = package_of_folder(temporary_ / "in", {DigestAlgorithm::kMd5}, program_);
    EXPECT_TRUE(made) << (made ? "" : made.error().text());
    return *made;
  }
  void expect_valid(const fs::path& path, PackageForm form) {
    const auto verdict = validate_package(path, form);
    ASSERT_TRUE(verdict) << verdict.error().text();
    for (const Finding& finding : verdict->findings) {
      EXPECT_EQ(finding.severity, Severity::kInfo) << text_of(finding);
    }
    EXPECT_EQ(verdict->validity, Validity::kValid);
  }

  const Agent program_{{"delo-0.1.0"}, "delo", "software", "0.1.0"};
  tests::TempFolder temporary_;
};

TEST_F(PackageFolder, every_form_is_valid_as_folder_tar_and_zip) {
  for (const PackageForm form :
       {PackageForm::kBag, PackageForm::kSip, PackageForm::kAip, PackageForm::kDip}) {
    const std::string name(name_of(form));
    const auto folder = write_package(package(), {.form = form, .to = temporary_ / name});
    ASSERT_TRUE(folder) << folder.error().text();
    expect_valid(folder->path, form);
    EXPECT_EQ(recognise_package(folder->path), form);
    for (const ArchiveForm archive : {ArchiveForm::kTar, ArchiveForm::kZip}) {
      const fs::path to = temporary_ / (name + (archive == ArchiveForm::kTar ? ".tar" : ".zip"));
      const auto packed = write_package(package(), {.form = form, .to = to, .serialize = archive});
      ASSERT_TRUE(packed) << packed.error().text();
      expect_valid(to, form);
      EXPECT_EQ(recognise_package(to), form);
      EXPECT_EQ(packed->digests.strongest(), digests_of(text_of_file(to)).strongest());
    }
  }
}

TEST_F(PackageFolder, the_same_folder_gives_the_same_archive_in_any_time_zone) {
  for (const ArchiveForm archive : {ArchiveForm::kTar, ArchiveForm::kZip}) {
    std::vector<std::string> bytes;
    for (const char* zone : {"UTC", "Asia/Tokyo"}) {
      ::setenv("TZ", zone, 1);
      ::tzset();
      const fs::path to = temporary_ / zone;
      fs::create_directories(to);
      const auto made =
          write_package(package(), {.form = PackageForm::kSip, .to = to, .serialize = archive});
      ASSERT_TRUE(made) << made.error().text();
      EXPECT_EQ(made->path.parent_path(), to);
      bytes.push_back(text_of_file(made->path));
    }
    EXPECT_TRUE(bytes[0] == bytes[1]);
  }
}

TEST_F(PackageFolder, a_folder_with_the_name_of_a_file_that_we_write_gets_another) {
  for (const char* ours : {"dc.xml", "README.txt", "METS.xml", "premis.xml"}) {
    temporary_.write("in/" + std::string(ours) + "/metadata.json", "{}");
    temporary_.write("in/" + std::string(ours) + "/metadata.csv", "filename\n");
  }
  for (const PackageForm form :
       {PackageForm::kBag, PackageForm::kSip, PackageForm::kAip, PackageForm::kDip}) {
    const fs::path to = temporary_ / name_of(form);
    const auto made = write_package(package(), {.form = form, .to = to});
    ASSERT_TRUE(made) << name_of(form) << ": " << made.error().text();
    expect_valid(made->path, form);
  }
  std::set<std::string> renamed;  // folders, of the SIP
  for (const auto& entry : fs::recursive_directory_iterator(temporary_ / "sip")) {
    const std::string name = entry.path().filename();
    if (entry.is_directory() && name.starts_with("dc.xml~")) renamed.insert(name);
  }
  EXPECT_EQ(renamed.size(), 1u);
  const std::string premis = text_of_file(temporary_ / "sip/metadata/preservation/premis.xml");
  EXPECT_THAT(premis, HasSubstr("dc.xml~"));
}

TEST_F(PackageFolder, what_exists_is_never_replaced) {
  temporary_.write("there", "mine");
  const auto made =
      write_package(package(), {.form = PackageForm::kBag, .to = temporary_ / "there"});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(text_of_file(temporary_ / "there"), "mine");
}

TEST_F(PackageFolder, a_file_that_changed_since_it_was_digested_is_refused) {
  const Package before = package();
  temporary_.write("in/0037.tif", "leaf 38");
  for (const std::optional<ArchiveForm> archive :
       {std::optional<ArchiveForm>(), std::optional(ArchiveForm::kTar),
        std::optional(ArchiveForm::kZip)}) {
    const auto made = write_package(
        before, {.form = PackageForm::kBag, .to = temporary_ / "out", .serialize = archive});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::kCorrupt);
  }
  EXPECT_EQ(temporary_.count(), 1u) << "something was left behind";
}

TEST_F(PackageFolder, links_and_empty_folders_are_refused_in_one_sentence) {
  fs::create_symlink("/etc/passwd", temporary_ / "in/link");
  const auto linked = package_of_folder(temporary_ / "in", {}, program_);
  ASSERT_FALSE(linked);
  EXPECT_THAT(linked.error().text(), HasSubstr("link"));
  fs::create_directories(temporary_ / "empty");
  const auto empty = package_of_folder(temporary_ / "empty", {}, program_);
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().code, ErrorCode::kInvalidArgument);
  const auto nowhere = package_of_folder(temporary_ / "nowhere", {}, program_);
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().code, ErrorCode::kNotFound);
}

TEST_F(PackageFolder, archives_keep_long_and_odd_names_byte_for_byte) {
  std::vector<std::string> names = {std::string(250, 'n') + ".txt", "caf\xE9.txt",
                                    "e\xCC\x81\xCC\x81.txt", "new\nline", "back\\slash"};
  for (const std::string& name : names) temporary_.write("in/" + name, name);
  const Package odd = package();
  PackageFiles files;
  ASSERT_TRUE(odd.payload.for_each([&](const PayloadFile& file) {
    return files.append({.path = file.object.path,
                         .source = file.content,
                         .size = file.object.size,
                         .digests = file.object.digests});
  }));
  for (const ArchiveForm form : {ArchiveForm::kTar, ArchiveForm::kZip}) {
    const fs::path to = temporary_ / (form == ArchiveForm::kTar ? "a.tar" : "a.zip");
    ASSERT_TRUE(write_archive(files, "base", form, odd.material_date, to));
    const auto reader = ArchiveReader::open(to);
    ASSERT_TRUE(reader);
    std::size_t met = 0;
    while (true) {
      const auto entry = (*reader)->next();
      ASSERT_TRUE(entry);
      if (!*entry) break;
      EXPECT_EQ((*entry)->path.text(), "base/" + files.at(met)->path.text());
      StringSink content;
      EXPECT_EQ(*(*reader)->read(content), true);
      EXPECT_EQ(content.text(), text_of_file(files.at(met)->source));
      ++met;
    }
    EXPECT_EQ(met, files.size());
  }
}

// The profile of the test, with `change` made to it.
BagProfile profile_with(std::string_view keys) {
  const auto profile = parse_bag_profile(
      R"({"BagIt-Profile-Info": {"Source-Organization": "A", "External-Description": "B",
          "Version": "1", "BagIt-Profile-Identifier": "https://example.org/p",
          "BagIt-Profile-Version": "1.4.0"}, )" +
      std::string(keys) + '}');
  EXPECT_TRUE(profile) << (profile ? "" : profile.error().message);
  return profile ? *profile : BagProfile();
}

// What is made with a profile is valid by it; else the reason why it was refused.
std::string made_by(const BagProfile& profile, BagInfo tags,
                    std::vector<DigestAlgorithm> algorithms = {},
                    std::optional<ArchiveForm> serialize = {}) {
  const TemporaryFolder temporary;
  write_text_file(temporary / "in/a%b.txt", "alpha");
  write_text_file(temporary / "in/sub/b.txt", "beta");
  PackageOrder order{.form = PackageForm::kBag,
                     .to = temporary / "out",
                     .serialize = serialize,
                     .algorithms = std::move(algorithms),
                     .bag = {.profile = profile, .tags = std::move(tags)}};
  const auto shape = shape_of_bag(order.bag, order.algorithms);
  if (!shape) return shape.error().message;
  order.algorithms = shape->algorithms;
  const auto package = package_of_folder(temporary / "in", order.algorithms, Agent{.name = "test"});
  EXPECT_TRUE(package);
  const auto made = write_package(*package, order);
  if (!made) {
    EXPECT_EQ(made.error().code, ErrorCode::kInvalidArgument);
    EXPECT_FALSE(std::filesystem::exists(temporary / "out"));
    return made.error().message;
  }
  const auto verdict = validate_by_profile(made->path, profile);
  EXPECT_TRUE(verdict);
  for (const Finding& finding : verdict->findings) {
    EXPECT_NE(finding.severity, Severity::kError) << text_of(finding);
  }
  return "";
}

TEST(BagByProfile, any_set_of_algorithms_that_the_profile_asks_for_is_written) {
  const std::string version = R"("Accept-BagIt-Version": ["1.0"])";
  EXPECT_EQ(made_by(profile_with(version), {}), "");
  EXPECT_EQ(made_by(profile_with(version), {}, {DigestAlgorithm::kMd5}), "");
  EXPECT_EQ(made_by(profile_with(version + R"(, "Manifests-Required": ["md5", "sha1"])"), {}), "");
  EXPECT_EQ(made_by(profile_with(version + R"(, "Manifests-Allowed": ["sha512"])"), {}), "");
  EXPECT_EQ(made_by(profile_with(version + R"(, "Manifests-Required": ["md5"],
      "Manifests-Allowed": ["md5"], "Tag-Manifests-Required": ["sha256"],
      "Tag-Manifests-Allowed": ["sha256"])"),
                    {}),
            "");
  EXPECT_THAT(made_by(profile_with(version + R"(, "Manifests-Allowed": ["sha512"])"), {},
                      {DigestAlgorithm::kMd5}),
              ::testing::HasSubstr("does not allow a payload manifest of md5"));
  EXPECT_THAT(made_by(profile_with(version + R"(, "Manifests-Required": ["whirlpool"])"), {}),
              ::testing::HasSubstr("whirlpool"));
}

TEST(BagByProfile, the_version_is_one_that_the_profile_accepts) {
  EXPECT_EQ(made_by(profile_with(R"("Accept-BagIt-Version": ["0.96", "0.97"])"), {}), "");
  EXPECT_THAT(made_by(profile_with(R"("Accept-BagIt-Version": ["0.96"])"), {}),
              ::testing::HasSubstr("accepts neither"));
}

TEST(BagByProfile, tags_are_filled_from_what_is_given_and_missing_ones_are_named) {
  const BagProfile profile = profile_with(
      R"("Accept-BagIt-Version": ["1.0"], "Bag-Info": {"Contact-Name": {"required": true},
         "Bag-Size": {"required": true}, "Payload-Oxum": {"required": true},
         "Source-Organization": {"required": true, "values": ["GARF"]},
         "Contact-Email": {"required": true, "repeatable": false}})");
  EXPECT_EQ(made_by(profile, {{"Contact-Name", "Anna"}, {"Contact-Email", "a@example.org"}}), "");
  const std::string refusal = made_by(profile, {});
  EXPECT_THAT(refusal, ::testing::HasSubstr("Contact-Name is missing"));
  EXPECT_THAT(refusal, ::testing::HasSubstr("Contact-Email is missing"));
  EXPECT_THAT(
      made_by(profile, {{"Contact-Name", "Anna"}, {"Contact-Email", "a"}, {"Contact-Email", "b"}}),
      ::testing::HasSubstr("Contact-Email stands 2 times"));
  EXPECT_THAT(
      made_by(profile,
              {{"Contact-Name", "Anna"}, {"Contact-Email", "a"}, {"Source-Organization", "Other"}}),
      ::testing::HasSubstr("the profile lists GARF"));
}

TEST(BagByProfile, payload_and_form_are_as_the_profile_asks) {
  const std::string version = R"("Accept-BagIt-Version": ["1.0"], )";
  EXPECT_THAT(made_by(profile_with(version + R"("Payload-Files-Required": ["data/c.txt"])"), {}),
              ::testing::HasSubstr("data/c.txt: is not there"));
  EXPECT_EQ(made_by(profile_with(version + R"("Payload-Files-Required": ["data/sub/"])"), {}), "");
  EXPECT_THAT(made_by(profile_with(version + R"("Data-Empty": true)"), {}),
              ::testing::HasSubstr("holds 2 files"));
  EXPECT_THAT(made_by(profile_with(version + R"("Tag-Files-Required": ["x.txt"])"), {}),
              ::testing::HasSubstr("x.txt: is not there"));
  const BagProfile zipped = profile_with(
      version + R"("Serialization": "required", "Accept-Serialization": ["application/zip"])");
  EXPECT_EQ(made_by(zipped, {}, {}, ArchiveForm::kZip), "");
  EXPECT_THAT(made_by(zipped, {}, {}, ArchiveForm::kTar),
              ::testing::HasSubstr("the bag is application/tar"));
}

}  // namespace
}  // namespace delo::packages
