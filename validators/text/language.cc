#include "validators/text/language.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "validators/text/language_tables.h"

namespace delo::validators::text {
namespace {

enum Script : std::size_t {
  kCyrl,
  kLatn,
  kGeor,
  kArmn,
  kGrek,
  kHebr,
  kArab,
  kHang,
  kKana,
  kHani,
  kOther
};
struct OtherScript {
  std::string_view script, language;
};
constexpr std::array<OtherScript, 11> kNames = {{{"Cyrl", ""},
                                                 {"Latn", ""},
                                                 {"Geor", "ka"},
                                                 {"Armn", "hy"},
                                                 {"Grek", "el"},
                                                 {"Hebr", "he"},
                                                 {"Arab", "ar"},
                                                 {"Hang", "ko"},
                                                 {"Jpan", "ja"},
                                                 {"Hani", "zh"},
                                                 {"Zzzz", ""}}};

Script script_of(char32_t c) {
  const auto within = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
  if (within(0x400, 0x52F)) return kCyrl;
  if (c < 0x250 || within(0x1E00, 0x1EFF)) return kLatn;
  if (within(0x370, 0x3FF) || within(0x1F00, 0x1FFF)) return kGrek;
  if (within(0x531, 0x58F)) return kArmn;
  if (within(0x591, 0x5FF)) return kHebr;
  if (within(0x600, 0x77F)) return kArab;
  if (within(0x10A0, 0x10FF) || within(0x1C90, 0x1CBF)) return kGeor;
  if (within(0xAC00, 0xD7AF) || within(0x1100, 0x11FF)) return kHang;
  if (within(0x3040, 0x30FF)) return kKana;
  if (within(0x3400, 0x9FFF) || within(0x20000, 0x3FFFF)) return kHani;
  return kOther;
}

// Word → the languages (as bits) that use it often.
const std::unordered_map<std::u32string_view, std::uint32_t>& frequent_words() {
  static const auto kWords = [] {
    std::unordered_map<std::u32string_view, std::uint32_t> out;
    for (std::size_t i = 0; i < kFrequentWords.size(); ++i) {
      std::u32string_view rest = kFrequentWords[i].words;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(U' '), rest.size());
        if (end > 0) out[rest.substr(0, end)] |= 1U << i;
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    return out;
  }();
  return kWords;
}

std::size_t place_of(std::string_view language) {
  for (std::size_t i = 0; i < kFrequentWords.size(); ++i) {
    if (kFrequentWords[i].language == language) return i;
  }
  return 0;
}

struct Score {
  std::string_view language;
  double value = 0;
};

void best_first(std::vector<Score>& scores) {
  std::stable_sort(scores.begin(), scores.end(),
                   [](const Score& a, const Score& b) { return a.value > b.value; });
}

}  // namespace

LanguageCounter::LanguageCounter()
    : words_(kFrequentWords.size(), 0), clusters_(kClusters.size(), 0) {}

void LanguageCounter::add(std::u32string_view word) {
  letters_ += word.size();
  char32_t before = 0;
  for (const char32_t c : word) {
    const bool divided = before == U'ъ' && (c == U'е' || c == U'ё' || c == U'ю' || c == U'я');
    if (divided) ++dividing_hard_signs_;
    before = c;
    ++of_script_[script_of(c)];
    if (c >= 0x400 && c < 0x500) ++of_cyrillic_[c - 0x400];
    if (c < of_latin_.size()) ++of_latin_[c];
  }
  if (!word.empty() && word[0] < 0x250) count_clusters(word);
  if (word.size() > 8) return;
  const auto met = frequent_words().find(word);
  if (met == frequent_words().end()) return;
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] += met->second >> i & 1U;
}

void LanguageCounter::count_clusters(std::u32string_view word) {
  // Enough is known of a language after a few thousand words.
  if (letters_ > 50'000) return;
  for (std::size_t i = 0; i < kClusters.size(); ++i) {
    std::u32string_view rest = kClusters[i].words;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(U' '), rest.size());
      if (word.find(rest.substr(0, end)) != std::u32string_view::npos) ++clusters_[i];
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
}

LanguageVerdict LanguageCounter::verdict() const {
  if (letters_ == 0) return {};
  const auto most = static_cast<std::size_t>(
      std::max_element(of_script_.begin(), of_script_.end()) - of_script_.begin());
  // Japanese is written with Chinese characters, too.
  const bool japanese = most == kHani && of_script_[kKana] * 10 > of_script_[kHani];
  const std::size_t script = japanese ? std::size_t{kKana} : most;
  if (script == kCyrl) return cyrillic();
  if (script == kLatn) return latin();
  const OtherScript& other = kNames[script];
  // These say more with fewer characters.
  const bool certain = of_script_[script] * 10 >= letters_ * 7 && of_script_[script] >= 20;
  return {std::string(other.language), std::string(other.script),
          certain && !other.language.empty()};
}

// The language in which the letters are least surprising.
LanguageVerdict LanguageCounter::cyrillic() const {
  LanguageVerdict out{.language = "", .script = "Cyrl"};
  auto counts = of_cyrillic_;
  // Russian before 1918: ѣ, ѳ and і are е, ф and и of today, and words end in ъ.
  const std::uint64_t yat = counts[0x463 - 0x400], yus = counts[0x46B - 0x400];
  const bool old = yat >= 2 && yat * 250 >= of_script_[kCyrl];
  if (old) {
    counts[0x435 - 0x400] += yat;
    counts[0x438 - 0x400] += counts[0x456 - 0x400];
    counts[0x444 - 0x400] += counts[0x473 - 0x400];
    counts[0x456 - 0x400] = counts[0x463 - 0x400] = counts[0x473 - 0x400] = 0;
    if (yus == 0) counts[0x44A - 0x400] = 0;
  }
  constexpr double kForeign = 0.0002;  // a letter that the language has not
  constexpr double kDivided = 6;       // bits: what ъ costs as such a letter, above its own share
  std::vector<Score> scores;
  for (const CyrillicLetters& table : kCyrillic) {
    const double whole = std::accumulate(table.per_mille.begin(), table.per_mille.end(), 0.0);
    // What archives here are mostly written in needs less proof.
    const bool usual = table.language == "ru" || table.language == "uk";
    double sum = usual ? 6 : 0;  // bits
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] == 0) continue;
      const std::size_t at = table.letters.find(static_cast<char32_t>(0x400 + i));
      const double share = at == std::u32string_view::npos ? kForeign : table.per_mille[at] / whole;
      sum += static_cast<double>(counts[i]) * std::log2(share);
    }
    // "объект", "подъём": a Bulgarian ъ is a vowel, with consonants around it.
    if (table.language == "bg") sum -= kDivided * static_cast<double>(dividing_hard_signs_);
    sum += 4.0 * words_[place_of(table.language)];
    scores.push_back({table.language, sum});
  }
  best_first(scores);
  const auto letters = static_cast<double>(of_script_[kCyrl]);
  const double ahead = scores[0].value - scores[1].value;
  if (ahead < 2 || letters < 12) return out;
  out.language = scores[0].language;
  out.certain = of_script_[kCyrl] >= kEnoughLetters && ahead >= 16 && ahead >= letters * 0.03 &&
                of_script_[kCyrl] * 10 >= letters_ * 6;
  return out;
}

// The language whose frequent words are met, helped by letters that few have.
LanguageVerdict LanguageCounter::latin() const {
  LanguageVerdict out{.language = "", .script = "Latn"};
  struct Own {
    std::string_view language;
    std::u32string_view letters;
  };
  constexpr std::array kOwn = {
      Own{"de", U"äöüß"},     Own{"fr", U"éèêàçù"},     Own{"pl", U"łąężśćńóź"},
      Own{"es", U"ñáéíóú"},   Own{"it", U"àèìòù"},      Own{"cs", U"ěščřžýáíéů"},
      Own{"pt", U"ãõçáéí"},   Own{"hu", U"őűáéíöü"},    Own{"ro", U"ăâîșțşţ"},
      Own{"lt", U"ėęąįųūšž"}, Own{"lv", U"āēīūņļģķšž"}, Own{"et", U"õäöü"}};
  std::vector<Score> scores;
  for (std::size_t i = 0; i < kFrequentWords.size(); ++i) {
    const std::string_view language = kFrequentWords[i].language;
    if (i < place_of("en")) continue;  // Cyrillic ones come first
    double score = words_[i];
    for (std::size_t k = 0; k < kClusters.size(); ++k) {
      if (kClusters[k].language == language) score += 0.3 * clusters_[k];
    }
    for (const Own& own : kOwn) {
      if (own.language != language) continue;
      for (const char32_t c : own.letters) {
        if (c < of_latin_.size()) score += 0.25 * static_cast<double>(of_latin_[c]);
      }
    }
    // Letters that the language has not speak against it.
    std::uint64_t foreign = 0;
    for (std::size_t c = 0xDF; c < of_latin_.size(); ++c) {
      if (of_latin_[c] == 0 || c == 0xF7) continue;
      const bool has = std::any_of(kOwn.begin(), kOwn.end(), [&](const Own& own) {
        return own.language == language &&
               own.letters.find(static_cast<char32_t>(c)) != std::u32string_view::npos;
      });
      if (!has) foreign += of_latin_[c];
    }
    scores.push_back({language, score - 0.5 * static_cast<double>(foreign)});
  }
  best_first(scores);
  const double letters = static_cast<double>(of_script_[kLatn]);
  const double best = scores[0].value, next = std::max(scores[1].value, 0.0);
  if (best < 2 || best < letters * 0.01 || best < next * 1.15) return out;
  out.language = scores[0].language;
  out.certain = of_script_[kLatn] >= kEnoughLetters && best >= letters * 0.03 &&
                best >= next * 1.6 && of_script_[kLatn] * 10 >= letters_ * 6;
  return out;
}

}  // namespace delo::validators::text
