#include "core/records/search_key.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "core/records/romanisation.h"

namespace delo {
namespace {

TEST(SearchKey, one_name_has_one_key_in_every_script_and_table) {
  const std::vector<std::vector<const char*>> names = {
      {"Сталин", "Сталін", "Stalin", "СТАЛИН", "Cталин" /* Latin C */},
      {"Хрущёв", "Хрущев", "Khrushchev", "Khrushchëv", "Хруще\u0308в"},
      {"Ежов", "Ezhov", "Yezhov", "Ežov", "Ez\u030Cov"},
      {"Берия", "Beria", "Beriia", "Beriya", "Berija", "Beriâ"},
      {"Троцкий", "Trotsky", "Trotskii", "Trotskiĭ", "Trotskiy", "Троцький"},
      {"Грушевский", "Grushevsky", "Grushevskij", "Ґрушевський"},
      {"Юрий", "Юрій", "Yuri", "Iurii", "Jurij", "Yurii", "Ûrij"},
      {"Щербицький", "Щербицкий", "Shcherbytsky", "Shcherbits'kyi", "Ščerbickij"},
      {"Подъячий", "Pod'iachii", "Podyachy", "Podʺiachiĭ"},
      {"Гольштейн", "Гольштейнъ", "Gol'shtein", "Golshteyn"},
      {"п'ять", "п’ять", "пʼять", "p'iat'", "piat"},
      {"Санкт", "Sankt"},
      {"Әуезов", "Auezov"},
  };
  for (const auto& spellings : names) {
    for (const char* spelling : spellings) {
      const auto asked = search_keys(spelling);
      EXPECT_TRUE(std::find(asked.begin(), asked.end(), search_key(spellings[0])) != asked.end())
          << spelling << " → " << search_key(spelling) << ", " << search_key(spellings[0]);
    }
  }
  EXPECT_EQ(search_key("Сталин"), "stalin");
  EXPECT_EQ(search_key("Stalin"), "stalin");
  EXPECT_EQ(search_key("Сталін"), "stalin");
  EXPECT_EQ(search_key("Хрущёв"), search_key("Khrushchev"));
  EXPECT_EQ(search_key("Ежов"), search_key("Yezhov"));
}

// Whoever asks for the one finds what is stored as the other.
TEST(SearchKey, a_question_tries_the_readings_that_tables_differ_in) {
  const auto finds = [](std::string_view asked, std::string_view stored) {
    const auto keys = search_keys(asked);
    return std::find(keys.begin(), keys.end(), search_key(stored)) != keys.end();
  };
  EXPECT_TRUE(finds("Хрущев", "Hruŝëv"));
  EXPECT_TRUE(finds("Hruŝëv", "Хрущев"));
  EXPECT_TRUE(finds("Hrushevsky", "Грушевський"));
  EXPECT_TRUE(finds("Грушевський", "Hrushevs'kyi"));
  EXPECT_TRUE(finds("Fyodor", "Фёдор"));
  EXPECT_TRUE(finds("Трoцкий", "Trockij"));
  EXPECT_TRUE(finds("Trockij", "Троцкий"));
  EXPECT_TRUE(finds("Council", "COUNCIL"));
  EXPECT_TRUE(finds("X. съезд", "X. съезд"));
  EXPECT_FALSE(finds("Сталин", "Сталина"));
  EXPECT_FALSE(finds("Жуков", "Шуков"));
  EXPECT_FALSE(finds("Бор", "Вор"));
}

TEST(SearchKey, other_scripts_and_bad_bytes_are_their_own_keys) {
  EXPECT_EQ(search_key("ΑΘΗΝΑ"), "αθηνα");
  EXPECT_EQ(search_key("საქართველო"), "საქართველო");
  EXPECT_EQ(search_key(""), "");
  EXPECT_EQ(search_key("'ь"), "");
  EXPECT_TRUE(search_keys("").empty());
  EXPECT_LE(search_keys(std::string(4000, 'h') + "kgcx").size(), 16U);
  (void)search_key("\xff\xfe\xd0");
}

TEST(SearchKey, a_sieve_keeps_every_word_that_has_the_key) {
  const std::vector<std::string> letters = {
      "а", "Б", "в", "е", "Ё",      "є",      "ж",      "и",      "І",   "ї", "й", "х",
      "Ц", "ч", "щ", "ъ", "ь",      "Э",      "ю",      "Я",      "ѣ",   "a", "B", "c",
      "e", "H", "i", "j", "K",      "o",      "p",      "s",      "T",   "u", "w", "x",
      "Y", "z", "ž", "Č", "š",      "ŝ",      "â",      "Û",      "ë",   "ę", "ß", "æ",
      "'", "ʼ", "7", "α", "\u030C", "\u0302", "\u0301", "\u00AD", "\xff"};
  // Every word of up to three of them.
  const auto kept = [](const std::string& word) {
    const std::string key = search_key(word);
    const std::vector<std::string> whole = {key}, beginning = {key.substr(0, 1)};
    return key.empty() ||
           (SearchWordSieve(whole).may_have(word) && SearchWordSieve(beginning).may_have(word));
  };
  std::size_t lost = 0;
  for (const std::string& a : letters) {
    for (const std::string& b : letters) {
      if (!kept(a + b) || !kept(a + b + "к")) ++lost;
      EXPECT_EQ(lost, 0U) << a << b;
      if (lost > 0) return;
    }
  }
  const std::vector<std::string> asked = {"stalin"};
  const SearchWordSieve sieve(asked);
  for (const char* word : {"Сталин", "Stalin", "сталін", "Cталин", "ŝ"}) {
    EXPECT_TRUE(sieve.may_have(word)) << word;
  }
  for (const char* word : {"Молотов", "документ", "Korea", "1953", "и"}) {
    EXPECT_FALSE(sieve.may_have(word)) << word;
  }
}

TEST(SearchKey, a_text_is_the_keys_of_its_words) {
  EXPECT_EQ(search_text("Письмо И. В. Сталина, 5 мая 1953 г."), "pismo i v stalina 5 maia 1953 g");
  EXPECT_EQ(search_text("Ф. Р-5446"), "f r 5446");
  EXPECT_EQ(search_text("  «п'ять» — 5 "), "piat 5");
  EXPECT_EQ(search_text(""), "");
}

TEST(Romanisation, tables_write_as_published) {
  const auto ru = CyrillicLanguage::kRussian;
  const auto uk = CyrillicLanguage::kUkrainian;
  EXPECT_EQ(romanised("Хрущёв, Щёлково, Юрьев", Romanisation::kIso9, ru), "Hruŝëv, Ŝëlkovo, Ûrʹev");
  EXPECT_EQ(romanised("Троцкий", Romanisation::kAlaLc, ru), "Trotskiĭ");
  EXPECT_EQ(romanised("Ельцин, Андреев, Соловьёв", Romanisation::kBgnPcgn, ru),
            "Yelʹtsin, Andreyev, Solovʹyëv");
  // The examples of the resolution's own table.
  EXPECT_EQ(romanised("Згурський", Romanisation::kUkrainian2010, uk), "Zghurskyi");
  EXPECT_EQ(romanised("Єнакієве", Romanisation::kUkrainian2010, uk), "Yenakiieve");
  EXPECT_EQ(romanised("Їжакевич", Romanisation::kUkrainian2010, uk), "Yizhakevych");
  EXPECT_EQ(romanised("Знам'янка", Romanisation::kUkrainian2010, uk), "Znamianka");
  EXPECT_EQ(romanised("Костянтин Феодосія Яготин", Romanisation::kUkrainian2010, uk),
            "Kostiantyn Feodosiia Yahotyn");
  EXPECT_EQ(romanised("Київ", Romanisation::kAlaLc, uk), "Kyïv");
  EXPECT_EQ(romanised("Сталін", Romanisation::kBgnPcgn, uk), "Stalin");
  EXPECT_EQ(cyrillic_language_of("Сталін"), uk);
  EXPECT_EQ(cyrillic_language_of("Stalin, Сталин"), ru);
  EXPECT_EQ(romanised("APRF \xff 5", Romanisation::kIso9, ru), "APRF \xff 5");
}

TEST(Romanisation, every_table_leads_to_the_same_key) {
  for (const char* name : {"Хрущёв", "Ежов", "Жданов", "Цюрупа", "Эренбург", "Щербаков", "Юденич",
                           "Ягода", "Чичерин", "Микоян", "Каганович", "Соловьёв"}) {
    const auto keys = search_keys(name);
    for (const auto table : {Romanisation::kIso9, Romanisation::kAlaLc, Romanisation::kBgnPcgn}) {
      const std::string latin = romanised(name, table, CyrillicLanguage::kRussian);
      EXPECT_TRUE(std::find(keys.begin(), keys.end(), search_key(latin)) != keys.end())
          << name << " " << latin << " " << search_key(latin);
    }
  }
  for (const char* name : {"Грушевський", "Щорс", "Петлюра", "Єфремов", "Їжакевич", "Скрипник"}) {
    const auto keys = search_keys(name);
    for (const auto table :
         {Romanisation::kIso9, Romanisation::kAlaLc, Romanisation::kUkrainian2010}) {
      const std::string latin = romanised(name, table, CyrillicLanguage::kUkrainian);
      EXPECT_TRUE(std::find(keys.begin(), keys.end(), search_key(latin)) != keys.end())
          << name << " " << latin << " " << search_key(latin);
    }
  }
}

}  // namespace
}  // namespace delo
