// Words, and what is the same word: across scripts, tables and cases.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/records/search_key.h"
#include "holdings/catalogue/date_span.h"
#include "holdings/catalogue/query.h"
#include "holdings/catalogue/word_stem.h"

namespace delo::holdings {
namespace {

// Whether who asks for `asked` finds `written`.
bool finds(const char* asked, const char* written) {
  const auto tokens = search_tokens(asked);
  return std::ranges::find(tokens, search_token(written)) != tokens.end();
}

TEST(WordStem, every_form_of_a_word_finds_every_other) {
  const std::vector<std::vector<const char*>> families = {
      {"Сталин", "Сталина", "Сталину", "Сталиным", "Сталине", "Сталін", "Сталіна", "Сталінові",
       "Stalin", "Stalina", "Stalin's"},
      {"Жуков", "Жукова", "Жукову", "Жуковым", "Жукове", "Zhukov", "Žukov"},
      {"Берия", "Берии", "Берию", "Берией", "Beria", "Beriia"},
      {"Москва", "Москвы", "Москве", "Москву", "Москвой", "Moskva"},
      {"Корея", "Кореи", "Корею", "Кореей", "Korea"},
      {"советский", "советского", "советскому", "советским", "советская", "советской", "советскую",
       "советское", "советские", "советских", "советскими", "sovetskii", "sovetskij"},
      {"решение", "решения", "решению", "решением", "решении", "решений", "решениям"},
      {"документ", "документа", "документу", "документом", "документы", "документами"},
      {"шифртелеграмма", "шифртелеграммы", "шифртелеграмму", "шифртелеграмм"},
      {"Україна", "України", "Україну", "Україною", "Ukraina", "Ukraïna"},
      {"Київ", "Kyiv", "Kyïv"},
      {"telegram", "telegrams"},
      {"policy", "policies"},
  };
  for (const auto& family : families) {
    for (const char* asked : family) {
      for (const char* written : family) {
        EXPECT_TRUE(finds(asked, written)) << asked << " → " << search_tokens(asked).front() << ", "
                                           << written << " → " << search_token(written);
      }
    }
  }
}

TEST(WordStem, readings_of_one_name_find_one_another) {
  for (const char* written : {"Хрущёв", "Хрущев", "Хрущов", "Хрущёва", "Хрущовим", "Khrushchev",
                              "Khrushchov", "Hruščëv", "Chruščëv"}) {
    EXPECT_TRUE(finds("Хрущёв", written)) << written << " → " << search_token(written);
    EXPECT_TRUE(finds("Хрущов", written)) << written << " → " << search_token(written);
  }
  EXPECT_TRUE(finds("Hruščëv", "Хрущёв"));
  EXPECT_TRUE(finds("Khrushchev", "Хрущов"));
}

// As BGN/PCGN, ALA-LC, ISO 9, the scientific tables and newspapers write them; marks that say
// nothing to the ear (soft and hard signs, apostrophes) may be there or not.
TEST(WordStem, every_table_of_transliteration_is_found_by_the_name_and_finds_it) {
  const std::vector<std::vector<const char*>> names = {
      {"Соловьёв", "Соловьев", "Solov'ev", "Solovʹëv", "Solovyev"},
      {"Горький", "Gor'kii", "Gorʹkij", "Gorky", "Gorki", "Горького"},
      {"Зиновьев", "Zinov'ev", "Zinoviev", "Zinovyev"},
      {"Цюрупа", "Tsiurupa", "Tsyurupa", "Cjurupa", "Cûrupa"},
      {"Юденич", "Yudenich", "Iudenich", "Judenič", "Ûdenič"},
      {"Эренбург", "Erenburg", "Èrenburg"},
      {"Щербаков", "Shcherbakov", "Ŝerbakov", "Ščerbakov", "Щербакова"},
      {"Дзержинский", "Dzerzhinskii", "Dzerzhinsky", "Dzeržinskij", "Дзержинського"},
      {"Троцкий", "Trotskii", "Trotsky", "Trockij", "Троцький"},
      {"Харьков", "Kharkov", "Khar'kov", "Har'kov", "Charʹkov"},
      {"Київ", "Kyiv", "Kyïv", "Kiïv"},
      {"Киев", "Kiev", "Kiyev", "Киева", "Киеве"},
      {"Львів", "L'viv", "Lviv"},
      {"подъезд", "подезд", "podʺezd"},
      {"объект", "об'єкт", "об’єкт", "обʼєкт", "ob'ekt"},
      {"мир", "мір", "міръ", "mir", "myr"},
      {"Їжакевич", "Ижакевич", "Yizhakevych", "Ïžakevyč"},
      {"Єфремов", "Ефремов", "Yefremov"},
      {"Волинь", "Волынь", "Volyn", "Volyn'"},
      {"Крим", "Крым", "Krym"},
  };
  for (const auto& family : names) {
    for (const char* written : family) {
      EXPECT_TRUE(finds(family.front(), written)) << written << " → " << search_token(written);
      EXPECT_TRUE(finds(written, family.front())) << written << " → " << search_token(written);
    }
  }
  // Popular English writes ё as yo; who asks with е does not find it.
  EXPECT_TRUE(finds("Соловьёв", "Solovyov"));
  EXPECT_TRUE(finds("Фёдор", "Fyodor"));
  EXPECT_TRUE(finds("Solovyov", "Соловьев"));
  EXPECT_FALSE(finds("Соловьев", "Solovyov"));
}

// Other names of a thing are no transliteration of its name (docs/formats/holdings.md).
TEST(WordStem, a_translation_of_a_name_is_another_word) {
  EXPECT_FALSE(finds("Киев", "Київ"));
  EXPECT_FALSE(finds("Kyiv", "Kiev"));
  EXPECT_FALSE(finds("Київ", "Києва"));
  EXPECT_FALSE(finds("Харьков", "Харків"));
  EXPECT_FALSE(finds("Крым", "Crimea"));
  EXPECT_FALSE(finds("Иосиф", "Joseph"));
  EXPECT_FALSE(finds("Николай", "Микола"));
  EXPECT_FALSE(finds("Хрущёв", "Chruschtschow"));
  EXPECT_FALSE(finds("Бухарин", "Bucharin"));
}

TEST(WordStem, a_noun_finds_its_plural_genitive_and_a_name_no_noun) {
  EXPECT_TRUE(finds("документ", "документов"));
  EXPECT_FALSE(finds("Молотов", "молот"));
  EXPECT_FALSE(finds("Попов", "поп"));
}

// The price of one rule for both scripts: an English -y is a Russian -и.
TEST(WordStem, what_is_found_besides_is_known) { EXPECT_TRUE(finds("part", "party")); }

// Other words that begin alike, or that Snowball makes one of.
TEST(WordStem, other_words_are_not_found) {
  const std::vector<std::pair<const char*, const char*>> apart = {
      {"Сталин", "сталь"},
      {"Сталин", "стал"},
      {"Сталин", "Сталинград"},
      {"Жуков", "жук"},
      {"Мао", "май"},
      {"Киев", "кий"},
      {"Корея", "корень"},
      {"совет", "советский"},
      {"Китай", "кит"},
      {"план", "планета"},
      {"Ленин", "Лена"},
      {"Маленков", "маленький"},
      {"мир", "мирный"},
      {"Громыко", "гром"},
      {"секретарь", "секрет"},
      {"Иран", "Ирак"},
      {"состав", "составить"},
      {"Тито", "титан"},
      {"general", "generation"},
      {"state", "station"},
      {"war", "warsaw"},
      {"Mao", "map"},
      {"Kim", "king"},
  };
  int wrong = 0;
  for (const auto& [asked, written] : apart) {
    if (!finds(asked, written)) continue;
    ++wrong;
    ADD_FAILURE() << asked << " finds " << written << " as " << search_token(written);
  }
  EXPECT_EQ(wrong, 0);
}

TEST(WordStem, words_of_a_text_come_with_their_places) {
  std::string seen;
  for_each_search_word("Тов. «Ста́лин», 5-го", [&](std::string_view word, std::size_t at) {
    seen += std::string(word) + "@" + std::to_string(at) + " ";
    return true;
  });
  EXPECT_EQ(seen, "Тов@0 Ста́лин@10 5@28 го@30 ");
}

TEST(FindQueryTest, what_is_typed_is_understood) {
  const auto query = parse_query("Жуков \"план войны\" Мао OR Ким -Тито NOT Хо сталинг*");
  ASSERT_TRUE(query);
  ASSERT_EQ(query->all.size(), 4u);
  EXPECT_EQ(query->all[1].front().size(), 2u);
  EXPECT_EQ(query->all[2].size(), 2u);
  EXPECT_EQ(query->none.size(), 2u);
  ASSERT_FALSE(query->all[3].front().front().beginnings.empty());
  EXPECT_EQ(query->all[3].front().front().beginnings.front(), "staling");
}

TEST(FindQueryTest, a_reference_among_words_is_taken_out) {
  const auto query = parse_query("Мао ф. 45 д. 337 л. 38 телеграмма");
  ASSERT_TRUE(query);
  ASSERT_TRUE(query->reference);
  EXPECT_EQ(query->reference->fond, "45");
  EXPECT_EQ(query->reference->delo, "337");
  ASSERT_EQ(query->reference->leaves.size(), 1u);
  EXPECT_EQ(query->all.size(), 2u);
  EXPECT_FALSE(parse_query("АПРФ Сталин")->reference);
}

TEST(DateSpanTest, dates_span_what_they_say) {
  EXPECT_EQ(date_span_of("1951"), (DateSpan{"1951-01-01", "1951-12-31"}));
  EXPECT_EQ(date_span_of("1952-02"), (DateSpan{"1952-02-01", "1952-02-29"}));
  EXPECT_EQ(date_span_of("1951-01-19"), (DateSpan{"1951-01-19", "1951-01-19"}));
  EXPECT_EQ(date_span_of("19.01.1951"), (DateSpan{"1951-01-19", "1951-01-19"}));
  EXPECT_EQ(date_span_of("1949-1951"), (DateSpan{"1949-01-01", "1951-12-31"}));
  EXPECT_EQ(date_span_of("19 января 1951 г."), (DateSpan{"1951-01-01", "1951-12-31"}));
  EXPECT_EQ(asked_dates("1951.."), (DateSpan{"1951-01-01", "9999-12-31"}));
  EXPECT_EQ(asked_dates("..1951-03"), (DateSpan{"0000-01-01", "1951-03-31"}));
  EXPECT_FALSE(date_span_of("no date, 12 of 45"));
}

}  // namespace
}  // namespace delo::holdings
