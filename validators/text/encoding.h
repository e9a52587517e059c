// In which encoding is a text written?  Never changes a byte.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace delo::validators::text {

// How often each byte follows each: all that is kept of a text.  Takes its memory
// (256 KiB) with the first pair.
class BytePairs {
 public:
  void add(std::uint8_t first, std::uint8_t second) {
    if (!counts_) counts_ = std::make_unique<Counts>();
    std::uint32_t& count = (*counts_)[static_cast<std::size_t>(first) << 8 | second];
    if (count < UINT32_MAX) ++count;
  }
  std::uint32_t count(std::uint8_t first, std::uint8_t second) const {
    return counts_ ? (*counts_)[static_cast<std::size_t>(first) << 8 | second] : 0;
  }
  bool empty() const { return !counts_; }

 private:
  using Counts = std::array<std::uint32_t, 65536>;
  std::unique_ptr<Counts> counts_;
};

// An encoding of one byte a character, its upper half as code points (U+FFFD:
// not assigned).
struct CodePage {
  std::string_view name;  // IANA: "windows-1251"
  std::array<char32_t, 128> upper;
  std::array<std::uint8_t, 0x2600> bytes;  // by code point; 0: none

  char32_t at(std::uint8_t byte) const { return byte < 0x80 ? byte : upper[byte - 0x80]; }
  // The byte for a code point; nothing when the page has none.
  std::optional<std::uint8_t> byte_of(char32_t code) const;
};
// windows-1251, KOI8-R, KOI8-U, IBM866, ISO-8859-5, x-mac-cyrillic, then windows-1252.
const std::vector<CodePage>& code_pages();
const CodePage& code_page(std::string_view name);  // REQUIRES: one of those names

// Which share their letters: what the one reads well the other does too.
bool are_kin(std::string_view page, std::string_view other);

// How much a text reads like Russian or Ukrainian in one code page.
struct Reading {
  const CodePage* page = nullptr;
  std::uint64_t pairs = 0;  // pairs with a Cyrillic letter, or an unreadable byte
  double score = -8;        // mean binary logarithm; about 1.5 for real text, below 0 for none
};
// The score of one pair of characters; of two without Cyrillic letters it is 0.
double score_of_pair(char32_t first, char32_t second);
// The same of pairs of bytes in one code page.
struct CharacterKind {
  std::size_t place = 0;  // in the pair table
  bool latin = false, capital = false;
};
class PairScores {
 public:
  explicit PairScores(const CodePage& page);
  double of(std::uint8_t first, std::uint8_t second) const;

 private:
  std::array<CharacterKind, 256> kinds_;
};
// Best first; of equal readings the more usual code page.
std::vector<Reading> readings_of(const BytePairs& pairs);

// The verdict on a text that is not Unicode.
struct EightBit {
  std::string name;      // "windows-1251"; empty when nothing fits
  bool certain = false;  // the second best is far off, and there was enough to read
  std::string evidence;  // "reads as Russian or Ukrainian: 1.6, next IBM866 -3.1, 5210 pairs"
  // Where the bytes may as well be in a page of kin, or `name` is certain only when the text
  // declares it: a declaration of `name` or `kin` decides.
  std::string kin;
  bool certain_by_declaration = false;
};
EightBit eight_bit_encoding(const BytePairs& pairs);

}  // namespace delo::validators::text
