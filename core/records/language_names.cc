#include "core/records/language_names.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/text/utf8.h"

namespace delo {
namespace {

// Beginnings of names are enough where a language declines them: "русск" for
// "русский", "русского языка".
struct Named {
  LanguageName language;
  std::array<std::string_view, 9> names;  // codes and names; those that end in '*' begin words
};

constexpr std::array kLanguages = {
    Named{{"ru", "rus"}, {"rus", "russian", "русск*", "російськ*", "rossiis*", "russisch"}},
    Named{{"uk", "ukr"}, {"ukr", "ukrainian", "українськ*", "украинск*", "ukrainisch"}},
    Named{{"be", "bel"}, {"bel", "belarusian", "belorussian", "белорусск*", "білоруськ*"}},
    Named{{"en", "eng"}, {"eng", "english", "английск*", "англійськ*", "englisch"}},
    Named{{"de", "ger"}, {"deu", "ger", "german", "немецк*", "німецьк*", "deutsch"}},
    Named{{"fr", "fre"}, {"fra", "fre", "french", "французск*", "французьк*"}},
    Named{{"es", "spa"}, {"spa", "spanish", "испанск*", "іспанськ*"}},
    Named{{"it", "ita"}, {"ita", "italian", "итальянск*", "італійськ*"}},
    Named{{"pl", "pol"}, {"pol", "polish", "польск*", "польськ*"}},
    Named{{"cs", "cze"}, {"ces", "cze", "czech", "чешск*", "чеськ*"}},
    Named{{"sk", "slo"}, {"slk", "slo", "slovak", "словацк*", "словацьк*"}},
    Named{{"hu", "hun"}, {"hun", "hungarian", "венгерск*", "угорськ*"}},
    Named{{"ro", "rum"}, {"ron", "rum", "romanian", "румынск*", "румунськ*"}},
    Named{{"bg", "bul"}, {"bul", "bulgarian", "болгарск*", "болгарськ*"}},
    Named{{"sr", "srp"}, {"srp", "serbian", "сербск*", "сербськ*"}},
    Named{{"hr", "hrv"}, {"hrv", "croatian", "хорватск*", "хорватськ*"}},
    Named{{"lt", "lit"}, {"lit", "lithuanian", "литовск*", "литовськ*"}},
    Named{{"lv", "lav"}, {"lav", "latvian", "латышск*", "латиськ*"}},
    Named{{"et", "est"}, {"est", "estonian", "эстонск*", "естонськ*"}},
    Named{{"fi", "fin"}, {"fin", "finnish", "финск*", "фінськ*"}},
    Named{{"ka", "geo"}, {"kat", "geo", "georgian", "грузинск*", "грузинськ*"}},
    Named{{"hy", "arm"}, {"hye", "arm", "armenian", "армянск*", "вірменськ*"}},
    Named{{"az", "aze"}, {"aze", "azerbaijani", "азербайджанск*", "азербайджанськ*"}},
    Named{{"kk", "kaz"}, {"kaz", "kazakh", "казахск*", "казахськ*"}},
    Named{{"uz", "uzb"}, {"uzb", "uzbek", "узбекск*", "узбецьк*"}},
    Named{{"tt", "tat"}, {"tat", "tatar", "татарск*", "татарськ*"}},
    Named{{"crh", "crh"}, {"crimean tatar", "крымскотатарск*", "кримськотатарськ*"}},
    Named{{"zh", "chi"}, {"zho", "chi", "chinese", "китайск*", "китайськ*"}},
    Named{{"ko", "kor"}, {"kor", "korean", "корейск*", "корейськ*"}},
    Named{{"ja", "jpn"}, {"jpn", "japanese", "японск*", "японськ*"}},
    Named{{"mn", "mon"}, {"mon", "mongolian", "монгольск*", "монгольськ*"}},
    Named{{"vi", "vie"}, {"vie", "vietnamese", "вьетнамск*", "в'єтнамськ*"}},
    Named{{"ar", "ara"}, {"ara", "arabic", "арабск*", "арабськ*"}},
    Named{{"fa", "per"}, {"fas", "per", "persian", "персидск*", "перськ*", "farsi", "фарси"}},
    Named{{"tr", "tur"}, {"tur", "turkish", "турецк*", "турецьк*"}},
    Named{{"he", "heb"}, {"heb", "hebrew", "иврит*", "іврит*", "еврейск*"}},
    Named{{"yi", "yid"}, {"yid", "yiddish", "идиш", "їдиш"}},
    Named{{"la", "lat"}, {"lat", "latin", "латинск*", "латинськ*", "латынь"}},
    Named{{"el", "gre"}, {"ell", "gre", "greek", "греческ*", "грецьк*"}},
    Named{{"cu", "chu"}, {"chu", "church slavonic", "церковнославянск*", "церковнослов'янськ*"}},
    Named{{"nl", "dut"}, {"nld", "dut", "dutch", "нидерландск*", "голландск*"}},
    Named{{"sv", "swe"}, {"swe", "swedish", "шведск*", "шведськ*"}},
    Named{{"pt", "por"}, {"por", "portuguese", "португальск*", "португальськ*"}},
    Named{{"sq", "alb"}, {"sqi", "alb", "albanian", "албанск*", "албанськ*"}},
    Named{{"mul", "mul"}, {"multiple languages", "разные языки", "різні мови"}},
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n.";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

bool is_name(const Named& named, std::string_view low) {
  if (low == named.language.tag) return true;
  if (low.find_first_of(",;/|") != std::string_view::npos) return false;  // more than one
  return std::ranges::any_of(named.names, [&](std::string_view name) {
    if (name.empty()) return false;
    if (!name.ends_with('*')) return low == name;
    name.remove_suffix(1);
    // One word, or one and "язык", "мова" in some case.
    return low.starts_with(name) && low.size() <= name.size() + 40;
  });
}

// RFC 5646 § 2.1, as far as descriptions use it: language, script, region.
bool is_tag(std::string_view text) {
  if (text.size() < 2 || text.size() > 35) return false;
  std::size_t part = 0, length = 0;
  for (const char c : text) {
    if (c == '-') {
      if (length == 0 || (part == 0 && (length < 2 || length > 3))) return false;
      ++part;
      length = 0;
      continue;
    }
    const bool letter = std::isalpha(static_cast<unsigned char>(c)) != 0;
    if (!letter && (part == 0 || std::isdigit(static_cast<unsigned char>(c)) == 0)) return false;
    if (++length > 8) return false;
  }
  return part > 0 && length > 0;
}

std::optional<std::string> tag_of(std::string_view text) {
  if (const auto named = language_named(text)) return std::string(named->tag);
  if (is_tag(text)) return std::string(text);
  return std::nullopt;
}

}  // namespace

std::optional<LanguageName> language_named(std::string_view text) {
  std::string low = to_lower(trimmed(text));
  for (const std::string_view before : {"на ", "in ", "язык: ", "мова: ", "language: "}) {
    if (low.starts_with(before)) low.erase(0, before.size());
  }
  const auto found =
      std::ranges::find_if(kLanguages, [&](const Named& named) { return is_name(named, low); });
  if (found == kLanguages.end()) return std::nullopt;
  return found->language;
}

std::vector<std::string> languages_in(std::string_view text) {
  std::vector<std::string> out;
  std::string list(text);
  for (const std::string_view joint : {" and ", " и ", " та ", " і "}) {
    for (std::size_t at = list.find(joint); at != std::string::npos; at = list.find(joint)) {
      list.replace(at, joint.size(), ",");
    }
  }
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find_first_of(",;/|", at), list.size());
    const std::string_view one = trimmed(std::string_view(list).substr(at, end - at));
    at = end + 1;
    if (one.empty()) continue;
    auto tag = tag_of(one);
    if (!tag) return {};
    if (std::ranges::find(out, *tag) == out.end()) out.push_back(*std::move(tag));
  }
  return out;
}

}  // namespace delo
