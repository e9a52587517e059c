#include "validators/text/encoding.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "validators/text/letter_pairs.h"

namespace delo::validators::text {
namespace {

// Kinds of a character for the pair table: a letter's place, kWordEnd for what
// stands between words, kStrange for what no text holds.
constexpr std::size_t kStrange = kWordEnd + 1;

char32_t small(char32_t c) {
  if (c >= 0x410 && c <= 0x42F) return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  return c == 0x490 ? 0x491 : c;
}
bool is_cyrillic_capital(char32_t c) { return (c >= 0x400 && c <= 0x42F) || c == 0x490; }

std::size_t kind_of(char32_t c) {
  const std::size_t letter = kPairLetters.find(small(c));
  if (letter != std::u32string_view::npos) return letter;
  // Quotes, dashes, №, ellipsis and the blank that does not break.
  constexpr std::u32string_view kPunctuation = U"«»„“”‘’–—…№\u00A0•§°©®";
  if (c < 0x80) return kWordEnd;
  return kPunctuation.find(c) != std::u32string_view::npos ? kWordEnd : kStrange;
}

bool is_ascii_letter(std::uint8_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

CharacterKind kind_of_character(char32_t c) {
  return {kind_of(c), c < 0x80 && is_ascii_letter(static_cast<std::uint8_t>(c)),
          is_cyrillic_capital(c)};
}

double score_of(const CharacterKind& a, const CharacterKind& b) {
  if (a.place == kStrange || b.place == kStrange) return -8;
  // A Latin letter beside a Cyrillic one, or a capital after a small one, is
  // what a wrong reading looks like.
  if (a.latin || b.latin) return -5;
  if (a.place != kWordEnd && !a.capital && b.capital) return -5;
  return kPairs[a.place][b.place] - '5';
}

CodePage load(std::string_view name, const char* converter) {
  CodePage page{name, {}, {}};
  page.upper.fill(U'\uFFFD');
  UErrorCode status = U_ZERO_ERROR;
  UConverter* open = ucnv_open(converter, &status);
  if (U_FAILURE(status)) return page;  // every byte unreadable: never chosen
  for (int byte = 0x80; byte < 0x100; ++byte) {
    const char in = static_cast<char>(byte);
    UChar out[2] = {0, 0};
    status = U_ZERO_ERROR;
    const std::int32_t n = ucnv_toUChars(open, out, 2, &in, 1, &status);
    const bool control = out[0] >= 0x80 && out[0] < 0xA0;
    if (n != 1 || control) continue;
    page.upper[static_cast<std::size_t>(byte - 0x80)] = out[0];
    if (out[0] < page.bytes.size()) page.bytes[out[0]] = static_cast<std::uint8_t>(byte);
  }
  ucnv_close(open);
  return page;
}

std::string shown(double score) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", score);
  return text;
}

// Latin text of Western Europe: single letters above ASCII amid ASCII letters.
EightBit western_or_none(const BytePairs& pairs) {
  const CodePage& western = code_page("windows-1252");
  std::uint64_t beside = 0, all = 0, unreadable = 0;
  for (int high = 0x80; high < 0x100; ++high) {
    const auto byte = static_cast<std::uint8_t>(high);
    const char32_t c = western.at(byte);
    const bool letter = c >= 0xC0 && c <= 0x17F && c != 0xD7 && c != 0xF7;
    for (int other = 0; other < 0x100; ++other) {
      const auto neighbour = static_cast<std::uint8_t>(other);
      const std::uint64_t count =
          std::uint64_t{pairs.count(byte, neighbour)} + pairs.count(neighbour, byte);
      all += count;
      if (c == U'\uFFFD') unreadable += count;
      if (letter && is_ascii_letter(neighbour)) beside += count;
    }
  }
  if (all >= 8 && unreadable == 0 && beside * 10 >= all * 7) {
    return {"windows-1252", false, "letters above ASCII stand amid Latin letters"};
  }
  return {"", false, "reads as no code page that is known here"};
}

bool is_one_of(std::uint8_t byte, std::string_view bytes) {
  return bytes.find(static_cast<char>(byte)) != std::string_view::npos;
}

// What stands beside some bytes, on either side.
struct Beside {
  bool any = false, letter = false, frame = false;
};

// The letters that KOI8-U has where KOI8-R draws frames, є і ї ґ: their neighbours tell (RFC 1489,
// RFC 2319).
constexpr std::string_view kKoi8Letters = "\xA4\xA6\xA7\xAD\xB4\xB6\xB7\xBD";
Beside beside_koi8_letters(const BytePairs& pairs) {
  Beside out;
  for (const char one : kKoi8Letters) {
    const auto byte = static_cast<std::uint8_t>(one);
    for (int i = 0; i < 0x100; ++i) {
      const auto other = static_cast<std::uint8_t>(i);
      if (pairs.count(byte, other) + pairs.count(other, byte) == 0) continue;
      out.any = true;
      if (is_one_of(other, kKoi8Letters)) continue;
      const bool letter = other >= 0xC0 || other == 0xA3 || other == 0xB3;
      out.letter |= letter || is_ascii_letter(other);
      out.frame |= !letter && ((other >= 0x80 && other <= 0x92) || (other >= 0xA0 && other < 0xBF));
    }
  }
  return out;
}

void tell_koi8(const BytePairs& pairs, EightBit& found) {
  const Beside beside = beside_koi8_letters(pairs);
  if (!beside.any) {  // both say the same
    found.name = "KOI8-R";
    found.kin = "KOI8-U";
    found.certain_by_declaration = found.certain;
    return;
  }
  if (beside.letter != beside.frame) {
    found.name = beside.letter ? "KOI8-U" : "KOI8-R";
    return;
  }
  found.kin = found.name == "KOI8-U" ? "KOI8-R" : "KOI8-U";
  found.certain_by_declaration = std::exchange(found.certain, false);
  found.evidence += "; what KOI8-U has as letters and KOI8-R as frames stands ";
  found.evidence += beside.letter ? "by letters and by frames" : "by neither";
}

// RUSCII (cp1125) has its Ukrainian letters where IBM866 has others, F2 to F7, and two signs, F8
// and F9.  Which the letters are nothing tells; the signs do not stand in words.
void doubt_ruscii(const BytePairs& pairs, EightBit& found) {
  const auto is_letter = [](int byte) {
    return (byte >= 0x80 && byte <= 0xAF) || (byte >= 0xE0 && byte <= 0xF7);
  };
  constexpr int kDegree = 0xF8, kCelsius = 0x91;
  bool letters = false, signs = false;
  for (int byte = 0xF2; byte <= 0xF9; ++byte) {
    for (int other = 0; other < 0x100; ++other) {
      const auto a = static_cast<std::uint8_t>(byte), b = static_cast<std::uint8_t>(other);
      const bool before = pairs.count(b, a) > 0, after = pairs.count(a, b) > 0;
      if (byte < kDegree) {
        letters |= before || after;
      } else {
        signs |= is_letter(other) && (before || (after && !(byte == kDegree && other == kCelsius)));
      }
    }
  }
  if (!letters && !signs) return;
  const bool certain = std::exchange(found.certain, false);
  if (!signs) {
    found.kin = found.name;
    found.certain_by_declaration = certain;
  }
  found.evidence += "; the bytes F2 to F9 are other letters in RUSCII (cp1125)";
}

}  // namespace

std::optional<std::uint8_t> CodePage::byte_of(char32_t code) const {
  if (code < 0x80) return static_cast<std::uint8_t>(code);
  if (code >= bytes.size() || bytes[code] == 0) return std::nullopt;
  return bytes[code];
}

const std::vector<CodePage>& code_pages() {
  static const std::vector<CodePage> kPages = {
      load("windows-1251", "windows-1251"),
      load("KOI8-R", "KOI8-R"),
      load("KOI8-U", "KOI8-U"),
      load("IBM866", "ibm-866"),
      load("ISO-8859-5", "ISO-8859-5"),
      load("x-mac-cyrillic", "macos-7_3-10.2"),
      load("windows-1252", "windows-1252"),
  };
  return kPages;
}

const CodePage& code_page(std::string_view name) {
  const auto found = std::find_if(code_pages().begin(), code_pages().end(),
                                  [&](const CodePage& page) { return page.name == name; });
  return found == code_pages().end() ? code_pages().front() : *found;
}

double score_of_pair(char32_t first, char32_t second) {
  if (first < 0x80 && second < 0x80) return 0;
  return score_of(kind_of_character(first), kind_of_character(second));
}

PairScores::PairScores(const CodePage& page) {
  for (std::size_t byte = 0; byte < 256; ++byte) {
    kinds_[byte] = kind_of_character(page.at(static_cast<std::uint8_t>(byte)));
  }
}
double PairScores::of(std::uint8_t first, std::uint8_t second) const {
  if (first < 0x80 && second < 0x80) return 0;
  return score_of(kinds_[first], kinds_[second]);
}

bool are_kin(std::string_view page, std::string_view other) {
  const auto kind = [](std::string_view name) {
    return name.starts_with("KOI8") ? "KOI8" : name == "x-mac-cyrillic" ? "windows-1251" : name;
  };
  return kind(page) == kind(other);
}

std::vector<Reading> readings_of(const BytePairs& pairs) {
  struct Met {
    std::uint8_t first, second;
    std::uint32_t count;
  };
  std::vector<Met> met;
  std::uint64_t all = 0;
  for (std::size_t first = 0; first < 0x100 && !pairs.empty(); ++first) {
    for (std::size_t second = first < 0x80 ? 0x80 : 0; second < 0x100; ++second) {
      const auto a = static_cast<std::uint8_t>(first), b = static_cast<std::uint8_t>(second);
      const std::uint32_t count = pairs.count(a, b);
      if (count == 0) continue;
      met.push_back({a, b, count});
      all += count;
    }
  }
  std::vector<Reading> readings;
  for (const CodePage& page : code_pages()) {
    if (page.name == "windows-1252") continue;
    const PairScores scores(page);
    double sum = 0;
    for (const Met& pair : met) sum += pair.count * scores.of(pair.first, pair.second);
    readings.push_back({&page, all, all == 0 ? -8 : sum / static_cast<double>(all)});
  }
  std::stable_sort(readings.begin(), readings.end(),
                   [](const Reading& a, const Reading& b) { return a.score > b.score; });
  return readings;
}

EightBit eight_bit_encoding(const BytePairs& pairs) {
  constexpr std::uint64_t kEnough = 12;  // pairs
  constexpr double kReadable = 0.3, kFar = 1.0;
  const std::vector<Reading> readings = readings_of(pairs);
  const Reading& best = readings[0];
  if (best.pairs == 0 || best.score < kReadable) return western_or_none(pairs);
  const Reading& next = *std::find_if(
      readings.begin(), readings.end(),
      [&](const Reading& reading) { return !are_kin(reading.page->name, best.page->name); });
  EightBit out;
  out.name = best.page->name;
  out.certain = best.pairs >= kEnough && best.score - next.score >= kFar;
  out.evidence = "reads as Russian or Ukrainian: " + shown(best.score) + ", next " +
                 std::string(next.page->name) + " " + shown(next.score) + ", " +
                 std::to_string(best.pairs) + " pairs of letters";
  if (out.name.starts_with("KOI8")) tell_koi8(pairs, out);
  if (out.name == "IBM866") doubt_ruscii(pairs, out);
  return out;
}

}  // namespace delo::validators::text
