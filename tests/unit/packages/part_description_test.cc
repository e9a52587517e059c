// What the package says of each representation.
#include "packages/descriptive/part_description.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "packages/aip.h"
#include "packages/eark/ip_layout.h"
#include "packages/eark/ip_writer.h"
#include "tests/unit/packages/package_builder.h"

namespace delo::packages {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class Representations : public ::testing::Test {
 protected:
  Representations() : builder_(temporary_ / "content") { builder_.add_record(); }

  void describe(std::string_view path, std::vector<DescriptionElement> elements) {
    builder_.package.item.descriptions.push_back(
        {.path = *RelativePath::parse(path), .elements = std::move(elements)});
  }
  fs::path write() {
    const fs::path out = temporary_ / ("out" + std::to_string(++written_));
    fs::create_directories(out);
    const auto files = write_information_package(builder_.package, out, {});
    EXPECT_TRUE(files) << (files ? "" : files.error().text());
    if (!files) return {};
    EXPECT_TRUE(files->for_each([&](const PackagedFile& file) {
      const fs::path place = file.path.under(out);
      fs::create_directories(place.parent_path());
      if (!fs::exists(place)) fs::copy_file(file.source, place);
    }));
    return out / objid_of(builder_.package.id);
  }
  // The files, of these in a language.
  Payload tagged(const std::map<std::string, std::string>& languages) {
    Payload out;
    EXPECT_TRUE(builder_.package.payload.for_each([&](PayloadFile file) {
      const auto found = languages.find(file.object.path.text());
      if (found != languages.end()) file.object.language = found->second;
      return out.append(file);
    }));
    return out;
  }
  std::string dc_of(std::string_view role) {
    return text_of_file(write() / "representations" / role / kDublinCorePath);
  }

  TemporaryFolder temporary_;
  PackageBuilder builder_;
  int written_ = 0;
};

TEST_F(Representations, each_has_a_description_of_its_own_that_its_metadata_refers_to) {
  const fs::path ip = write();
  const std::string mets = text_of_file(ip / "representations/transcription/METS.xml");
  EXPECT_THAT(mets, HasSubstr("<dmdSec ID=\"dmd-dc\""));
  EXPECT_THAT(mets, HasSubstr("xlink:href=\"metadata/descriptive/dc.xml\" MDTYPE=\"DC\""));
  EXPECT_THAT(mets, HasSubstr("LABEL=\"Metadata\" DMDID=\"dmd-dc\""));
  EXPECT_TRUE(fs::exists(ip / "representations/master/metadata/descriptive/dc.xml"));
}

TEST_F(Representations, the_row_of_a_text_describes_its_representation_and_not_the_record) {
  describe("transcription_ru.txt", {{"dc.title", "Расшифровка"}, {"dc.creator", "A. Reader"}});
  const std::string dc = dc_of("transcription");
  EXPECT_THAT(dc, HasSubstr("<dc:title>Расшифровка</dc:title>"));
  EXPECT_THAT(dc, HasSubstr("<dc:creator>A. Reader</dc:creator>"));
  EXPECT_THAT(dc, HasSubstr("<dc:relation>APRF, f. 45, op. 1, d. 337</dc:relation>"));
  EXPECT_THAT(dc, HasSubstr("<dc:identifier>urn:uuid:"));
  EXPECT_THAT(text_of_file(write() / kDublinCorePath), Not(HasSubstr("Расшифровка")));
}

TEST_F(Representations, languages_formats_and_extent_are_told) {
  const std::string dc = dc_of("transcription");
  EXPECT_THAT(dc, HasSubstr("<dc:title>Telegram &amp; &lt;reply&gt; (transcription)</dc:title>"));
  EXPECT_THAT(dc, HasSubstr("<dc:format>1 file, "));
  EXPECT_THAT(dc_of("master"), HasSubstr(" files, "));
}

TEST_F(Representations, a_language_is_told_once_however_it_is_written) {
  builder_.add("second_ru.txt", "b", FileRole::kTranscription);
  builder_.add("third.txt", "c", FileRole::kTranscription);
  describe("transcription_ru.txt", {{"dc.language", "rus"}});
  describe("second_ru.txt", {{"dc.language", "Русский"}, {"dc.language", "ger"}});
  describe("third.txt",
           {{"dc.language", "deu"}, {"dc.language", "sr-Latn"}, {"dc.language", "sr"}});
  builder_.package.payload =
      tagged({{"transcription_ru.txt", "ru"}, {"second_ru.txt", "ru-RU"}, {"third.txt", "sl"}});
  const std::string dc = dc_of("transcription");
  std::vector<std::string> told;
  const std::string open = "<dc:language>";
  for (std::size_t at = dc.find(open); at != std::string::npos; at = dc.find(open, at + 1)) {
    const std::size_t begin = at + open.size();
    told.push_back(dc.substr(begin, dc.find('<', begin) - begin));
  }
  EXPECT_THAT(told, ElementsAre("Русский", "ger", "sr-Latn", "sr", "sl")) << dc;
}

TEST_F(Representations, of_scans_what_is_said_of_each_is_said_of_all) {
  describe("0037.tif", {{"dc.title", "Leaf 37"}, {"dc.rights", "Free"}});
  describe("0037ob.tif", {{"dc.title", "Leaf 37 ob."}, {"dc.rights", "Free"}});
  describe("0038.tif", {{"dc.title", "Leaf 38"}, {"dc.rights", "Free"}});
  const std::string dc = dc_of("master");
  EXPECT_THAT(dc, HasSubstr("<dc:rights>Free</dc:rights>"));
  EXPECT_THAT(dc, Not(HasSubstr("Leaf 37")));
  builder_.add("0039.tif", "II*39", FileRole::kMaster);
  EXPECT_THAT(dc_of("master"), Not(HasSubstr("Free"))) << "not of this one";
}

TEST_F(Representations, a_folder_of_one_representation_describes_it) {
  builder_.add("text/a.txt", "a", FileRole::kTranslation);
  builder_.add("mixed/1.txt", "a", FileRole::kOther);
  builder_.add("mixed/2.txt", "b", FileRole::kTranslation);
  builder_.add("use/0037.jpg", "jpeg", FileRole::kAccess);
  describe("mixed", {{"dc.description", "Of two"}});
  describe("text", {{"dc.description", "By the archive"}});
  describe("use", {{"dc.description", "For the reading room"}});
  const fs::path ip = write();
  std::string all;
  for (const auto& entry : fs::directory_iterator(ip / "representations")) {
    all += text_of_file(entry.path() / kDublinCorePath);
  }
  EXPECT_THAT(all, HasSubstr("<dc:description>By the archive</dc:description>"));
  EXPECT_THAT(all, Not(HasSubstr("Of two")));
  EXPECT_THAT(all, Not(HasSubstr("For the reading room"))) << "leaves.pdf lies elsewhere";
}

TEST_F(Representations, what_they_may_take_is_known_before_they_are_written) {
  const std::string frame = dc_of("transcription");
  describe("transcription_ru.txt", {});
  std::vector<DescriptionElement>& row = builder_.package.item.descriptions.back().elements;
  for (int i = 0; i < 2000; ++i) row.push_back({"dc.contributor", std::to_string(i)});
  row.push_back({"dc.description", std::string(20'000, '&')});
  const std::uint64_t most = most_text_of_parts(builder_.package.item);
  const std::string dc = dc_of("transcription");
  EXPECT_GT(dc.size(), std::size_t{150'000});
  EXPECT_LE(dc.size() - frame.size(), most);
}

TEST_F(Representations, the_validator_accepts_them) {
  describe("transcription_ru.txt", {{"dc.title", "Расшифровка"}, {"dc.language", "ru"}});
  for (const PackageKind kind : {PackageKind::kSip, PackageKind::kAip, PackageKind::kDip}) {
    builder_.package.kind = kind;
    const auto verdict = validate_package(write(), form_of(kind));
    ASSERT_TRUE(verdict) << verdict.error().text();
    for (const Finding& found : verdict->findings) {
      EXPECT_EQ(found.severity, Severity::kInfo) << text_of(found);
    }
  }
}

}  // namespace
}  // namespace delo::packages
