// What a vendor is told most besides leaves: reception and texts.  As in
// finding_sentences_test.cc the checks themselves write the messages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest/languages/finding_sentences.h"
#include "tests/unit/reception/reception_testing.h"
#include "tests/unit/texts/texts_of_item.h"

namespace delo::ingest {
namespace {

using testing::HasSubstr;
using tests::BatchBuilder;
using validators::item_tests::kEnglish;
using validators::item_tests::kFour;
using validators::item_tests::kText;
using validators::item_tests::sheets;
using validators::item_tests::Texts;

std::string russian(const Finding& finding) {
  EXPECT_TRUE(is_translatable(finding)) << finding.rule << ": " << finding.message;
  const std::string said = sentence_of(finding, *Language::named("ru"));
  EXPECT_NE(said, finding.message);
  EXPECT_NE(sentence_of(finding, *Language::named("uk")), finding.message);
  return said;
}

std::vector<std::string> russian(const Texts& texts) {
  std::vector<std::string> said;
  for (const std::string& line : texts.told()) {
    const std::size_t colon = line.find(": ");
    said.push_back(
        russian(Finding{.rule = line.substr(0, colon), .message = line.substr(colon + 2)}));
  }
  return said;
}

TEST(VendorSentences, what_is_wrong_with_files_and_lists_is_said) {
  BatchBuilder batch("x");
  batch.file("0001.tif", "")
      .file("0002.tif", "II*")
      .file("CON", "x")
      .file(" a", "x")
      .file("b.", "x")
      .file("c\\d", "x");
  batch.file("e\x07", "x").file("x\u202ey", "x").file("C:x", "x").folder("empty");
  batch.symlink("/etc", "link").file("d1.zip", "PK").file("d2.zip", "PK");
  batch.file("checksum.md5", "no list\n");
  batch.file("metadata.csv", "filename,dc.title\nno.tif,x\n");
  const BatchItem item = only_item(batch.root());
  std::size_t odd = 0;
  for (const Finding& found : all_findings(item)) {
    for (const std::string_view rule :
         {"name.odd", "reception.empty-file", "reception.empty-folder", "description.unknown-file",
          "reception.not-a-regular-file", "reception.archive-inside", "item.reference.missing",
          "reception.checksum.empty-list"}) {
      if (found.rule == rule) russian(found);
    }
    odd += found.rule == "name.odd" ? 1 : 0;
  }
  EXPECT_EQ(odd, 7u);
  EXPECT_EQ(russian(first_of(all_findings(item), "reception.empty-file")), "Файл пуст, 0 байт");
  EXPECT_EQ(russian(first_of(all_findings(item), "reception.archive-inside")),
            "Архивный файл; он и ещё 1 сохранены как поступили, содержимое их не проверено");
}

TEST(VendorSentences, references_are_said_in_the_readers_script) {
  BatchBuilder batch;
  batch.file("GARF_f7_op1_d1.pdf", "%PDF").file("GARF_f7_op1_d2.pdf", "%PDF");
  EXPECT_EQ(russian(first_of(only_item(batch.root()).findings, "item.several-dela")),
            "По имени это ГАРФ. Ф. 7. Оп. 1. Д. 2, а GARF_f7_op1_d1.pdf — ГАРФ. Ф. 7. Оп. 1. Д. 1");
  BatchBuilder twins;
  twins.file("GARF_f7_op1_d1/1.tif", "II*").file("ГАРФ_ф7_оп1_д1/1.tif", "II*");
  EXPECT_THAT(russian(opened(twins.root()).duplicate_references.begin()->second),
              HasSubstr("тех же листов, ГАРФ. Ф. 7. Оп. 1. Д. 1"));
}

TEST(VendorSentences, what_texts_lack_is_said) {
  EXPECT_THAT(
      russian(Texts(kFour).transcription(sheets({"[л. 37]", "[л. 38]", "[л. 39]"}))),
      testing::ElementsAre(
          "В расшифровке отмечены лл. 37–39, в шифре названы лл. 37–40: нет ничего о листах 40"));
  russian(Texts(kFour).transcription(sheets({"Лист 1", "Лист 2", "Лист 3"})));
  russian(Texts(kFour).transcription(sheets({"[л. 37]", "[л. 38]", "[л. 39]"}) + "[л. 40]\n"));
  russian(
      Texts(kFour).transcription(sheets({"[л. 37]", "[л. 38]", "[л. 39]", "[л. 40]", "[л. 41]"})));
  russian(Texts(kFour).transcription(sheets({"[л. 137]", "[л. 138]"})));
  russian(Texts(kFour).transcription(sheets({"[л. 37]", "[л. 39]", "[л. 38]", "[л. 40]"})));
  russian(
      Texts(kFour).transcription(sheets({"[л. 37]", "[л. 38]", "[л. 38]", "[л. 39]", "[л. 40]"})));
  russian(Texts(kFour).transcription(kText + sheets({"(см. сл. лист)", "(см. сл. лист)"})));
  EXPECT_THAT(russian(Texts(kFour)
                          .transcription(kText + std::string("Арестовано 4512 человек.\n"))
                          .translation(kEnglish + std::string("4521 persons were arrested.\n"))),
              testing::Contains(HasSubstr("В переводе нет 1 числа расшифровки")));
}

}  // namespace
}  // namespace delo::ingest
