#include "core/records/archives.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "core/records/letters.h"
#include "core/records/reference_tokens.h"

namespace delo {
namespace {

struct NamedArchive {
  Archive archive;
  // Other names, divided by '|': full names, ALA-LC and other spellings, and names
  // before 1992.  Left out are those that two archives share today: "ЦГИА" and
  // "ЦГАЛИ" alone may be in Moscow or St Petersburg.
  std::string_view other_names;
};

constexpr std::array kArchives = {
    NamedArchive{{"APRF", "АПРФ"},
                 "Архив Президента Российской Федерации|Архив Президента РФ|"
                 "Arkhiv Prezidenta Rossiiskoi Federatsii|"
                 "Archive of the President of the Russian Federation|"
                 "Presidential Archive of the Russian Federation"},
    NamedArchive{{"GARF", "ГАРФ"},
                 "Государственный архив Российской Федерации|ГА Российской Федерации|"
                 "Gosudarstvennyi arkhiv Rossiiskoi Federatsii|"
                 "State Archive of the Russian Federation|"
                 "ЦГАОР|ЦГАОР СССР|TsGAOR|TsGAOR SSSR|CGAOR|ЦГА РСФСР|TsGA RSFSR"},
    NamedArchive{{"RGASPI", "РГАСПИ"},
                 "Российский государственный архив социально-политической истории|"
                 "Rossiiskii gosudarstvennyi arkhiv sotsialno-politicheskoi istorii|"
                 "Russian State Archive of Socio-Political History|"
                 "РЦХИДНИ|RTsKhIDNI|RCChIDNI|RTsHIDNI|ЦПА ИМЛ|TsPA IML|ЦПА НМЛ|ЦПА ИМЛ при ЦК КПСС|"
                 "ЦХДМО|TsKhDMO"},
    NamedArchive{{"RGANI", "РГАНИ"},
                 "Российский государственный архив новейшей истории|"
                 "Rossiiskii gosudarstvennyi arkhiv noveishei istorii|"
                 "Russian State Archive of Contemporary History|ЦХСД|TsKhSD|TsHSD"},
    NamedArchive{{"AVPRF", "АВПРФ"},
                 "Архив внешней политики Российской Федерации|Архив внешней политики РФ|"
                 "Arkhiv vneshnei politiki Rossiiskoi Federatsii|"
                 "Archive of Foreign Policy of the Russian Federation|"
                 "Foreign Policy Archive of the Russian Federation|АВП СССР|AVP SSSR"},
    NamedArchive{{"AVPRI", "АВПРИ"},
                 "Архив внешней политики Российской империи|"
                 "Archive of Foreign Policy of the Russian Empire"},
    NamedArchive{{"RGAE", "РГАЭ"},
                 "Российский государственный архив экономики|"
                 "Rossiiskii gosudarstvennyi arkhiv ekonomiki|Russian State Archive of the Economy|"
                 "ЦГАНХ|ЦГАНХ СССР|TsGANKh|TsGANKh SSSR"},
    NamedArchive{{"RGVA", "РГВА"},
                 "Российский государственный военный архив|"
                 "Rossiiskii gosudarstvennyi voennyi arkhiv|Russian State Military Archive|"
                 "ЦГАСА|ЦГАСА СССР|TsGASA|TsGASA SSSR|ЦХИДК|TsKhIDK"},
    NamedArchive{{"RGVIA", "РГВИА"},
                 "Российский государственный военно-исторический архив|"
                 "Russian State Military Historical Archive|ЦГВИА|ЦГВИА СССР|TsGVIA|TsGVIA SSSR"},
    NamedArchive{{"RGADA", "РГАДА"},
                 "Российский государственный архив древних актов|"
                 "Russian State Archive of Ancient Acts|ЦГАДА|ЦГАДА СССР|TsGADA|TsGADA SSSR"},
    NamedArchive{{"RGIA", "РГИА"},
                 "Российский государственный исторический архив|Russian State Historical Archive|"
                 "ЦГИА СССР|TsGIA SSSR"},
    NamedArchive{{"RGALI", "РГАЛИ"},
                 "Российский государственный архив литературы и искусства|"
                 "Russian State Archive of Literature and Art|ЦГАЛИ СССР|TsGALI SSSR"},
    NamedArchive{{"RGAVMF", "РГАВМФ"},
                 "Российский государственный архив Военно-Морского Флота|"
                 "Russian State Archive of the Navy|РГА ВМФ|RGA VMF|ЦГАВМФ|ЦГА ВМФ|TsGAVMF"},
    NamedArchive{{"RGAKFD", "РГАКФД"}, "Российский государственный архив кинофотодокументов"},
    NamedArchive{{"RGAFD", "РГАФД"}, "Российский государственный архив фонодокументов"},
    NamedArchive{{"RGANTD", "РГАНТД"},
                 "Российский государственный архив научно-технической документации"},
    NamedArchive{{"TsAMO", "ЦАМО"},
                 "ЦАМО РФ|TsAMO RF|ЦА МО|ЦА МО РФ|TsA MO RF|CAMO|"
                 "Центральный архив Министерства обороны Российской Федерации|"
                 "Central Archive of the Ministry of Defence of the Russian Federation"},
    NamedArchive{{"TsA FSB", "ЦА ФСБ"},
                 "ЦА ФСБ РФ|ЦА ФСБ России|TsA FSB RF|TsA FSB Rossii|"
                 "Центральный архив Федеральной службы безопасности"},
    NamedArchive{{"TsGA SPb", "ЦГА СПб"}, "Центральный государственный архив Санкт-Петербурга"},
    NamedArchive{{"TsGAIPD SPb", "ЦГАИПД СПб"},
                 "Центральный государственный архив историко-политических документов "
                 "Санкт-Петербурга"},
    NamedArchive{{"TsDAHO", "ЦДАГО"},
                 "ЦДАГО України|ЦДАГОУ|TsDAHO Ukrainy|TsDAHOU|TsDAGO|TsDAGO Ukrainy|"
                 "Центральний державний архів громадських об'єднань України|"
                 "Central State Archive of Public Organizations of Ukraine"},
    NamedArchive{{"TsDAVO", "ЦДАВО"},
                 "ЦДАВО України|ЦДАВОВ України|ЦДАВОВ|ЦДАВОУ|TsDAVO Ukrainy|TsDAVOV|TsDAVOU|"
                 "ЦГАОР УССР|TsGAOR UkrSSR|TsGAOR UkSSR|"
                 "Центральний державний архів вищих органів влади та управління України|"
                 "Central State Archive of Supreme Bodies of Power and Government of Ukraine"},
    NamedArchive{{"TsDIAK", "ЦДІАК"},
                 "ЦДІАК України|ЦДІАУК|ЦДІА України у м. Києві|TsDIAK Ukrainy|TsDIAUK"},
    NamedArchive{{"TsDIAL", "ЦДІАЛ"},
                 "ЦДІАЛ України|ЦДІАУЛ|ЦДІА України у м. Львові|TsDIAL Ukrainy|TsDIAUL"},
    NamedArchive{{"HDA SBU", "ГДА СБУ"},
                 "ГДА СБ України|HDASBU|GDA SBU|Галузевий державний архів Служби безпеки України"},
    NamedArchive{{"NARB", "НАРБ"},
                 "Национальный архив Республики Беларусь|Нацыянальны архіў Рэспублікі Беларусь|"
                 "National Archives of the Republic of Belarus"},
};

// The skeletons of the name's words, without anything between them.
std::string key_of(std::string_view name) {
  std::string key;
  for (const ReferenceToken& token : reference_tokens(name)) {
    key += token.kind == ReferenceToken::Kind::kNumber ? std::string(token.text) : token.skeleton;
  }
  return key;
}

using Names = std::unordered_map<std::string, const Archive*>;
const Names& names() {
  static const Names kNames = [] {
    Names out;
    for (const NamedArchive& named : kArchives) {
      out.emplace(key_of(named.archive.latin), &named.archive);
      out.emplace(key_of(named.archive.cyrillic), &named.archive);
      std::string_view rest = named.other_names;
      while (!rest.empty()) {
        const std::size_t bar = std::min(rest.find('|'), rest.size());
        out.emplace(key_of(rest.substr(0, bar)), &named.archive);
        rest.remove_prefix(std::min(bar + 1, rest.size()));
      }
    }
    return out;
  }();
  return kNames;
}

}  // namespace

const Archive* archive_named(std::string_view name) {
  constexpr std::size_t kLongestName = 400;  // bytes
  if (name.size() > kLongestName) return nullptr;
  const auto found = names().find(key_of(name));
  return found == names().end() ? nullptr : found->second;
}

}  // namespace delo
