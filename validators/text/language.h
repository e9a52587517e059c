// In which language and script is a text?  Told by its letters and its most frequent words.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace delo::validators::text {

struct LanguageVerdict {
  std::string language;  // BCP 47: "ru"; empty: nothing fits, or two fit alike
  std::string script;    // ISO 15924: "Cyrl"; empty without letters
  bool certain = false;  // at least kEnoughLetters, and the second best is far off
};
inline constexpr std::uint64_t kEnoughLetters = 120;

// Counts the words of a text; keeps no text.  Told apart are ru, uk, be, bg, sr of Cyrillic, en,
// de, fr, pl, es, it, cs, nl, pt, hu, ro, lt, lv, et of Latin script; of other scripts the one
// language that is mostly written in them (ka, hy, el, he, ar, ko, ja, zh).
class LanguageCounter {
 public:
  LanguageCounter();
  // `word`: letters only, lower case.
  void add(std::u32string_view word);
  std::uint64_t letters() const { return letters_; }
  LanguageVerdict verdict() const;

 private:
  static constexpr std::size_t kScripts = 11;

  void count_clusters(std::u32string_view word);
  LanguageVerdict cyrillic() const;
  LanguageVerdict latin() const;

  std::uint64_t letters_ = 0;
  std::array<std::uint64_t, kScripts> of_script_{};
  std::array<std::uint64_t, 0x100> of_cyrillic_{};  // U+0400 …
  std::uint64_t dividing_hard_signs_ = 0;           // ъ before a vowel
  std::array<std::uint64_t, 0x180> of_latin_{};
  std::vector<std::uint32_t> words_;     // frequent words met, one count a language
  std::vector<std::uint32_t> clusters_;  // the same of runs of letters
};

}  // namespace delo::validators::text
