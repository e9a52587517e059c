#include "core/records/reference_scan.h"

#include <cstdio>

namespace delo {
namespace {

constexpr std::size_t kMaxFaults = 100;

bool is_plain_latin(char32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// Letters of the word that its twin in the other script could not stand for.
struct Certain {
  bool latin = false, cyrillic = false;
};
Certain certain_letters(std::string_view word) {
  Certain out;
  for (std::size_t at = 0; at < word.size();) {
    const Letter letter = letter_at(word, at);
    const std::string_view bytes = word.substr(at, letter.size);
    const bool has_twin = skeleton_of(bytes) != bytes || lookalikes_to_cyrillic(bytes) != bytes;
    if (is_cyrillic(letter.code)) {
      const std::string twin = skeleton_of(bytes);
      out.cyrillic = out.cyrillic || static_cast<unsigned char>(twin[0]) >= 0x80;
    } else if (is_plain_latin(letter.code)) {
      out.latin = out.latin || (!has_twin || lookalikes_to_cyrillic(bytes) == bytes);
    }
    at += letter.size;
  }
  return out;
}

std::string code_point(char32_t c) {
  char text[16];
  std::snprintf(text, sizeof text, "U+%04X", static_cast<unsigned>(c));
  return text;
}

}  // namespace

bool ReferenceScan::is_quotation_mark(std::string_view text) {
  constexpr std::string_view kQuotes = "\"'`«»“”„‟‘’‚‹›ʹʺ′´";
  return kQuotes.find(text) != std::string_view::npos && letter_at(text, 0).code != U'\uFFFD';
}

bool ReferenceScan::is_conjunction(std::size_t at) const {
  static const SkeletonWords kWords = skeleton_words({"и", "й", "та", "і", "and"});
  return is_any_of(at, kWords) || is_other(at, "&");
}

bool ReferenceScan::in_brackets(std::size_t at) const {
  constexpr std::size_t kFarthest = 256;  // tokens
  int closed = 0;
  for (std::size_t i = at; i > 0 && at - i < kFarthest; --i) {
    if (is(i - 1, Kind::kClose)) ++closed;
    if (is(i - 1, Kind::kOpen) && --closed < 0) return true;
  }
  return false;
}

bool ReferenceScan::counts_references(std::size_t at) const {
  constexpr std::size_t kFarthest = 24;  // tokens to a fond
  if (!is(at, Kind::kNumber) || token(at).text.size() > 3) return false;
  if (is(at + 1, Kind::kClose)) return !in_brackets(at);
  if (!is(at + 1, Kind::kDot) || !is(at + 2, Kind::kWord)) return false;
  for (std::size_t i = at + 2; i < at + kFarthest && !is(i, Kind::kEnd); ++i) {
    if (is(i, Kind::kSemicolon)) return false;
    const std::optional<Keyword> name = keyword(i);
    if (name && name->part == ReferencePart::kFond)
      return is(name->next, Kind::kNumber) || i > at + 2;
  }
  return false;
}

std::string_view ReferenceScan::written(std::size_t from, std::size_t to) const {
  if (from >= to) return {};
  return text_.substr(token(from).begin, token(to - 1).end() - token(from).begin);
}

void ReferenceScan::fault(std::size_t at, std::string message, ReferenceFault::Kind kind) {
  if (faults.size() < kMaxFaults) faults.push_back({token(at).begin, std::move(message), kind});
}

void ReferenceScan::expected(std::string_view what, std::size_t keyword, std::size_t at) {
  std::size_t end = keyword;
  while (end < at && (end == keyword || is(end, Kind::kDot) || is(end, Kind::kWord))) ++end;
  const std::string found =
      is(at, Kind::kEnd) ? "the end" : "'" + std::string(token(at).text.substr(0, 40)) + "'";
  fault(at, "expected " + std::string(what) + " after '" + std::string(written(keyword, end)) +
                "', found " + found);
}

void ReferenceScan::tell_mixed(std::size_t at, bool cyrillic) {
  const ReferenceToken& word = token(at);
  if (word.kind != Kind::kWord || !word.latin || !(word.cyrillic || cyrillic)) return;
  const Certain certain = certain_letters(word.text);
  if (certain.latin && certain.cyrillic) return;  // no slip of the keyboard
  const bool to_latin = certain.latin;
  if (to_latin && !word.cyrillic) return;
  int place = 0;
  for (std::size_t i = 0; i < word.text.size();) {
    const Letter letter = letter_at(word.text, i);
    ++place;
    const bool wrong = to_latin ? is_cyrillic(letter.code) : is_plain_latin(letter.code);
    if (wrong) {
      const std::string_view bytes = word.text.substr(i, letter.size);
      const std::string right = to_latin ? skeleton_of(bytes) : lookalikes_to_cyrillic(bytes);
      if (faults.size() < kMaxFaults) {
        faults.push_back({word.begin + i,
                          "letter " + std::to_string(place) + " of '" + std::string(word.text) +
                              "' is " + (to_latin ? "Cyrillic '" : "Latin '") + std::string(bytes) +
                              "' (" + code_point(letter.code) + "); it was read as " +
                              (to_latin ? "Latin '" : "Cyrillic '") + right + "'",
                          ReferenceFault::Kind::kMixedLetters});
      }
    }
    i += letter.size;
  }
}

std::size_t end_of_gorky_section(const ReferenceScan& scan, std::size_t at) {
  using Kind = ReferenceToken::Kind;
  static const SkeletonWords kSections = skeleton_words({"КГ", "KG", "ПГ", "PG"});
  const auto word = [&](std::size_t i) {
    return scan.is(i, Kind::kWord) && !scan.token(i).space_before;
  };
  if (!scan.is_any_of(at, kSections) || !scan.is(at + 1, Kind::kDash) || !word(at + 2) ||
      scan.token(at + 1).space_before) {
    return 0;
  }
  constexpr std::size_t kLongestSection = 40;  // bytes of one word
  if (scan.token(at + 2).text.size() > kLongestSection) return 0;
  const bool slashed = scan.token(at + 4).text.size() <= kLongestSection &&
                       scan.is(at + 3, Kind::kSlash) && !scan.token(at + 3).space_before &&
                       word(at + 4);
  return at + (slashed ? 5 : 3);
}

}  // namespace delo
