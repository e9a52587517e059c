// Letters of references: Latin and Cyrillic, those that look alike, and the order
// in which leaves are lettered.  For names and texts at large see core/text/utf8.h.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace delo {

// One code point of UTF-8; U+FFFD for a byte that is not UTF-8.
struct Letter {
  char32_t code = 0;
  std::size_t size = 1;  // bytes
};
// REQUIRES: at < text.size()
Letter letter_at(std::string_view text, std::size_t at);
void append_letter(std::string& out, char32_t code);  // as UTF-8

bool is_cyrillic(char32_t c);
bool is_mark(char32_t c);         // combining mark or soft hyphen: no letter of its own
char32_t to_capital(char32_t c);  // Latin and Cyrillic
char32_t to_small(char32_t c);

// A word in capitals, Cyrillic letters that look like Latin ones as Latin: "ор",
// "OP" and "оP" are all "OP".
std::string skeleton_of(std::string_view word);

// "Р-5446" → "R-5446", "доп" → "dop" (ALA-LC without marks), and back; Cyrillic letters
// without a counterpart stay, Latin ones ("c", "x") become the nearest.
std::string latin_of(std::string_view text);
std::string cyrillic_of(std::string_view text);
// Latin letters that look like Cyrillic ones, as Cyrillic: for numbers typed on
// the wrong keyboard ("P-5446" in a Russian reference).
std::string lookalikes_to_cyrillic(std::string_view text);

// The letter of a leaf in Latin; empty when `code` can be none.  `cyrillic`: the
// reference is written in Cyrillic, so a Latin "c" is a Cyrillic "с".
std::string leaf_letter(char32_t code, bool cyrillic);

// How many bytes at the start of a word are a leaf's letter spelt with several
// Latin ones ("shch" in "39shchob"); 0 for none.
std::size_t spelt_leaf_letter(std::string_view word);

// Leaves are lettered in the order of the Russian alphabet, without ё й ъ ы ь:
// а б в г …  Place of a (transliterated) letter in it; "" comes first.
int rank_of_leaf_letter(std::string_view letter);
// The letter after it: "a" after "", "b" after "a", "v" after "b".  Empty after the last.
std::string next_leaf_letter(std::string_view letter);

}  // namespace delo
