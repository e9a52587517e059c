#include "core/records/archives.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <deque>
#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "core/records/letters.h"
#include "core/records/reference_tokens.h"
#include "core/records/short_hash.h"

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
                 "Архив Президента Российской Федерации|Архив Президента РФ|Президентский архив РФ|"
                 "Arkhiv Prezidenta Rossiiskoi Federatsii|"
                 "Archive of the President of the Russian Federation|"
                 "Archive of the President Russian Federation|Presidential Archive|"
                 "Presidential Archive of the Russian Federation"},
    NamedArchive{
        {"GARF", "ГАРФ"},
        "Государственный архив Российской Федерации|ГА Российской Федерации|"
        "Gosudarstvennyi arkhiv Rossiiskoi Federatsii|"
        "State Archive of the Russian Federation|"
        "ЦГАОР|ЦГАОР СССР|ЦГАОР и СС СССР|ЦГАОРиСС|TsGAOR|TsGAOR SSSR|CGAOR|ЦГА РСФСР|TsGA RSFSR"},
    NamedArchive{{"RGASPI", "РГАСПИ"},
                 "Российский государственный архив социально-политической истории|"
                 "Rossiiskii gosudarstvennyi arkhiv sotsialno-politicheskoi istorii|"
                 "Russian State Archive of Socio-Political History|"
                 "РЦХИДНИ|RTsKhIDNI|RCChIDNI|RTsHIDNI|ЦПА ИМЛ|TsPA IML|ЦПА НМЛ|ЦПА ИМЛ при ЦК КПСС|"
                 "ЦХДМО|TsKhDMO|РГАСПИ-М|RGASPI-M|РГАСПИ Москва|РДАСПІ|RDASPI|TsPA UML|ЦПА|TsPA|"
                 "Российский центр хранения и изучения документов новейшей истории|"
                 "Центральный партийный архив"},
    NamedArchive{{"RGANI", "РГАНИ"},
                 "Российский государственный архив новейшей истории|"
                 "Rossiiskii gosudarstvennyi arkhiv noveishei istorii|"
                 "Russian State Archive of Contemporary History|ЦХСД|TsKhSD|TsHSD"},
    NamedArchive{{"AVPRF", "АВПРФ"},
                 "Архив внешней политики Российской Федерации|Архив внешней политики РФ|"
                 "Arkhiv vneshnei politiki Rossiiskoi Federatsii|"
                 "Archive of Foreign Policy of the Russian Federation|"
                 "Foreign Policy Archive of the Russian Federation|АВП СССР|AVP SSSR|АВП|AVP|"
                 "Archive of the Foreign Policy of the Russian Federation"},
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
                 "ЦДАГО України|ЦДАГОУ|ЦГАОО Украины|ЦГАОО|TsGAOO|TsDAHO Ukrainy|TsDAHO of "
                 "Ukraine|TsDAHOU|TsDAGO|TsDAGO Ukrainy|"
                 "Центральний державний архів громадських об'єднань України|"
                 "Central State Archive of Public Organizations of Ukraine"},
    NamedArchive{{"TsDAVO", "ЦДАВО"},
                 "ЦДАВО України|ЦГАВО Украины|ЦГАВО|ЦГАВОВ Украины|ЦДАВОВ "
                 "України|ЦДАВОВ|ЦДАВОУ|ЦДАВОВУ|ЦДАВОВУ "
                 "України|TsDAVOVU|TsDAVO Ukrainy|TsDAVOV|TsDAVOU|"
                 "ЦГАОР УССР|TsGAOR UkrSSR|TsGAOR UkSSR|"
                 "Центральний державний архів вищих органів влади та управління України|"
                 "Central State Archive of Supreme Bodies of Power and Government of Ukraine"},
    NamedArchive{
        {"TsDIAK", "ЦДІАК"},
        "ЦДІАК України|ЦГИАК Украины|ЦГИАК|ЦДІАУК|ЦДІА України у м. Києві|ЦДІА України, м. Київ|"
        "Центральний державний історичний архів України у м. Києві|"
        "Центральний державний історичний архів України, м. Київ|TsDIA Ukrainy u Kyievi|"
        "Central State Historical Archive of Ukraine in Kyiv|TsDIAK Ukrainy|TsDIAUK"},
    NamedArchive{{"TsDIAL", "ЦДІАЛ"},
                 "ЦДІАЛ України|ЦДІАУЛ|ЦДІА України у м. Львові|ЦДІА України, м. Львів|"
                 "Центральний державний історичний архів України у м. Львові|"
                 "Центральний державний історичний архів України, м. Львів|"
                 "Central State Historical Archive of Ukraine in Lviv|TsDIAL Ukrainy|TsDIAUL"},
    NamedArchive{{"TsDAMLM", "ЦДАМЛМ"},
                 "ЦДАМЛМ України|ЦДАМЛМУ|TsDAMLM Ukrainy|TsDAMLMU|"
                 "Центральний державний архів-музей літератури і мистецтва України"},
    NamedArchive{
        {"HDA SBU", "ГДА СБУ"},
        "HDA SBU Ukrainy|ГДА СБ України|ГДАСБУ|HDASBU|GDA SBU|HDA SB Ukrainy|ГДА СБУ України|"
        "Архів СБУ|Haluzevyi derzhavnyi arkhiv Sluzhby bezpeky Ukrainy|"
        "Sectoral State Archive of the Security Service of Ukraine|"
        "Branch State Archive of the Security Service of Ukraine|Галузевий державний "
        "архів Служби безпеки України"},
    // Archives that are written in Latin letters everywhere.
    NamedArchive{{"ERAF", "ERAF"}, "Eesti Riigiarhiivi Filiaal|RA ERAF|RA, ERAF"},
    NamedArchive{{"ERA", "ERA"}, "Eesti Riigiarhiiv|RA ERA|RA, ERA"},
    NamedArchive{{"AAN", "AAN"}, "Archiwum Akt Nowych"},
    NamedArchive{{"BArch", "BArch"},
                 "Bundesarchiv|Bundesarchiv Berlin|Bundesarchiv Koblenz|Bundesarchiv-Militärarchiv|"
                 "SAPMO-BArch|BA-MA|German Federal Archives"},
    NamedArchive{{"TNA", "TNA"},
                 "The National Archives Kew|National Archives Kew|The National Archives, Kew|"
                 "TNA PRO|PRO|Public Record Office"},
    NamedArchive{{"NARB", "НАРБ"},
                 "Национальный архив Республики Беларусь|Нацыянальны архіў Рэспублікі Беларусь|"
                 "National Archives of the Republic of Belarus"},
};

struct KeyHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view key) const { return short_hash(key); }
};

using NameSet = std::unordered_set<std::string, KeyHash, std::equal_to<>>;

struct ArchiveNames {
  std::unordered_map<std::string, const Archive*, KeyHash, std::equal_to<>> by_key;
  // How keys begin, with each length up to kStart, so that most words of a text are
  // dismissed at once; first by a bit for a hash of the first letters.
  static constexpr std::size_t kStart = 8;  // bytes
  NameSet starts;
  std::bitset<4096> first_letters;
  NameSet latin;  // abbreviations that their own keys lead to

  static std::size_t bit_of(std::string_view word) { return short_hash(word.substr(0, 4)) % 4096; }
  bool may_begin(std::string_view word) const {
    return first_letters[bit_of(word)] && starts.contains(word.substr(0, kStart));
  }
  void add(std::string_view name, const Archive* archive) {
    const std::string key = archive_key(name);
    for (std::size_t size = 1; size <= std::min(kStart, key.size()); ++size) {
      starts.insert(key.substr(0, size));
      first_letters.set(bit_of(key.substr(0, size)));
    }
    if (!key.empty()) by_key.insert_or_assign(key, archive);
  }
  void list_abbreviations() {
    latin.clear();
    for (const auto& [key, archive] : by_key) {
      if (key == archive_key(archive->latin)) latin.emplace(archive->latin);
    }
  }
};

// The built-in names, and above them those of use_archives().
ArchiveNames& names() {
  static ArchiveNames kNames = [] {
    ArchiveNames out;
    for (const NamedArchive& named : kArchives) {
      out.add(named.archive.latin, &named.archive);
      out.add(named.archive.cyrillic, &named.archive);
      std::string_view rest = named.other_names;
      while (!rest.empty()) {
        const std::size_t bar = std::min(rest.find('|'), rest.size());
        out.add(rest.substr(0, bar), &named.archive);
        rest.remove_prefix(std::min(bar + 1, rest.size()));
      }
    }
    out.list_abbreviations();
    return out;
  }();
  return kNames;
}

}  // namespace

std::string archive_key(std::string_view name) {
  std::string key;
  for (const ReferenceToken& token : reference_tokens(name)) key += token.skeleton;
  return key;
}

const Archive* archive_named(std::string_view name) {
  constexpr std::size_t kLongestName = 400;  // bytes
  return name.size() > kLongestName ? nullptr : archive_of_key(archive_key(name));
}

bool is_latin_abbreviation(std::string_view name) { return names().latin.contains(name); }

void use_archives(const std::vector<OwnArchive>& archives) {
  // What names() points to; never destroyed, as the table is read until the end.
  static auto& owned = *new std::deque<std::pair<OwnArchive, Archive>>;
  for (const OwnArchive& own : archives) {
    const Archive* archive = archive_named(own.latin);
    if (archive == nullptr || archive->latin != own.latin || archive->cyrillic != own.cyrillic) {
      auto& [text, made] = owned.emplace_back(own, Archive{});
      made = {text.latin, text.cyrillic};
      archive = &made;
    }
    names().add(own.latin, archive);
    names().add(own.cyrillic, archive);
    for (const std::string& name : own.names) names().add(name, archive);
  }
  names().list_abbreviations();
}

const Archive* archive_of_key(std::string_view key) {
  const auto& by_key = names().by_key;
  const auto found = by_key.find(key);
  return found == by_key.end() ? nullptr : found->second;
}

bool begins_archive_name(std::string_view skeleton) { return names().may_begin(skeleton); }

}  // namespace delo
