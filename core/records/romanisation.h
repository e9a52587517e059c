// Cyrillic text in Latin letters, by the four tables that readers of archives meet.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace delo {

enum class Romanisation : std::uint8_t {
  kIso9,           // ISO 9:1995 = GOST 7.79-2000 A: a letter for a letter, whatever the language
  kAlaLc,          // ALA-LC 2012, ties over digraphs left out: "Ĭosif", "skiĭ"
  kBgnPcgn,        // BGN/PCGN 1947 (Russian), 2019 (Ukrainian: Cabinet of Ministers' table)
  kUkrainian2010,  // Cabinet of Ministers of Ukraine, resolution 55 of 2010-01-27
};

enum class CyrillicLanguage : std::uint8_t { kRussian, kUkrainian };
// Ukrainian when the text has one of і ї є ґ, else Russian.
CyrillicLanguage cyrillic_language_of(std::string_view text);

// Every Cyrillic letter of the text as the table writes it in that language; all
// else stays.  Input: UTF-8 of normal form C (bytes that are not UTF-8 stay).
// Primes are U+02B9 (ь) and U+02BA (ъ).
std::string romanised(std::string_view text, Romanisation table, CyrillicLanguage language);

}  // namespace delo
