#include "core/records/archival_description.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "core/records/edtf.h"
#include "core/records/language_names.h"

namespace delo {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Edtf, dates_as_archivists_write_them) {
  const std::pair<const char*, const char*> kDates[] = {
      {"5 марта 1953 г.", "1953-03-05"},
      {"5 березня 1953 р.", "1953-03-05"},
      {"March 5, 1953", "1953-03-05"},
      {"05.03.1953", "1953-03-05"},
      {"5.III.1953", "1953-03-05"},
      {"март 1953", "1953-03"},
      {"[1952]", "1952"},
      {"[1952?]", "1952?"},
      {"около 1952", "1952~"},
      {"1952–1953", "1952/1953"},
      {"1952-53", "1952/1953"},
      {"5–10 марта 1953 г.", "1953-03-05/1953-03-10"},
      {"28 февраля – 5 марта 1953 г.", "1953-02-28/1953-03-05"},
      {"не позднее 5 марта 1953", "../1953-03-05"},
      {"после 1953", "1953/.."},
      {"1950-е гг.", "195X"},
      {"XX век", "19XX"},
      {"1953-03-05", "1953-03-05"},
      {"1952/1953", "1952/1953"}};
  for (const auto& [written, edtf] : kDates) EXPECT_EQ(edtf_of(written), edtf) << written;
}

TEST(Edtf, what_is_no_date_or_cannot_be_one_is_none) {
  for (const char* text :
       {"", ".", "б.д.", "31.02.1953", "1953-13", "1952 - 1950", "письмо", "5"}) {
    EXPECT_EQ(edtf_of(text), "") << text;
  }
}

TEST(LanguageNames, names_and_codes_become_tags) {
  for (const char* russian : {"русский", "rus", "Russian", "ru", "на русском языке"}) {
    EXPECT_THAT(languages_in(russian), ElementsAre("ru")) << russian;
  }
  EXPECT_THAT(languages_in("украинский и русский"), ElementsAre("uk", "ru"));
  EXPECT_THAT(languages_in("en-GB"), ElementsAre("en-GB"));
  EXPECT_THAT(languages_in("Klingon"), IsEmpty());
  EXPECT_THAT(languages_in("ger; deu, sl, slv, bod/tib"), ElementsAre("de", "sl", "bo"));
  EXPECT_EQ(primary_language("RUS-Cyrl"), "ru");
  EXPECT_EQ(primary_language("ru-RU"), "ru");
  EXPECT_EQ(primary_language("x-odd"), "x");
}

TEST(IsadTerms, stand_in_the_order_of_the_standard_and_mean_themselves) {
  std::set<std::string_view> words;
  std::string_view before;
  for (const IsadTerm& term : isad_terms()) {
    EXPECT_LT(before, term.clause);
    before = term.clause;
    EXPECT_EQ(term_of(term.element).word, term.word);
    EXPECT_EQ(isad_element_named(term.word), term.element);
    EXPECT_TRUE(words.insert(term.word).second) << term.word;
    if (!term.ead.empty() && term.ead != "processinfo") {
      EXPECT_EQ(meaning_of("ead." + std::string(term.ead))->isad, term.element) << term.ead;
    }
  }
}

TEST(ElementMeaning, one_thing_has_many_names) {
  for (const char* name :
       {"dc.title", "DCTERMS.title", "ead.unittitle", "mods.titleInfo", "title", "Заголовок"}) {
    ASSERT_TRUE(meaning_of(name)) << name;
    EXPECT_EQ(meaning_of(name)->isad, IsadElement::kTitle) << name;
  }
  EXPECT_FALSE(meaning_of("dc.tilte"));
  EXPECT_FALSE(meaning_of("Номер коробки"));
}

Item item_with_levels() {
  Item item;
  item.title = "Письмо";
  item.descriptions.push_back(
      {.path = {}, .elements = {{"dc.date", "5 марта 1953 г."}, {"Номер коробки", "7"}}});
  item.levels = {{.level = "fonds",
                  .elements = {{"ead.unittitle", "Фонд"},
                               {"ead.unitdate", "1878–1953"},
                               {"ead.origination", "Сталин И. В."},
                               {"ead.accessrestrict", "Открыто"}}},
                 {.level = "file",
                  .elements = {{"ead.unittitle", "Дело"}, {"ead.accessrestrict", "Закрыто"}}}};
  return item;
}

TEST(ArchivalDescription, the_nearest_level_gives_what_the_record_does_not_say) {
  const ArchivalDescription described = describe(item_with_levels());
  ASSERT_TRUE(described.has(IsadElement::kCreator));
  EXPECT_EQ(described.first(IsadElement::kCreator)->level, "fonds");
  EXPECT_EQ(described.first(IsadElement::kAccess)->value, "Закрыто");
  EXPECT_EQ(described.first(IsadElement::kAccess)->level, "file");
  EXPECT_FALSE(described.has(IsadElement::kAccess, false));
  EXPECT_EQ(described.first(IsadElement::kDates)->normal, "1953-03-05");
  EXPECT_EQ(std::ranges::count(described.elements, IsadElement::kDates, &DescribedElement::element),
            1);
}

TEST(ArchivalDescription, titles_are_never_inherited_and_unknown_elements_are_kept) {
  Item item = item_with_levels();
  const ArchivalDescription described = describe(item);
  EXPECT_EQ(described.first(IsadElement::kTitle)->value, "Письмо");
  ASSERT_EQ(described.unknown.size(), 1u);
  EXPECT_EQ(described.unknown[0].value, "7");
  item.title.clear();
  EXPECT_FALSE(describe(item).has(IsadElement::kTitle));
}

}  // namespace
}  // namespace delo
