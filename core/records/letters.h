// Letters of references: Latin and Cyrillic, those that look alike, and the order
// in which leaves are lettered.  For names and texts at large see core/text/utf8.h.
#pragma once

#include <array>
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
inline Letter letter_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead >= 0xC2 && lead < 0xE0 && text.size() - at > 1 && (byte(1) & 0xC0) == 0x80) {
    return {static_cast<char32_t>((lead & 0x1FU) << 6 | (byte(1) & 0x3FU)), 2};
  }
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() - at < size) return {U'\uFFFD', 1};
  char32_t code = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {U'\uFFFD', 1};
    code = (code << 6) | (byte(i) & 0x3FU);
  }
  return {code, size};
}
void append_letter(std::string& out, char32_t code);  // as UTF-8

constexpr bool is_cyrillic(char32_t c) { return c >= 0x400 && c <= 0x52F; }
// Combining mark or soft hyphen: no letter of its own.
constexpr bool is_mark(char32_t c) { return (c >= 0x300 && c <= 0x36F) || c == 0xAD; }
// Latin and Cyrillic.
constexpr char32_t to_capital(char32_t c) {
  if (c >= 'a' && c <= 'z') return c - 32;
  if (c >= 0x430 && c <= 0x44F) return c - 0x20;
  if (c >= 0x450 && c <= 0x45F) return c - 0x50;
  if (c >= 0x48A && c <= 0x52F && c % 2 == 1) return c - 1;  // pairs, ґ among them
  return c;
}
constexpr char32_t to_small(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c >= 0x410 && c <= 0x42F) return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  if (c >= 0x48A && c <= 0x52F && c % 2 == 0) return c + 1;
  return c;
}

// A word in capitals, Cyrillic letters that look like Latin ones as Latin: "ор",
// "OP" and "оP" are all "OP".
std::string skeleton_of(std::string_view word);
// What a letter is in a skeleton, for those below kSkeletonLetters; 0: nothing.  Others are
// what they are.
inline constexpr char32_t kSkeletonLetters = 0x530;
extern const std::array<char16_t, kSkeletonLetters> kSkeletonOf;
// Writes the skeleton of a letter of `text`, which is never longer than itself; returns the
// place after it.
inline char* write_skeleton(std::string_view text, std::size_t at, Letter letter, char* out) {
  if (letter.code >= kSkeletonLetters) {  // also bytes that are no UTF-8
    for (std::size_t i = 0; i < letter.size; ++i) *out++ = text[at + i];
  } else if (const char16_t c = kSkeletonOf[letter.code]; c != 0 && c < 0x80) {
    *out++ = static_cast<char>(c);
  } else if (c != 0) {
    *out++ = static_cast<char>(0xC0 | (c >> 6));
    *out++ = static_cast<char>(0x80 | (c & 0x3F));
  } else if (letter.code == 0) {
    *out++ = '\0';
  }
  return out;
}

// "Р-5446" → "R-5446", "доп" → "dop" (ALA-LC without marks), and back; Cyrillic letters
// without a counterpart stay, Latin ones ("c", "x") become the nearest.
std::string latin_of(std::string_view text);
std::string cyrillic_of(std::string_view text);
// Latin letters that look like Cyrillic ones, as Cyrillic: for numbers typed on
// the wrong keyboard ("P-5446" in a Russian reference).
std::string lookalikes_to_cyrillic(std::string_view text);

// Only Roman digits, in capitals ("II", "XVI"); Cyrillic twins of them count.
bool is_roman(std::string_view skeleton);

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
