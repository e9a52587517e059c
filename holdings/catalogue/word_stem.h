// Words as they stand in the index of words: one form for a word in Cyrillic and in
// Latin letters, and for its cases and numbers.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace delo::holdings {

// search_key() (core/records/search_key.h) without its ending: "Сталин", "Сталину",
// "Сталіна", "Stalin" are "stalin".  Endings are those of Russian and Ukrainian nouns and
// adjectives, as they are romanised, whatever the script: "Moskva" must meet "Москвы".  Three
// letters at least stay.  -ов and -ев stay, for they end names (Молотов).  Of words in Latin
// letters a plural's "s" goes first.  Empty when the word has no key.
// DO NOT CHANGE without raising the catalogue's version.
std::string search_token(std::string_view word);

// The same without taking off an ending: the beginning of words.
std::string search_prefix(std::string_view word);

// What a word asked for may be stored as, the likeliest first: its other romanisations,
// and the plural genitive in -ов, -ев of what may be a common noun ("документ").
std::vector<std::string> search_tokens(std::string_view word);
std::vector<std::string> search_prefixes(std::string_view word);

// The tokens of texts, a blank between them.  Remembers words: most come again.
class TokenWriter {
 public:
  std::string tokens_of(std::string_view text);
  // The same, behind what is there.
  void append(std::string_view text, std::string& tokens);

 private:
  std::unordered_map<std::string, std::string> known_;
};

}  // namespace delo::holdings
