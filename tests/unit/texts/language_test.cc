#include "validators/text/language.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "core/records/letters.h"
#include "validators/text/utf8_writer.h"

namespace delo::validators::text {
namespace {

LanguageVerdict verdict(std::string_view text) {
  LanguageCounter counter;
  std::u32string word;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = to_small(next_code_point(text, at));
    if (c > 0x7F || (c >= 'a' && c <= 'z')) {
      word += c;
    } else if (!word.empty()) {
      counter.add(word);
      word.clear();
    }
  }
  if (!word.empty()) counter.add(word);
  return counter.verdict();
}

struct Sample {
  const char* language;
  const char* script;
  const char* text;
};

// Sentences written for this test.
constexpr Sample kSamples[] = {
    {"ru", "Cyrl",
     "Направляю Вам копию телеграммы, полученной вчера вечером из Пекина. В ней говорится о том, "
     "что положение на фронте остаётся тяжёлым и что войска нуждаются в отдыхе и пополнении. "
     "Прошу рассмотреть и сообщить своё мнение."},
    {"ru", "Cyrl",
     "СОВЕРШЕННО СЕКРЕТНО ЭКЗ ЕДИНСТВЕННЫЙ ДОКЛАДЫВАЮ ЧТО ПО СОСТОЯНИЮ НА УТРО ЧАСТИ АРМИИ ЗАНЯЛИ "
     "РУБЕЖ РЕКИ И ЗАКРЕПИЛИСЬ НА НЁМ ПОТЕРИ ПРОТИВНИКА УТОЧНЯЮТСЯ"},
    {"ru", "Cyrl",
     "Его Императорское Величество Высочайше повелѣть соизволилъ: всѣмъ чинамъ означеннаго полка "
     "объявить благодарность за примѣрное мужество и усердіе, оказанныя ими въ бою, и представить "
     "списокъ отличившихся для награжденія."},
    {"uk", "Cyrl",
     "Надсилаємо Вам копію листа, який надійшов учора ввечері з області. У ньому йдеться про те, "
     "що становище із заготівлею хліба залишається важким і що люди потребують допомоги. "
     "Просимо розглянути та повідомити свою думку."},
    {"be", "Cyrl",
     "Накіроўваем Вам копію ліста, які паступіў учора з раёна. У ім гаворыцца пра тое, што "
     "становішча з нарыхтоўкай збожжа застаецца цяжкім і людзі маюць патрэбу ў дапамозе. Просім "
     "разгледзець і паведаміць сваю думку."},
    {"bg", "Cyrl",
     "Изпращам Ви копие от телеграмата, получена снощи от столицата. В нея се казва, че "
     "положението на фронта остава тежко и че войските се нуждаят от почивка и попълнение. Моля "
     "да я разгледате и да съобщите мнението си."},
    {"sr", "Cyrl",
     "Шаљем Вам препис телеграма који је синоћ примљен из престонице. У њему се каже да је стање "
     "на фронту и даље тешко и да је војсци потребан одмор. Молим да га размотрите и да јавите "
     "своје мишљење."},
    {"en", "Latn",
     "I send you a copy of the telegram which was received yesterday evening from the capital. It "
     "says that the situation at the front remains difficult and that the troops are in need of "
     "rest. Please consider it and let me have your opinion."},
    {"de", "Latn",
     "Ich sende Ihnen die Abschrift des Telegramms, das gestern Abend aus der Hauptstadt eintraf. "
     "Darin heißt es, dass die Lage an der Front schwierig bleibt und die Truppen Ruhe brauchen. "
     "Ich bitte um Prüfung und um Ihre Meinung."},
    {"fr", "Latn",
     "Je vous envoie la copie du télégramme reçu hier soir de la capitale. Il y est dit que la "
     "situation au front reste difficile et que les troupes ont besoin de repos. Je vous prie de "
     "l'examiner et de me faire connaître votre avis."},
    {"pl", "Latn",
     "Przesyłam Panu odpis telegramu, który nadszedł wczoraj wieczorem ze stolicy. Jest w nim "
     "mowa o tym, że sytuacja na froncie jest nadal ciężka i że wojska potrzebują odpoczynku. "
     "Proszę o rozpatrzenie i podanie opinii."},
    {"el", "Grek", "Σας αποστέλλω αντίγραφο του τηλεγραφήματος που λήφθηκε χθες το βράδυ."},
    {"ka", "Geor", "გიგზავნით გუშინ საღამოს დედაქალაქიდან მიღებული დეპეშის ასლს განსახილველად."},
    {"zh", "Hani",
     "现将昨晚从首都收到的电报副本送上，请审阅并告知意见。前线形势仍然困难，部队需要休整。"},
};

TEST(Language, is_told_by_the_text_itself) {
  for (const Sample& sample : kSamples) {
    const LanguageVerdict found = verdict(sample.text);
    EXPECT_EQ(found.language, sample.language) << sample.text;
    EXPECT_EQ(found.script, sample.script) << sample.text;
    EXPECT_TRUE(found.certain) << sample.text;
  }
}

// Pieces of 200 characters of a text of our own, and how many are told right.  Those that are
// mostly in another script (names of elements and programs) are none of the language.
struct Share {
  std::size_t all = 0, right = 0, certain_and_wrong = 0;
  std::string wrong;  // pieces, for whoever has to look
};
Share share_told(const std::string& text, std::string_view language, bool cyrillic) {
  Share share;
  std::vector<std::size_t> begins;
  for (std::size_t at = 0; at < text.size();) {
    begins.push_back(at);
    next_code_point(text, at);
  }
  for (std::size_t i = 0; i + 200 < begins.size(); i += 200) {
    const std::string_view piece =
        std::string_view(text).substr(begins[i], begins[i + 200] - begins[i]);
    std::size_t own = 0, other = 0;
    for (std::size_t at = 0; at < piece.size();) {
      const char32_t c = to_small(next_code_point(piece, at));
      if (is_cyrillic(c) == cyrillic && (is_cyrillic(c) || (c >= 'a' && c <= 'z'))) {
        ++own;
      } else if (is_cyrillic(c) || (c >= 'a' && c <= 'z')) {
        ++other;
      }
    }
    if (own < 130 || other * 5 > own) continue;
    const LanguageVerdict found = verdict(piece);
    ++share.all;
    if (found.language == language) {
      ++share.right;
    } else {
      share.wrong += "\n" + found.language + ": " + std::string(piece);
    }
    if (found.certain && found.language != language) ++share.certain_and_wrong;
  }
  return share;
}

// What a catalogue says in its language.
std::string translations_in(const char* name) {
  std::ifstream file(std::string(DELO_SOURCE_DIR) + "/ingest/languages/" + name);
  std::string out;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("msgstr \"") && line.size() > 10) out += line.substr(8) + "\n";
  }
  return out;
}

TEST(Language, of_pieces_of_200_characters_99_in_100_are_told) {
  std::stringstream house;
  house << std::ifstream(std::string(DELO_SOURCE_DIR) + "/docs/rules.md").rdbuf();
  struct Text {
    const char* language;
    std::string text;
  };
  for (const Text& text : {Text{"ru", translations_in("ru.po")},
                           Text{"uk", translations_in("uk.po")}, Text{"en", house.str()}}) {
    const Share share = share_told(text.text, text.language, text.language != std::string("en"));
    EXPECT_GT(share.all, 200U) << text.language;
    EXPECT_GE(share.right * 100, share.all * 99)
        << text.language << ": " << share.right << " of " << share.all << share.wrong;
    EXPECT_EQ(share.certain_and_wrong, 0U) << text.language;
  }
}

TEST(Language, russian_words_with_a_hard_sign_are_not_bulgarian) {
  EXPECT_EQ(verdict("Объект потерял объявление; восстановите объявление объекта").language, "ru");
  EXPECT_EQ(verdict("Обектът е загубил обявлението си; възстановете го от първото място").language,
            "bg");
}

TEST(Language, of_few_letters_or_none_is_not_certain) {
  EXPECT_EQ(verdict("").script, "");
  EXPECT_EQ(verdict("").language, "");
  EXPECT_FALSE(verdict("Лист три").certain);
  EXPECT_FALSE(verdict("Berlin Paris Roma").certain);
  EXPECT_EQ(verdict("xqzv wkqj zzxq").language, "");
}

}  // namespace
}  // namespace delo::validators::text
