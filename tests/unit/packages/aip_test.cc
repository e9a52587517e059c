#include "packages/aip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <set>

#include "packages/eark/ip_names.h"
#include "tests/unit/packages/package_builder.h"

namespace delo::packages {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
namespace fs = std::filesystem;

// A written package, and a copy of it put together for other programs to read.
class Aip : public ::testing::Test {
 protected:
  void write(const Package& package) {
    fs::remove_all(out());
    fs::create_directories(out());
    auto written = write_aip(package, out());
    ASSERT_TRUE(written) << written.error().text();
    files_ = *written->all();
    root_ = "data/" + objid_of(package.id) + '/';
  }
  fs::path out() const { return temporary_ / "out"; }
  std::string text(const std::string& path) const {
    for (const PackagedFile& file : files_) {
      if (file.path.text() == path) return text_of_file(file.source);
    }
    ADD_FAILURE() << path << " is not in the package";
    return {};
  }
  std::string ip(const std::string& path) const { return text(root_ + path); }
  bool has(const std::string& path) const {
    return std::ranges::any_of(files_,
                               [&](const PackagedFile& f) { return f.path.text() == path; });
  }
  fs::path assembled() const {
    const fs::path bag = temporary_ / "bag";
    for (const PackagedFile& file : files_) {
      const fs::path to = file.path.under(bag);
      fs::create_directories(to.parent_path());
      fs::copy_file(file.source, to);
    }
    return bag;
  }

  TemporaryFolder temporary_;
  std::vector<PackagedFile> files_;
  std::string root_;
};

TEST_F(Aip, is_a_bag_around_an_eark_package) {
  write(PackageBuilder(temporary_ / "content").add_record().package);
  for (const char* path :
       {"bagit.txt", "bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt",
        "tagmanifest-sha256.txt", "tagmanifest-sha512.txt"}) {
    EXPECT_TRUE(has(path)) << path;
  }
  for (const char* path :
       {"METS.xml", "metadata/descriptive/dc.xml", "metadata/descriptive/record-ead.xml",
        "metadata/descriptive/metadata.csv", "metadata/preservation/premis.xml",
        "representations/master/METS.xml", "representations/master/data/0037.tif",
        "representations/access/data/leaves.pdf",
        "representations/transcription/data/transcription_ru.txt",
        "representations/translation/data/translation_en.txt", "documentation/checksum.sha256"}) {
    EXPECT_TRUE(has(root_ + path)) << path;
  }
  EXPECT_FALSE(has(root_ + "representations/other/METS.xml"));
  EXPECT_TRUE(std::ranges::is_sorted(files_, {}, &PackagedFile::path));
}

TEST_F(Aip, every_file_has_its_size_and_both_digests) {
  write(PackageBuilder(temporary_ / "content").add_record().package);
  for (const PackagedFile& file : files_) {
    const std::string content = text_of_file(file.source);
    const DigestSet expected = digests_of(content);
    EXPECT_EQ(file.size, content.size()) << file.path.text();
    EXPECT_EQ(file.digests.find(DigestAlgorithm::kSha256), expected.find(DigestAlgorithm::kSha256));
    EXPECT_EQ(file.digests.find(DigestAlgorithm::kSha512), expected.find(DigestAlgorithm::kSha512));
  }
}

TEST_F(Aip, the_same_package_gives_the_same_bytes) {
  const Package package = PackageBuilder(temporary_ / "content").add_record().package;
  write(package);
  std::map<std::string, Digest> first;
  for (const PackagedFile& f : files_) first[f.path.text()] = f.digests.strongest();
  Package later = package;
  for (Event& event : later.events) event.time += std::chrono::hours(5);
  write(later);
  std::map<std::string, Digest> second;
  for (const PackagedFile& f : files_) second[f.path.text()] = f.digests.strongest();
  EXPECT_EQ(first, second);
}

TEST_F(Aip, bag_info_says_what_it_is) {
  write(PackageBuilder(temporary_ / "content").add_record().package);
  const std::string info = text("bag-info.txt");
  EXPECT_THAT(info, HasSubstr("Bagging-Date: 2020-02-03\n"));
  EXPECT_THAT(info, HasSubstr("Source-Organization: Test archive\n"));
  EXPECT_THAT(info, HasSubstr("External-Description: Telegram & <reply>\n"));
  EXPECT_THAT(info, HasSubstr("Bag-Software-Agent: delo 0.1.0\n"));
  EXPECT_THAT(info, ::testing::ContainsRegex("Payload-Oxum: [0-9]+\\.[0-9]+\n"));
}

TEST_F(Aip, events_that_differ_in_their_files_only_are_one) {
  write(PackageBuilder(temporary_ / "content").add_record().package);
  const std::string premis = ip("metadata/preservation/premis.xml");
  std::size_t events = 0;
  for (std::size_t at = 0; (at = premis.find("<event>", at)) != std::string::npos; ++at) ++events;
  EXPECT_EQ(events, 2u);
  EXPECT_THAT(premis, HasSubstr("<eventDateTime>2020-02-03T04:05:06Z/..</eventDateTime>"));
  EXPECT_THAT(premis, HasSubstr("the exact time stands in the ledger"));
}

TEST_F(Aip, exact_times_are_told_when_the_policy_asks_for_them) {
  PackageBuilder builder(temporary_ / "content");
  builder.add_record().package.exact_event_times = true;
  write(builder.package);
  const std::string premis = ip("metadata/preservation/premis.xml");
  EXPECT_THAT(premis, HasSubstr("<eventDateTime>2026-11-24T06:36:31.250Z/2026-11-24T"));
  EXPECT_THAT(premis, Not(HasSubstr("/..<")));
}

TEST_F(Aip, findings_stand_in_their_own_event) {
  PackageBuilder builder(temporary_ / "content");
  builder.add_record();
  Event event = builder.package.events.back();
  event.outcome = EventOutcome::kFailure;
  event.findings.push_back({.rule = "tiff.strip.outside-file", .message = "strip 3 ends at 99"});
  builder.package.events.push_back(event);
  write(builder.package);
  EXPECT_THAT(ip("metadata/preservation/premis.xml"), HasSubstr("strip 3 ends at 99"));
}

TEST_F(Aip, leaves_stand_in_reading_order) {
  write(PackageBuilder(temporary_ / "content").add_record().package);
  const std::string mets = ip("representations/master/METS.xml");
  const std::size_t recto = mets.find(" LABEL=\"л. 37\""),
                    verso = mets.find(" LABEL=\"л. 37 об.\""), next = mets.find(" LABEL=\"л. 38\"");
  ASSERT_NE(recto, std::string::npos);
  EXPECT_LT(recto, verso);
  EXPECT_LT(verso, next);
  ASSERT_NE(next, std::string::npos);
}

TEST_F(Aip, a_name_that_is_not_utf8_is_encoded_and_the_change_is_an_event) {
  PackageBuilder builder(temporary_ / "content");
  builder.add("caf\xE9 100%.tif", "x", FileRole::kMaster)
      .add("caf%E9 100%25.tif", "y", FileRole::kMaster);
  write(builder.package);
  EXPECT_TRUE(has(root_ + "representations/master/data/caf%E9 100%25.tif"));
  const std::string premis = ip("metadata/preservation/premis.xml");
  EXPECT_THAT(premis, HasSubstr("<originalName>caf%E9 100%25.tif</originalName>"));
  EXPECT_THAT(premis, HasSubstr("<originalName>caf%25E9 100%2525.tif</originalName>"));
  EXPECT_THAT(premis, HasSubstr(">filename change</eventType>"));
  const auto findings = *check_names(builder.package);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].rule, "package.name.encoded");
}

TEST_F(Aip, odd_names_are_kept_byte_for_byte) {
  PackageBuilder builder(temporary_ / "content");
  const std::string longest = std::string(251, 'x') + ".tif";
  for (const std::string& name : {std::string("new\nline.tif"), std::string("50%25.tif"), longest,
                                  std::string("bell\x07.tif"), std::string("a'\"<&>.tif")}) {
    builder.add(name, name, FileRole::kMaster);
  }
  write(builder.package);
  const std::vector<PayloadFile> payload = *builder.package.payload.all();
  for (const PayloadFile& file : payload) {
    EXPECT_TRUE(has(root_ + "representations/master/data/" + file.object.path.text()));
  }
  EXPECT_THAT(text("manifest-sha256.txt"), HasSubstr("data/new%0Aline.tif\n"));
  EXPECT_THAT(text("manifest-sha256.txt"), HasSubstr("data/50%2525.tif\n"));
  EXPECT_THAT(ip("metadata/preservation/premis.xml"), Not(HasSubstr("filename change")));
}

TEST_F(Aip, names_that_collide_elsewhere_are_kept_and_told) {
  PackageBuilder builder(temporary_ / "content");
  builder.add("A.tif", "x", FileRole::kMaster).add("a.TIF", "y", FileRole::kMaster);
  write(builder.package);
  const auto findings = *check_names(builder.package);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].rule, "package.name.collision");
}

TEST_F(Aip, a_description_named_as_ours_does_not_replace_it) {
  PackageBuilder builder(temporary_ / "content");
  builder.add_record().add("dc.xml", "<theirs/>", FileRole::kDescription);
  write(builder.package);
  EXPECT_THAT(ip("metadata/descriptive/dc.xml"), HasSubstr("oai_dc:dc"));
  std::set<std::string> paths;
  for (const PackagedFile& file : files_) EXPECT_TRUE(paths.insert(file.path.text()).second);
}

TEST_F(Aip, a_payload_file_without_sha256_is_refused) {
  PackageBuilder builder(temporary_ / "content");
  builder.add_record();
  PayloadFile undigested = *builder.package.payload.at(0);
  undigested.object.digests = {};
  builder.package.payload = Payload();
  ASSERT_TRUE(builder.package.payload.append(undigested));
  fs::create_directories(out());
  const auto written = write_aip(builder.package, out());
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kInvalidArgument);
}

TEST(IpNames, encoding_never_grows_past_what_file_systems_take) {
  const std::string name(255, '\xE9');
  const std::string encoded = encode_name(name);
  EXPECT_LE(encoded.size(), 255u);
  EXPECT_NE(encoded, encode_name(std::string(254, '\xE9')));
  EXPECT_TRUE(RelativePath::parse(encoded));
}

TEST(IpNames, a_long_path_is_shortened_not_refused) {
  std::string path;
  for (int i = 0; i < 198; ++i) path += "fifteen-letters/";
  path += "x.tif";
  const auto received = RelativePath::parse(path);
  ASSERT_TRUE(received);
  NamePlacer placer;
  const PlacedName placed = placer.place("representations/master/data", *received);
  EXPECT_TRUE(placed.changed);
  EXPECT_TRUE(placed.path.text().ends_with("/x.tif"));
}

TEST(IpNames, urls_are_percent_encoded) {
  EXPECT_EQ(url_of("data/л. 1.tif"), "data/%D0%BB.%201.tif");
}

}  // namespace
}  // namespace delo::packages
