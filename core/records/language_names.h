// Names and codes of languages, as descriptions give them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace delo {

struct LanguageName {
  std::string_view tag;     // BCP 47: "ru"
  std::string_view iso639;  // ISO 639-2/B: "rus"
};

// "русский", "Russian", "російська", "rus", "ru", "русский язык", "на русском языке"; of ISO 639-2
// both codes, "ger" and "deu".
std::optional<LanguageName> language_named(std::string_view text);

// Of a tag, "ru" of "ru-RU", "rus" and "RUS-Cyrl": the shortest code there is, in small letters.
std::string primary_language(std::string_view tag);

// BCP 47 tags of a list ("русский, English"), without repeats; well-formed tags stay
// as they are ("en-GB").  Empty when a part is none.
std::vector<std::string> languages_in(std::string_view text);

}  // namespace delo
