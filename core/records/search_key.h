// Words made alike for searching, whatever script and table of transliteration
// wrote them: "Сталин", "Сталін" and "Stalin" have one key; so have "Хрущёв",
// "Хрущев", "Khrushchev", "Chruščëv"; "Ежов", "Yezhov", "Ezhov"; "Берия", "Beria".
//
// To search: store search_text() of what is to be found; look for a stored word
// that is among search_keys() of the word asked for.  One stored key a word is
// enough, because the question tries every reading: "Hruščev" is stored as
// "hrushchev", and "Хрущев" asks for "khrushchev" and "hrushchev".
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace delo {

// The key of one word: lower case Latin letters (and what has no Latin reading,
// in lower case), digits.  No marks, soft signs or apostrophes.  What tables
// differ in is made alike: и і ї й ы y j → i, ii → i, ie → e, щ → shch.  Letters of
// the other script that slipped into a word ("Cталин" with a Latin C) are mended.
// Empty for a word of marks alone.  Bytes that are not UTF-8 stay as they are.
// DO NOT CHANGE without raising the version of what is stored with it.
std::string search_key(std::string_view word);

// The keys under which the same word may be stored, the likeliest (search_key)
// first; at most 16.  Readings differ in х (kh, h), г (g, h), ц (ts, c), ё (e, io).
std::vector<std::string> search_keys(std::string_view word);

// Words that can't have any of some keys, told by their first letter: a text is searched
// many times faster than by the keys of all its words.
class SearchWordSieve {
 public:
  // Beginnings of keys serve as well.
  explicit SearchWordSieve(std::span<const std::string> keys);
  // False: search_key(word) is none of the keys and begins with none.  REQUIRES: a word as
  // for_each_search_word() gives it.
  bool may_have(std::string_view word) const;

 private:
  std::array<bool, 0x530> passes_{};  // by code point; others pass
};

// The keys of a text's words in their order, a blank between them.  A word is a
// run of letters and digits; "Р-5446" are two; an apostrophe or a mark inside
// belongs to its word.
std::string search_text(std::string_view text);

// Calls `visit` for every such word of a text, as written, with its place in bytes,
// until it says false.
void for_each_search_word(std::string_view text,
                          const std::function<bool(std::string_view word, std::size_t at)>& visit);

}  // namespace delo
