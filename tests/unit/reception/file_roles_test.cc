#include "ingest/reception/file_roles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace delo::ingest {
namespace {

std::vector<FileObject> files_named(std::initializer_list<const char*> names) {
  std::vector<FileObject> files;
  for (const char* name : names) files.push_back({.path = *RelativePath::parse(name)});
  assign_roles(files);
  return files;
}

FileRole role_of(std::initializer_list<const char*> names) {  // of the first
  return files_named(names).front().role;
}

TEST(FileRoles, scans_are_masters_and_carry_their_leaf) {
  const auto files = files_named({"0037.tif", "0037ob.tif", "cover.jp2"});
  EXPECT_EQ(files[0].role, FileRole::kMaster);
  EXPECT_EQ(files[0].leaf->label(), "37");
  EXPECT_EQ(files[1].leaf->label(), "37ob");
  EXPECT_EQ(files[2].role, FileRole::kMaster);
}

TEST(FileRoles, jpeg_and_pdf_beside_masters_are_for_access) {
  EXPECT_EQ(role_of({"0037.jpg", "0037.tif"}), FileRole::kAccess);
  EXPECT_EQ(role_of({"0037.jpg", "0038.jpg"}), FileRole::kMaster);
  EXPECT_EQ(role_of({"leaves.pdf", "0037.tif"}), FileRole::kAccess);
  EXPECT_EQ(role_of({"leaves.pdf"}), FileRole::kAccess);
}

TEST(FileRoles, folders_say_what_their_files_are_for) {
  EXPECT_EQ(role_of({"access/0037.tif", "master/0037.tif"}), FileRole::kAccess);
  EXPECT_EQ(role_of({"Master/0037.jpg", "x.tif"}), FileRole::kMaster);
  EXPECT_EQ(role_of({"objects/access/0037.jpg"}), FileRole::kAccess);
  EXPECT_EQ(role_of({"translation/0037.txt", "0037.tif"}), FileRole::kTranslation);
  EXPECT_EQ(role_of({"ocr/0037.xml", "0037.tif"}), FileRole::kTranscription);
}

TEST(FileRoles, texts_are_told_by_name_and_language) {
  const auto files = files_named({"transcription_ru.txt", "translation_en.txt", "0037.txt",
                                  "Перевод.docx", "text_eng.pdf", "readme.txt", "x.tif"});
  EXPECT_EQ(files[0].role, FileRole::kTranscription);
  EXPECT_EQ(files[0].language, "ru");
  EXPECT_EQ(files[1].role, FileRole::kTranslation);
  EXPECT_EQ(files[1].language, "en");
  EXPECT_EQ(files[2].role, FileRole::kTranscription);
  EXPECT_EQ(files[2].leaf->label(), "37");
  EXPECT_EQ(files[3].role, FileRole::kTranslation);
  EXPECT_EQ(files[4].role, FileRole::kAccess);
  EXPECT_EQ(files[4].language, "en");
  EXPECT_EQ(files[5].role, FileRole::kOther);
}

TEST(FileRoles, the_description_tells_translation_from_transcription) {
  std::vector<FileObject> files = files_named({"a.txt", "b_en.txt", "c_ru.txt", "d.txt"});
  const auto row = [](const char* path, std::vector<DescriptionElement> elements) {
    return Description{path ? *RelativePath::parse(path) : RelativePath(), std::move(elements)};
  };
  refine_roles(files, {row(nullptr, {{"dc.language", "rus"}}),
                       row("a.txt", {{"dc.title", "English translation"}, {"dc.language", "en"}}),
                       row("d.txt", {{"dc.type", "Transcription"}})});
  EXPECT_EQ(files[0].role, FileRole::kTranslation);
  EXPECT_EQ(files[0].language, "en");
  EXPECT_EQ(files[1].role, FileRole::kTranslation);
  EXPECT_EQ(files[2].role, FileRole::kTranscription);
  EXPECT_EQ(files[3].role, FileRole::kTranscription);
}

TEST(FileRoles, lists_and_descriptions_are_known_by_name_and_place) {
  EXPECT_EQ(role_of({"checksum.md5"}), FileRole::kFixity);
  EXPECT_EQ(role_of({"metadata.csv"}), FileRole::kDescription);
  EXPECT_EQ(role_of({"metadata/premis.xml"}), FileRole::kDescription);
  EXPECT_EQ(role_of({"metadata/submissionDocumentation/deed.pdf"}), FileRole::kAccess);
}

TEST(FileRoles, system_files_are_known) {
  for (const char* name : {".DS_Store", "Thumbs.db", "a/desktop.ini", "._0037.tif", "@eaDir/x.jpg",
                           "__MACOSX/0037.tif"}) {
    EXPECT_TRUE(is_system_file(*RelativePath::parse(name))) << name;
    EXPECT_EQ(role_of({name}), FileRole::kOther) << name;
  }
  EXPECT_FALSE(is_system_file(*RelativePath::parse(".hidden.tif")));
}

}  // namespace
}  // namespace delo::ingest
