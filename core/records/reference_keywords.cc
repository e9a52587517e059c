#include "core/records/reference_keywords.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/records/letters.h"
#include "core/records/short_hash.h"

namespace delo {
namespace {

using Part = ReferencePart;

enum Flags : unsigned {
  kPlain = 0,
  kWeak = 1,       // needs a dot or a glued number
  kPlural = 2,     // a list follows
  kPage = 4,       // "p."
  kSpoken = 8,     // only in running text
  kLatinOnly = 16  // its Cyrillic twin is another word
};

struct Name {
  std::string_view words;  // up to three, divided by a blank: "ед хр"
  Part part;
  unsigned flags = kPlain;
};

// docs/formats/references.md says who writes which.  Of names that begin alike
// the longer one stands first.
constexpr std::array kNames = {
    Name{"f", Part::kFond},
    Name{"ф", Part::kFond},
    Name{"fond", Part::kFond},
    Name{"fonds", Part::kFond},
    Name{"фонд", Part::kFond},
    Name{"фонда", Part::kFond, kSpoken},
    Name{"фонде", Part::kFond, kSpoken},
    Name{"fondy", Part::kFond, kSpoken},
    Name{"fund", Part::kFond, kSpoken},
    Name{"rg", Part::kFond, kSpoken | kLatinOnly},  // record group
    Name{"record group", Part::kFond, kSpoken},
    Name{"collection", Part::kFond, kSpoken},
    Name{"разр", Part::kFond, kWeak},  // Archive of the Academy of Sciences
    Name{"разряд", Part::kFond, kSpoken},
    Name{"кол", Part::kFond, kWeak},
    Name{"колл", Part::kFond, kWeak},
    Name{"kol", Part::kFond, kWeak},
    Name{"fondas", Part::kFond},  // Lithuanian
    Name{"pondi", Part::kFond},   // Georgian
    Name{"zesp", Part::kFond},    // Polish zespół
    Name{"zespol", Part::kFond},
    Name{"qor", Part::kFond},  // Kazakh қор
    Name{"қор", Part::kFond},
    Name{"op", Part::kOpis},
    Name{"оп", Part::kOpis},
    Name{"opis", Part::kOpis},
    Name{"opys", Part::kOpis},
    Name{"опись", Part::kOpis},
    Name{"описи", Part::kOpis, kSpoken},
    Name{"опис", Part::kOpis},
    Name{"опису", Part::kOpis, kSpoken},
    Name{"воп", Part::kOpis},  // Belarusian
    Name{"вопіс", Part::kOpis},
    Name{"per", Part::kOpis, kWeak},  // RGANI, fond 89: перечень
    Name{"пер", Part::kOpis, kWeak},
    Name{"perechen", Part::kOpis},
    Name{"перечень", Part::kOpis},
    Name{"opisi", Part::kOpis, kSpoken},
    Name{"anaweri", Part::kOpis},  // Georgian anatseri
    Name{"anaceri", Part::kOpis},
    Name{"anatseri", Part::kOpis},
    Name{"aghtsera", Part::kOpis},
    Name{"тізбе", Part::kOpis},  // Kazakh
    Name{"тізімдеме", Part::kOpis},
    Name{"inventory", Part::kOpis, kSpoken},
    Name{"inv", Part::kOpis, kWeak | kSpoken},
    Name{"ap", Part::kOpis, kWeak | kLatinOnly},  // Lithuanian apyrašas, Latvian apraksts
    Name{"apr", Part::kOpis, kWeak | kLatinOnly},
    Name{"p", Part::kBox, kWeak | kPage | kLatinOnly},  // AVPRF: папка
    Name{"п", Part::kBox, kWeak},
    Name{"papka", Part::kBox},
    Name{"папка", Part::kBox},
    Name{"папки", Part::kBox, kSpoken},
    Name{"pap", Part::kBox, kWeak},
    Name{"pa", Part::kBox, kWeak | kLatinOnly},
    Name{"пап", Part::kBox, kWeak},
    Name{"k", Part::kBox, kWeak},
    Name{"к", Part::kBox, kWeak},
    Name{"kor", Part::kBox, kWeak},
    Name{"кор", Part::kBox, kWeak},
    Name{"korobka", Part::kBox},
    Name{"коробка", Part::kBox},
    Name{"короб", Part::kBox},
    Name{"karton", Part::kBox},
    Name{"картон", Part::kBox},
    Name{"карт", Part::kBox, kWeak},
    Name{"kart", Part::kBox, kWeak},
    Name{"box", Part::kBox},
    Name{"boxes", Part::kBox, kSpoken},
    Name{"sv", Part::kBox, kWeak},  // связка
    Name{"св", Part::kBox, kWeak},
    Name{"связка", Part::kBox},
    Name{"sviazka", Part::kBox},
    Name{"folder", Part::kFolder, kSpoken},
    Name{"folders", Part::kFolder, kSpoken},
    Name{"fldr", Part::kFolder, kSpoken},
    Name{"фолдер", Part::kFolder, kSpoken},
    Name{"d", Part::kDelo},
    Name{"д", Part::kDelo},
    Name{"dd", Part::kDelo, kPlural | kWeak},
    Name{"дд", Part::kDelo, kPlural | kWeak},
    Name{"delo", Part::kDelo},
    Name{"dela", Part::kDelo, kPlural | kSpoken},
    Name{"дело", Part::kDelo},
    Name{"дела", Part::kDelo, kPlural | kSpoken},
    Name{"деле", Part::kDelo, kSpoken},
    Name{"spr", Part::kDelo},
    Name{"спр", Part::kDelo},
    Name{"sprava", Part::kDelo},
    Name{"справа", Part::kDelo},
    Name{"справи", Part::kDelo, kPlural | kSpoken},
    Name{"por", Part::kDelo, kWeak},  // порядковый номер
    Name{"пор", Part::kDelo, kWeak},
    Name{"асд", Part::kDelo},  // архивно-следственное, уголовное дело
    Name{"ауд", Part::kDelo},
    Name{"стб", Part::kDelo},  // столбец (RGADA): a roll, kept as a delo
    Name{"столб", Part::kDelo},
    Name{"столбец", Part::kDelo},
    Name{"инв", Part::kDelo, kWeak},  // инвентарный номер
    Name{"sygn", Part::kDelo},        // Polish sygnatura
    Name{"sygnatura", Part::kDelo, kSpoken},
    Name{"sakme", Part::kDelo},  // Georgian
    Name{"saqme", Part::kDelo},
    Name{"dossier", Part::kDelo, kSpoken},  // French
    Name{"dos", Part::kDelo, kWeak | kSpoken | kLatinOnly},
    Name{"ed khr", Part::kDelo},
    Name{"ed kh", Part::kDelo},
    Name{"ед х", Part::kDelo},
    Name{"е х", Part::kDelo},
    Name{"e kh", Part::kDelo},
    Name{"ed hr", Part::kDelo},
    Name{"ed xp", Part::kDelo},
    Name{"ед хр", Part::kDelo},
    Name{"ед хран", Part::kDelo},
    Name{"ед", Part::kDelo, kWeak},
    Name{"единица хранения", Part::kDelo},
    Name{"edinitsa khraneniia", Part::kDelo},
    Name{"едхр", Part::kDelo},
    Name{"edkhr", Part::kDelo},
    Name{"од зб", Part::kDelo},
    Name{"od zb", Part::kDelo},
    Name{"одиниця зберігання", Part::kDelo},
    Name{"адз зах", Part::kDelo},  // Belarusian адзінка захоўвання
    Name{"a e", Part::kDelo},      // Bulgarian архивна единица
    Name{"storage unit", Part::kDelo, kSpoken},
    Name{"file", Part::kDelo, kSpoken},
    Name{"files", Part::kDelo, kSpoken | kPlural},
    Name{"case", Part::kDelo, kSpoken},
    Name{"dok", Part::kDelo, kWeak},  // RGANI, fond 89: документ
    Name{"док", Part::kDelo, kWeak},
    Name{"doc", Part::kDelo, kWeak | kSpoken},
    Name{"document", Part::kDelo, kSpoken},
    Name{"dokument", Part::kDelo, kSpoken},
    Name{"документ", Part::kDelo, kSpoken},
    Name{"b", Part::kDelo, kWeak | kLatinOnly},  // Lithuanian byla
    Name{"byla", Part::kDelo},
    Name{"t", Part::kVolume, kWeak},
    Name{"т", Part::kVolume, kWeak},
    Name{"tom", Part::kVolume},
    Name{"том", Part::kVolume},
    Name{"vol", Part::kVolume, kWeak},
    Name{"volume", Part::kVolume, kSpoken},
    Name{"bd", Part::kVolume, kWeak | kLatinOnly},  // German Band
    Name{"band", Part::kVolume, kSpoken | kLatinOnly},
    Name{"part", Part::kVolume, kSpoken},
    Name{"ch", Part::kVolume, kWeak},
    Name{"ч", Part::kVolume, kWeak},
    Name{"chast", Part::kVolume},
    Name{"часть", Part::kVolume},
    Name{"част", Part::kVolume},
    Name{"кн", Part::kVolume, kWeak},
    Name{"kn", Part::kVolume, kWeak},
    Name{"item", Part::kItem, kSpoken},
    Name{"предмет", Part::kItem, kSpoken},
    Name{"rol", Part::kReel, kWeak},
    Name{"рол", Part::kReel, kWeak},
    Name{"rolik", Part::kReel},
    Name{"ролик", Part::kReel},
    Name{"reel", Part::kReel},
    Name{"roll", Part::kReel, kSpoken},
    Name{"рулон", Part::kReel},
    Name{"r", Part::kReel, kWeak | kLatinOnly},
    Name{"мкф", Part::kReel, kWeak},
    Name{"mkf", Part::kReel, kWeak},
    Name{"кадр", Part::kFrames},
    Name{"кадры", Part::kFrames},
    Name{"кадри", Part::kFrames},
    Name{"kadr", Part::kFrames},
    Name{"kadry", Part::kFrames},
    Name{"frame", Part::kFrames, kSpoken},
    Name{"frames", Part::kFrames, kSpoken},
    Name{"fr", Part::kFrames, kWeak},
    Name{"л д", Part::kLeaves, kSpoken},  // листы дела; only where a number follows
    Name{"l", Part::kLeaves},
    Name{"ll", Part::kLeaves},
    Name{"л", Part::kLeaves},
    Name{"лл", Part::kLeaves},
    Name{"list", Part::kLeaves},
    Name{"lists", Part::kLeaves, kSpoken},
    Name{"listy", Part::kLeaves},
    Name{"лист", Part::kLeaves},
    Name{"листы", Part::kLeaves},
    Name{"листа", Part::kLeaves, kSpoken},
    Name{"листе", Part::kLeaves, kSpoken},
    Name{"листах", Part::kLeaves, kSpoken},
    Name{"leaf", Part::kLeaves},
    Name{"leaves", Part::kLeaves},
    Name{"sheet", Part::kLeaves, kSpoken},
    Name{"sheets", Part::kLeaves, kSpoken},
    Name{"fol", Part::kLeaves, kSpoken},
    Name{"fols", Part::kLeaves, kSpoken},
    Name{"folio", Part::kLeaves, kSpoken},
    Name{"folios", Part::kLeaves, kSpoken},
    Name{"ff", Part::kLeaves, kSpoken | kWeak},
    Name{"page", Part::kLeaves, kSpoken},
    Name{"pages", Part::kLeaves, kSpoken},
    Name{"pp", Part::kLeaves, kSpoken | kWeak},
    Name{"стр", Part::kLeaves, kSpoken | kWeak},
    Name{"lap", Part::kLeaves, kSpoken | kWeak},  // Lithuanian lapas, Latvian lapa
    Name{"lp", Part::kLeaves, kSpoken | kWeak},
    Name{"lk", Part::kLeaves, kSpoken | kLatinOnly},  // Estonian lehekülg
    Name{"bl", Part::kLeaves, kSpoken | kLatinOnly},  // German Blatt
    Name{"blatt", Part::kLeaves, kSpoken | kLatinOnly},
    Name{"furc", Part::kLeaves, kSpoken | kLatinOnly},  // Georgian purceli
    Name{"purceli", Part::kLeaves, kSpoken},
    Name{"feuillet", Part::kLeaves, kSpoken},  // French
    Name{"feuillets", Part::kLeaves, kSpoken},
    Name{"lista", Part::kLeaves, kSpoken | kLatinOnly},
    Name{"lapas", Part::kLeaves, kSpoken},  // Lithuanian
    Name{"lapai", Part::kLeaves, kSpoken},
    Name{"karta", Part::kLeaves, kSpoken | kLatinOnly},  // Polish
    Name{"парақ", Part::kLeaves},                        // Kazakh
    Name{"арк", Part::kLeaves},
    Name{"ark", Part::kLeaves},
    Name{"аркуш", Part::kLeaves},
    Name{"аркуші", Part::kLeaves},
    Name{"аркуши", Part::kLeaves},
    Name{"arkush", Part::kLeaves},
    Name{"arkushi", Part::kLeaves},
};

struct Entry {
  std::string second;  // empty for a name of one word
  Keyword keyword;     // but for its script, dot and end
  bool latin_only = false;

  Entry(std::string_view rest, const Name& name) : second(skeleton_of(rest)) {
    const auto has = [&](unsigned flag) { return (name.flags & flag) != 0; };
    keyword = {.part = name.part,
               .weak = has(kWeak),
               .plural = has(kPlural),
               .page = has(kPage),
               .spoken = has(kSpoken)};
    latin_only = has(kLatinOnly);
  }
};

// The names by their first words: a small hash table, as every word of a text is asked for.
class FirstWords {
 public:
  FirstWords() : slots_(kSlots) {
    groups_.emplace_back();  // 0: none
    for (const Name& name : kNames) {
      const std::size_t blank = std::min(name.words.find(' '), name.words.size());
      const std::string_view rest = name.words.substr(std::min(blank + 1, name.words.size()));
      const std::string first = skeleton_of(name.words.substr(0, blank));
      std::size_t slot = slot_of(first);
      while (slots_[slot].group != 0 && slots_[slot].word != first) slot = (slot + 1) % kSlots;
      if (slots_[slot].group == 0) {
        slots_[slot] = {first, static_cast<std::uint16_t>(groups_.size())};
        groups_.emplace_back();
      }
      groups_[slots_[slot].group].emplace_back(rest, name);
      longest_ = std::max(longest_, first.size());
    }
  }
  std::uint16_t find(std::string_view word) const {
    if (word.size() > longest_) return 0;
    std::size_t slot = slot_of(word);
    while (slots_[slot].group != 0 && slots_[slot].word != word) slot = (slot + 1) % kSlots;
    return slots_[slot].group;
  }
  const std::vector<Entry>& group(std::uint16_t group) const { return groups_[group]; }

 private:
  static constexpr std::size_t kSlots = 2048;
  static_assert(kNames.size() * 4 < kSlots);
  struct Slot {
    std::string word;
    std::uint16_t group = 0;
  };
  static std::size_t slot_of(std::string_view word) { return short_hash(word) % kSlots; }

  std::vector<Slot> slots_;
  std::vector<std::vector<Entry>> groups_;
  std::size_t longest_ = 0;  // bytes
};
const FirstWords& first_words() {
  static const FirstWords kWords;
  return kWords;
}

}  // namespace

std::uint16_t names_of_part(std::string_view skeleton) { return first_words().find(skeleton); }

std::optional<Keyword> keyword_at(const ReferenceTokens& tokens, std::size_t at) {
  using Kind = ReferenceToken::Kind;
  const ReferenceToken& word = tokens[at];
  if (word.names == 0) return std::nullopt;
  // The last token is kEnd, so that every word has a token after it.
  const bool dotted = tokens[at + 1].kind == Kind::kDot;
  const std::size_t next = at + (dotted ? 2 : 1);
  const auto made = [&](const Entry& entry, bool with_dot, std::size_t after) {
    Keyword keyword = entry.keyword;
    keyword.cyrillic = word.cyrillic;
    keyword.dotted = with_dot;
    keyword.next = after;
    return keyword;
  };
  std::optional<Keyword> best;
  for (const Entry& entry : first_words().group(word.names)) {
    if (entry.latin_only && word.cyrillic) continue;
    if (entry.second.empty()) {
      if (!best) best = made(entry, dotted, next);
      continue;
    }
    if (next >= tokens.size() || tokens[next].skeleton != entry.second) continue;
    const bool second_dotted = tokens[next + 1].kind == Kind::kDot;
    const std::size_t after = next + (second_dotted ? 2 : 1);
    const bool of_leaves = entry.keyword.part == Part::kLeaves;
    if (of_leaves && tokens[after].kind != Kind::kNumber) continue;  // "оп. 1 л.д.": личные дела
    return made(entry, second_dotted, after);
  }
  return best;
}

const char* value_of(ReferencePart part) {
  switch (part) {
    case Part::kFond:
      return "a fond number";
    case Part::kOpis:
      return "an opis number";
    case Part::kBox:
      return "a box or papka number";
    case Part::kFolder:
      return "a folder number";
    case Part::kDelo:
      return "a delo number";
    case Part::kVolume:
      return "a volume number";
    case Part::kItem:
      return "an item number";
    case Part::kReel:
      return "a reel number";
    case Part::kFrames:
      return "a frame number";
    case Part::kLeaves:
      break;
  }
  return "a leaf number";
}

}  // namespace delo
