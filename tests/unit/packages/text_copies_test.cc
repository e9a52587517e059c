// UTF-8 copies of texts in a package: beside the received files, told as what they are.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "packages/aip.h"
#include "packages/eark/ip_layout.h"
#include "packages/eark/ip_reader.h"
#include "tests/unit/packages/package_builder.h"

namespace delo::packages {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
namespace fs = std::filesystem;

class TextCopies : public ::testing::Test {
 protected:
  TextCopies() : builder_(temporary_ / "content") {
    builder_.add("0037.tif", "leaf 37", FileRole::kMaster, Leaf{.number = 37})
        .add("text/caf\xE9.txt", "bytes", FileRole::kTranscription)
        .add("text/caf\xE9.utf-8.txt", "copy", FileRole::kTranscriptionCopy);
    Package& package = builder_.package;
    PayloadFile copy = *package.payload.at(2);
    copy.object.copy_of = *RelativePath::parse("text/caf\xE9.txt");
    Payload payload;
    EXPECT_TRUE(payload.append(*package.payload.at(0)));
    EXPECT_TRUE(payload.append(*package.payload.at(1)));
    EXPECT_TRUE(payload.append(copy));
    package.payload = payload;
    package.events.push_back({.type = EventType::kNormalization,
                              .time = package.events.front().time,
                              .detail = "copied from windows-1251 to UTF-8",
                              .outcome = EventOutcome::kSuccess,
                              .agents = {{"delo-0.1.0"}},
                              .objects = {copy.object.path}});
  }

  fs::path bag() {
    const fs::path made = temporary_ / "made", whole = temporary_ / "bag";
    fs::create_directories(made);
    const auto files = write_aip(builder_.package, made);
    EXPECT_TRUE(files) << (files ? "" : files.error().text());
    EXPECT_TRUE(files->for_each([&](const PackagedFile& file) {
      fs::create_directories(file.path.under(whole).parent_path());
      fs::copy_file(file.source, file.path.under(whole));
    }));
    return whole;
  }
  std::string uuid(const char* path) const {
    return uuid_of(builder_.package.id.value + "/file/" + path);
  }

  TemporaryFolder temporary_;
  PackageBuilder builder_;
};

// The element of PREMIS that has `inside` in it.
std::string element_with(const std::string& premis, const std::string& name,
                         const std::string& inside) {
  for (std::size_t at = 0; (at = premis.find("\n  <" + name, at)) != std::string::npos;) {
    const std::size_t end = premis.find("\n  </" + name + ">", at);
    const std::string element = premis.substr(at, end - at);
    if (element.find(inside) != std::string::npos) return element;
    at = end;
  }
  return {};
}

TEST_F(TextCopies, lie_in_a_representation_of_their_own_and_the_package_is_valid) {
  const fs::path whole = bag();
  const fs::path top = whole / "data" / objid_of(builder_.package.id) / "representations";
  EXPECT_EQ(text_of_file(top / "transcription/data/text/caf%E9.txt"), "bytes");
  EXPECT_EQ(text_of_file(top / "transcription-utf-8/data/text/caf%E9.utf-8.txt"), "copy");
  for (const PackageForm form : {PackageForm::kBag, PackageForm::kAip}) {
    const fs::path folder = form == PackageForm::kBag ? whole : top.parent_path();
    const auto verdict = validate_package(folder, form);
    ASSERT_TRUE(verdict);
    EXPECT_EQ(verdict->validity, Validity::kValid);
  }
}

TEST_F(TextCopies, are_told_as_made_of_their_texts_by_a_normalization) {
  const fs::path folder = bag() / "data" / objid_of(builder_.package.id);
  const std::string premis = text_of_file(folder / "metadata/preservation/premis.xml");
  const std::string text = uuid("text/caf\xE9.txt"), copy = uuid("text/caf\xE9.utf-8.txt");
  const std::string of_text = element_with(premis, "object", "caf%25E9.txt</contentLocation");
  const std::string of_copy = element_with(premis, "object", "caf%25E9.utf-8.txt</contentLocation");
  EXPECT_THAT(of_text, HasSubstr("relationshipSubType/iso\">is source of<"));
  EXPECT_THAT(of_text, HasSubstr(copy));
  EXPECT_THAT(of_copy, HasSubstr("relationshipSubType/hss\">has source<"));
  EXPECT_THAT(of_copy, HasSubstr(text));
  EXPECT_THAT(of_copy, Not(HasSubstr("originalName")));
  const std::string event = element_with(premis, "event", "eventType/nor\">normalization<");
  ASSERT_THAT(event, Not(IsEmpty()));
  EXPECT_LT(event.find(text), event.find("eventRelatedObjectRole/sou"));
  EXPECT_LT(event.find(copy), event.find("eventRelatedObjectRole/out"));
  EXPECT_THAT(premis, Not(HasSubstr("received as text/caf%E9.utf-8.txt")));
}

TEST_F(TextCopies, are_read_back_as_copies) {
  const auto read =
      read_information_package(bag() / "data" / objid_of(builder_.package.id), temporary_ / "");
  ASSERT_TRUE(read) << read.error().text();
  ASSERT_EQ(read->payload.size(), 3u);
  const PayloadFile copy = *read->payload.at(2);
  EXPECT_EQ(copy.object.path.text(), "text/caf\xE9.utf-8.txt");
  EXPECT_EQ(copy.object.role, FileRole::kTranscriptionCopy);
  EXPECT_EQ(copy.object.copy_of.text(), "text/caf\xE9.txt");
  EXPECT_TRUE(read->uuids.empty());
}

// As PREMIS tells of one that is no part of the package any more.
PremisNode object_of(const std::string& uuid) {
  PremisNode type{.name = "objectIdentifierType", .text = "UUID"};
  PremisNode value{.name = "objectIdentifierValue", .text = uuid};
  PremisNode identifier{.name = "objectIdentifier", .children = {type, value}};
  return {
      .name = "object", .attributes = {{"xsi:type", "file"}}, .children = {std::move(identifier)}};
}

// Of a package in parts; the text is in another one.
TEST_F(TextCopies, name_no_text_that_is_not_told_of) {
  Payload part;
  EXPECT_TRUE(part.append(*builder_.package.payload.at(0)));
  EXPECT_TRUE(part.append(*builder_.package.payload.at(2)));
  builder_.package.payload = part;
  const fs::path folder = bag() / "data" / objid_of(builder_.package.id);
  const std::string premis = text_of_file(folder / "metadata/preservation/premis.xml");
  EXPECT_THAT(element_with(premis, "object", "caf%25E9.utf-8.txt</contentLocation"),
              Not(IsEmpty()));
  EXPECT_THAT(premis, Not(HasSubstr(uuid("text/caf\xE9.txt"))));
  EXPECT_THAT(premis, Not(HasSubstr("has source")));
}

TEST_F(TextCopies, of_a_text_that_was_replaced_keep_the_source_they_name) {
  const std::string replaced = "00000000-0000-0000-0000-000000000001";
  builder_.package.sources.emplace("text/caf\xE9.utf-8.txt", replaced);
  builder_.package.earlier_objects.push_back(object_of(replaced));
  const fs::path folder = bag() / "data" / objid_of(builder_.package.id);
  const std::string premis = text_of_file(folder / "metadata/preservation/premis.xml");
  EXPECT_THAT(element_with(premis, "object", "caf%25E9.utf-8.txt</contentLocation"),
              HasSubstr("00000000-0000-0000-0000-000000000001"));
}

}  // namespace
}  // namespace delo::packages
