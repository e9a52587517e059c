#include "packages/archivematica/transfer_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "packages/archivematica/transfer_layout.h"
#include "tests/unit/packages/package_builder.h"

namespace delo::packages {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
namespace fs = std::filesystem;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end == std::string::npos ? text.size() : end + 1;
  }
  return lines;
}

class Transfer : public ::testing::Test {
 protected:
  Transfer() : builder_(temporary_ / "content") {
    builder_.add_record();
    builder_.package.item.descriptions.push_back(
        {.path = *RelativePath::parse("0037.tif"),
         .elements = {{"dc.subject", "war"}, {"dc.subject", "a \"quoted\", word"}}});
    builder_.package.item.descriptions.push_back(
        {.path = *RelativePath::parse("metadata.csv"), .elements = {{"x", "y"}}});
  }
  fs::path write(bool bag, const char* to, std::optional<ArchiveForm> serialize = {}) {
    const auto made = write_transfer(builder_.package,
                                     {.bag = bag, .to = temporary_ / to, .serialize = serialize});
    EXPECT_TRUE(made) << (made ? "" : made.error().text());
    return made ? made->path : fs::path();
  }
  std::vector<std::string> files_below(const fs::path& folder) {
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) files.push_back(fs::relative(entry.path(), folder).string());
    }
    std::ranges::sort(files);
    return files;
  }

  tests::TempFolder temporary_;
  PackageBuilder builder_;
};

TEST_F(Transfer, has_objects_and_metadata_and_nothing_else) {
  EXPECT_THAT(files_below(write(false, "t")),
              ElementsAre("metadata/checksum.sha256", "metadata/identifiers.json",
                          "metadata/metadata.csv", "metadata/mets_structmap.xml",
                          "metadata/premis.xml", "metadata/submissionDocumentation/checksum.sha256",
                          "metadata/submissionDocumentation/metadata.csv", "objects/0037.tif",
                          "objects/0037ob.tif", "objects/0038.tif", "objects/leaves.pdf",
                          "objects/transcription_ru.txt", "objects/translation_en.txt"));
}

TEST_F(Transfer, what_happened_before_goes_along_word_for_word) {
  const std::string history = "<premis>all of it</premis>";
  write_text_file(temporary_ / "history", history);
  builder_.package.context.earlier_premis = {.source = temporary_ / "history",
                                             .size = history.size(),
                                             .digests = digests_of(history)};
  builder_.add("premis-of-aip.xml", "the producer's", FileRole::kDescription);
  const fs::path documents = write(false, "t") / "metadata/submissionDocumentation";
  EXPECT_EQ(text_of_file(documents / "premis-of-aip.xml"), history);
  std::size_t producers = 0;
  for (const auto& entry : fs::directory_iterator(documents)) {
    producers += text_of_file(entry.path()) == "the producer's" ? 1 : 0;
  }
  EXPECT_EQ(producers, 1u) << "beside it, under another name";
  const fs::path bag = write(true, "b");
  EXPECT_EQ(text_of_file(bag / "data/metadata/submissionDocumentation/premis-of-aip.xml"), history);
  EXPECT_THAT(text_of_file(bag / "manifest-sha256.txt"),
              HasSubstr("  data/metadata/submissionDocumentation/premis-of-aip.xml"));
}

TEST_F(Transfer, metadata_csv_names_objects_and_repeats_columns) {
  const auto lines = lines_of(text_of_file(write(false, "t") / "metadata/metadata.csv"));
  EXPECT_THAT(lines,
              ElementsAre("filename,dc.title,dc.date,dc.language,dcterms.issued,dc.identifier,"
                          "dc.subject,dc.subject",
                          "objects,Telegram & <reply>,1951-01-27,ru,1951,"
                          "\"APRF, f. 45, op. 1, d. 337\",,",
                          "objects/0037.tif,,,,,,war,\"a \"\"quoted\"\", word\""));
  EXPECT_THAT(text_of_file(write(true, "b") / "data/metadata/metadata.csv"),
              HasSubstr("\ndata/objects/0037.tif,"));
}

TEST_F(Transfer, checksums_are_relative_to_objects_one_line_a_file) {
  builder_.add("new\nline \\ back.tif", "odd", FileRole::kOther);
  const auto lines = lines_of(text_of_file(write(false, "t") / "metadata/checksum.sha256"));
  ASSERT_EQ(lines.size(), 7u);
  EXPECT_EQ(lines[0], digests_of("leaf 37").find(DigestAlgorithm::kSha256)->hex + "  0037.tif");
  EXPECT_THAT(lines[4], StartsWith("\\"));
  EXPECT_THAT(lines[4], HasSubstr("  new\\nline \\\\ back.tif"));
}

TEST_F(Transfer, names_that_archivematica_deletes_begin_with_an_encoded_character) {
  builder_.add(".hidden/a.tif", "1", FileRole::kMaster);
  builder_.add("Thumbs.db", "2", FileRole::kOther).add("objects/b.tif", "3", FileRole::kMaster);
  const auto files = files_below(write(false, "t") / "objects");
  EXPECT_THAT(files, ::testing::Contains("%2Ehidden/a.tif"));
  EXPECT_THAT(files, ::testing::Contains("%54humbs.db"));
  EXPECT_THAT(files, ::testing::Contains("b.tif")) << "a folder objects/ is that of the transfer";
  EXPECT_THAT(text_of_file(temporary_ / "t/metadata/identifiers.json"),
              HasSubstr("{\"identifierType\":\"original name\",\"identifier\":\".hidden/a.tif\"}"));
}

TEST_F(Transfer, rights_have_a_row_for_each_file_and_act) {
  RightsStatement donor{.basis = "other", .other_basis = "donor", .note = "n"};
  donor.objects = {*RelativePath::parse("0038.tif")};
  donor.grants = {{"use", "allow", "", "", ""}, {"disseminate", "disallow", "2020", "open", "x"}};
  donor.documents = {{"URL", "u", "r"}, {"DOI", "d", ""}};
  builder_.package.item.rights = {donor};
  builder_.package.context.rights = {
      {.basis = "statute", .jurisdiction = "ru", .citation = "125-FZ"}};
  const auto lines = lines_of(text_of_file(write(false, "t") / "metadata/rights.csv"));
  ASSERT_EQ(lines.size(), 1 + 2 + 6u) << "the record's own right is that of each file";
  EXPECT_EQ(lines[1], "objects/0038.tif,Donor,,,,,,,,n; DOI d,Use,Allow,,,,URL,u,r");
  EXPECT_EQ(lines[2],
            "objects/0038.tif,Donor,,,,,,,,n; DOI d,Disseminate,Disallow,2020,open,x,URL,u,r");
  EXPECT_THAT(lines[3], StartsWith("objects/0037.tif,Statute,,,ru,,,,125-FZ,,"));
}

TEST_F(Transfer, leaves_are_named_by_contentids_and_events_by_whole_dates) {
  const fs::path transfer = write(false, "t");
  const std::string map = text_of_file(transfer / "metadata/mets_structmap.xml");
  EXPECT_THAT(map, HasSubstr("LABEL=\"л. 37 об.\""));
  EXPECT_THAT(map, HasSubstr("<fptr CONTENTIDS=\"objects/0037ob.tif\"/>"));
  const std::string premis = text_of_file(transfer / "metadata/premis.xml");
  EXPECT_THAT(premis, HasSubstr("<originalName>objects/0037ob.tif</originalName>"));
  EXPECT_THAT(premis, HasSubstr("<eventDateTime>2020-02-03T04:05:06Z</eventDateTime>"));
  EXPECT_THAT(premis, Not(HasSubstr("/..")));
  EXPECT_THAT(premis, Not(HasSubstr("A. Archivist"))) << "an agent of no event";
}

TEST_F(Transfer, a_bag_is_valid_and_has_labels_that_are_xml_names) {
  const fs::path bag = write(true, "b");
  const auto verdict = validate_package(bag, PackageForm::kBag);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->validity, Validity::kValid);
  EXPECT_TRUE(verdict->findings.empty());
  EXPECT_TRUE(fs::exists(bag / "data/metadata/submissionDocumentation/checksum.sha256"));
  EXPECT_FALSE(fs::exists(bag / "data/metadata/checksum.sha256"));
  for (const std::string& line : lines_of(text_of_file(bag / "bag-info.txt"))) {
    EXPECT_EQ(line.substr(0, line.find(':')).find(' '), std::string::npos) << line;
  }
  const fs::path zip = write(true, "b.zip", ArchiveForm::kZip);
  EXPECT_EQ(validate_package(zip, PackageForm::kBag)->validity, Validity::kValid);
}

TEST_F(Transfer, the_same_package_gives_the_same_bytes) {
  const std::string one = text_of_file(write(true, "one/b.zip", ArchiveForm::kZip));
  const std::string two = text_of_file(write(true, "two/b.zip", ArchiveForm::kZip));
  EXPECT_TRUE(one == two);
  const fs::path a = write(false, "a"), b = write(false, "b");
  for (const std::string& file : files_below(a)) {
    EXPECT_EQ(text_of_file(a / file), text_of_file(b / file)) << file;
  }
}

TEST_F(Transfer, a_tar_and_a_package_of_lists_alone_are_refused) {
  const auto tar =
      write_transfer(builder_.package, {.to = temporary_ / "t", .serialize = ArchiveForm::kTar});
  ASSERT_FALSE(tar);
  EXPECT_EQ(tar.error().code, ErrorCode::kInvalidArgument);
  Payload lists;
  ASSERT_TRUE(builder_.package.payload.for_each([&](const PayloadFile& file) -> Result<void> {
    if (file.object.role != FileRole::kFixity) return {};
    return lists.append(file);
  }));
  builder_.package.payload = lists;
  const auto empty = write_transfer(builder_.package, {.to = temporary_ / "t"});
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().code, ErrorCode::kInvalidArgument);
  EXPECT_FALSE(fs::exists(temporary_ / "t"));
}

}  // namespace
}  // namespace delo::packages
