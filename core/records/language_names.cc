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

// The other languages of ISO 639-1 have codes alone.
struct Coded {
  LanguageName language;
  std::string_view terminology;  // ISO 639-2/T
};
constexpr std::array kCoded = {
    Coded{{"aa", "aar"}, "aar"}, Coded{{"ab", "abk"}, "abk"}, Coded{{"ae", "ave"}, "ave"},
    Coded{{"af", "afr"}, "afr"}, Coded{{"ak", "aka"}, "aka"}, Coded{{"am", "amh"}, "amh"},
    Coded{{"an", "arg"}, "arg"}, Coded{{"as", "asm"}, "asm"}, Coded{{"av", "ava"}, "ava"},
    Coded{{"ay", "aym"}, "aym"}, Coded{{"ba", "bak"}, "bak"}, Coded{{"bi", "bis"}, "bis"},
    Coded{{"bm", "bam"}, "bam"}, Coded{{"bn", "ben"}, "ben"}, Coded{{"bo", "tib"}, "bod"},
    Coded{{"br", "bre"}, "bre"}, Coded{{"bs", "bos"}, "bos"}, Coded{{"ca", "cat"}, "cat"},
    Coded{{"ce", "che"}, "che"}, Coded{{"ch", "cha"}, "cha"}, Coded{{"co", "cos"}, "cos"},
    Coded{{"cr", "cre"}, "cre"}, Coded{{"cv", "chv"}, "chv"}, Coded{{"cy", "wel"}, "cym"},
    Coded{{"da", "dan"}, "dan"}, Coded{{"dv", "div"}, "div"}, Coded{{"dz", "dzo"}, "dzo"},
    Coded{{"ee", "ewe"}, "ewe"}, Coded{{"eo", "epo"}, "epo"}, Coded{{"eu", "baq"}, "eus"},
    Coded{{"ff", "ful"}, "ful"}, Coded{{"fj", "fij"}, "fij"}, Coded{{"fo", "fao"}, "fao"},
    Coded{{"fy", "fry"}, "fry"}, Coded{{"ga", "gle"}, "gle"}, Coded{{"gd", "gla"}, "gla"},
    Coded{{"gl", "glg"}, "glg"}, Coded{{"gn", "grn"}, "grn"}, Coded{{"gu", "guj"}, "guj"},
    Coded{{"gv", "glv"}, "glv"}, Coded{{"ha", "hau"}, "hau"}, Coded{{"hi", "hin"}, "hin"},
    Coded{{"ho", "hmo"}, "hmo"}, Coded{{"ht", "hat"}, "hat"}, Coded{{"hz", "her"}, "her"},
    Coded{{"ia", "ina"}, "ina"}, Coded{{"id", "ind"}, "ind"}, Coded{{"ie", "ile"}, "ile"},
    Coded{{"ig", "ibo"}, "ibo"}, Coded{{"ii", "iii"}, "iii"}, Coded{{"ik", "ipk"}, "ipk"},
    Coded{{"io", "ido"}, "ido"}, Coded{{"is", "ice"}, "isl"}, Coded{{"iu", "iku"}, "iku"},
    Coded{{"jv", "jav"}, "jav"}, Coded{{"kg", "kon"}, "kon"}, Coded{{"ki", "kik"}, "kik"},
    Coded{{"kj", "kua"}, "kua"}, Coded{{"kl", "kal"}, "kal"}, Coded{{"km", "khm"}, "khm"},
    Coded{{"kn", "kan"}, "kan"}, Coded{{"kr", "kau"}, "kau"}, Coded{{"ks", "kas"}, "kas"},
    Coded{{"ku", "kur"}, "kur"}, Coded{{"kv", "kom"}, "kom"}, Coded{{"kw", "cor"}, "cor"},
    Coded{{"ky", "kir"}, "kir"}, Coded{{"lb", "ltz"}, "ltz"}, Coded{{"lg", "lug"}, "lug"},
    Coded{{"li", "lim"}, "lim"}, Coded{{"ln", "lin"}, "lin"}, Coded{{"lo", "lao"}, "lao"},
    Coded{{"lu", "lub"}, "lub"}, Coded{{"mg", "mlg"}, "mlg"}, Coded{{"mh", "mah"}, "mah"},
    Coded{{"mi", "mao"}, "mri"}, Coded{{"mk", "mac"}, "mkd"}, Coded{{"ml", "mal"}, "mal"},
    Coded{{"mr", "mar"}, "mar"}, Coded{{"ms", "may"}, "msa"}, Coded{{"mt", "mlt"}, "mlt"},
    Coded{{"my", "bur"}, "mya"}, Coded{{"na", "nau"}, "nau"}, Coded{{"nb", "nob"}, "nob"},
    Coded{{"nd", "nde"}, "nde"}, Coded{{"ne", "nep"}, "nep"}, Coded{{"ng", "ndo"}, "ndo"},
    Coded{{"nn", "nno"}, "nno"}, Coded{{"no", "nor"}, "nor"}, Coded{{"nr", "nbl"}, "nbl"},
    Coded{{"nv", "nav"}, "nav"}, Coded{{"ny", "nya"}, "nya"}, Coded{{"oc", "oci"}, "oci"},
    Coded{{"oj", "oji"}, "oji"}, Coded{{"om", "orm"}, "orm"}, Coded{{"or", "ori"}, "ori"},
    Coded{{"os", "oss"}, "oss"}, Coded{{"pa", "pan"}, "pan"}, Coded{{"pi", "pli"}, "pli"},
    Coded{{"ps", "pus"}, "pus"}, Coded{{"qu", "que"}, "que"}, Coded{{"rm", "roh"}, "roh"},
    Coded{{"rn", "run"}, "run"}, Coded{{"rw", "kin"}, "kin"}, Coded{{"sa", "san"}, "san"},
    Coded{{"sc", "srd"}, "srd"}, Coded{{"sd", "snd"}, "snd"}, Coded{{"se", "sme"}, "sme"},
    Coded{{"sg", "sag"}, "sag"}, Coded{{"si", "sin"}, "sin"}, Coded{{"sl", "slv"}, "slv"},
    Coded{{"sm", "smo"}, "smo"}, Coded{{"sn", "sna"}, "sna"}, Coded{{"so", "som"}, "som"},
    Coded{{"ss", "ssw"}, "ssw"}, Coded{{"st", "sot"}, "sot"}, Coded{{"su", "sun"}, "sun"},
    Coded{{"sw", "swa"}, "swa"}, Coded{{"ta", "tam"}, "tam"}, Coded{{"te", "tel"}, "tel"},
    Coded{{"tg", "tgk"}, "tgk"}, Coded{{"th", "tha"}, "tha"}, Coded{{"ti", "tir"}, "tir"},
    Coded{{"tk", "tuk"}, "tuk"}, Coded{{"tl", "tgl"}, "tgl"}, Coded{{"tn", "tsn"}, "tsn"},
    Coded{{"to", "ton"}, "ton"}, Coded{{"ts", "tso"}, "tso"}, Coded{{"tw", "twi"}, "twi"},
    Coded{{"ty", "tah"}, "tah"}, Coded{{"ug", "uig"}, "uig"}, Coded{{"ur", "urd"}, "urd"},
    Coded{{"ve", "ven"}, "ven"}, Coded{{"vo", "vol"}, "vol"}, Coded{{"wa", "wln"}, "wln"},
    Coded{{"wo", "wol"}, "wol"}, Coded{{"xh", "xho"}, "xho"}, Coded{{"yo", "yor"}, "yor"},
    Coded{{"za", "zha"}, "zha"}, Coded{{"zu", "zul"}, "zul"}};

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
  if (found != kLanguages.end()) return found->language;
  const auto coded = std::ranges::find_if(kCoded, [&](const Coded& one) {
    return low == one.language.tag || low == one.language.iso639 || low == one.terminology;
  });
  if (coded != kCoded.end()) return coded->language;
  return std::nullopt;
}

std::string primary_language(std::string_view tag) {
  const std::string_view primary = tag.substr(0, tag.find('-'));
  const auto named = language_named(primary);
  return named ? std::string(named->tag) : to_lower(primary);
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
