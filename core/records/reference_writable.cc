#include "core/records/reference_writable.h"

#include <algorithm>
#include <optional>
#include <string>

#include "core/records/archive_in_text.h"
#include "core/records/archives.h"
#include "core/records/letters.h"
#include "core/records/part_value.h"
#include "core/records/reference_keywords.h"
#include "core/records/reference_tokens.h"
#include "core/records/reference_ukrainian.h"

namespace delo {
namespace {

using Kind = ReferenceToken::Kind;

// ---- Values ----

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// How many bytes at the start of the text are digits.
std::size_t digits_in(std::string_view text) {
  const auto* const end = std::find_if_not(text.begin(), text.end(), is_digit);
  return static_cast<std::size_t>(end - text.begin());
}

// Has a spelling in the other script that is read as this letter.
bool is_plain_letter(char32_t c) {
  const char32_t small = to_small(c);
  return (small >= 'a' && small <= 'z') ||
         (small >= U'а' && small <= U'я' && small != U'ъ' && small != U'ь');
}

// How many bytes at the start of the text are letters of one script, if they are at most
// `most`; else 0.
std::size_t letters_in(std::string_view text, int most) {
  std::size_t at = 0;
  for (int count = 0; at < text.size(); ++count) {
    const Letter letter = letter_at(text, at);
    if (!is_plain_letter(letter.code)) break;
    const bool mixed = is_cyrillic(letter.code) != is_cyrillic(letter_at(text, 0).code);
    if (count == most || mixed) return 0;
    at += letter.size;
  }
  return at;
}

// "Р-", "PA-", or one letter glued ("Р5446"), but for those that are read as "no." and a number.
// Returns its bytes; 0 for none.
std::size_t prefix_of(std::string_view value) {
  const std::size_t letters = letters_in(value, 3);
  if (letters == 0 || letters + 1 >= value.size()) return 0;
  if (value[letters] == '-') return letters + 1;
  const std::string_view word = value.substr(0, letters);
  static const SkeletonWords kNo = skeleton_words({"n", "н"});
  return letter_at(word, 0).size == letters && !kNo.contains(skeleton_of(word)) ? letters : 0;
}

// "45", "Р-5446", "22а", "1доп", "3/17", "1-1938", "75135-фп", "1/п", "II", "б/н": one
// number, at most one mark and one short word, in the places where values have them.
bool is_plain_value(std::string_view value) {
  constexpr std::size_t kLongest = 9;  // digits
  std::size_t digits = digits_in(value);
  if (digits == value.size()) return true;
  if (digits == 0) {
    if (value == "б/н" || value == "b/n") return true;
    if (value.find_first_not_of("IVX") == value.npos) return is_roman(value);
    value.remove_prefix(prefix_of(value));
    digits = digits_in(value);
  }
  if (digits == 0 || digits > kLongest) return false;
  value.remove_prefix(digits);
  if (value.empty()) return true;
  if (value.front() != '-' && value.front() != '/') return letters_in(value, 3) == value.size();
  const bool dash = value.front() == '-';
  value.remove_prefix(1);
  if (value.empty() || value.size() > 2 * kLongest) return false;
  return digits_in(value) == value.size() || letters_in(value, dash ? 2 : 1) == value.size();
}

// "3.1004": the microfilms of the Hoover Institution.
bool is_plain_reel(std::string_view value) {
  const std::size_t dot = std::min(value.find('.'), value.size() - 1);
  return is_plain_value(value) || (dot > 0 && digits_in(value) == dot &&
                                   digits_in(value.substr(dot + 1)) == value.size() - dot - 1);
}

// ---- Names ----

// A word of a name that is read as nothing else.  "ОР РГБ": a keyword is none before
// a word that can be no number.
bool is_name_word(const ReferenceTokens& tokens, std::size_t at) {
  const ReferenceToken& word = tokens[at];
  static const SkeletonWords kIbid =
      skeleton_words({"ibid", "ibidem", "там", "tam", "тамже", "тамсамо"});
  static const SkeletonWords kWithout = skeleton_words({"б", "b", "без", "bez"});
  if (word.kind != Kind::kWord || word.skeleton.empty()) return false;
  if (kIbid.contains(word.skeleton)) return false;
  const std::optional<Keyword> keyword = keyword_at(tokens, at);
  if (!keyword) return true;
  const ReferenceToken& value = tokens[std::min(keyword->next, tokens.size() - 1)];
  return value.kind == Kind::kWord && !is_roman(value.skeleton) &&
         !kWithout.contains(value.skeleton);
}

// Every way to begin in a name that is no other archive's.
bool ends_in_known_name(const ReferenceTokens& tokens) {
  std::string key;
  for (const ReferenceToken& token : tokens) key += token.skeleton;
  std::size_t begin = 0;
  for (const ReferenceToken& token : tokens) {
    if (token.kind == Kind::kWord && begins_archive_name(token.skeleton) &&
        archive_of_key(std::string_view(key).substr(begin)) != nullptr) {
      return true;
    }
    begin += token.skeleton.size();
  }
  return false;
}

// Words of letters, one blank between them, as they would be written: all are of the name,
// and one of them makes it the name of an archive.
bool is_plain_unknown(std::string_view name) {
  constexpr std::size_t kMostWords = 10, kLongest = 200;
  if (name.empty() || name.size() > kLongest) return false;
  const ReferenceTokens tokens(name);
  const std::size_t words = tokens.size() - 1;
  if (words == 0 || words > kMostWords) return false;
  std::size_t end = 0;
  for (std::size_t at = 0; at < words; ++at) {
    if (!is_name_word(tokens, at)) return false;
    if (at > 0 && (tokens[at].begin != end + 1 || name[end] != ' ')) return false;
    end = tokens[at].end();
  }
  return is_whole_name(tokens, 0, words) && !ends_in_known_name(tokens);
}

// A name that is read back for certain, as it stands and in Latin.
bool is_plain_name(const std::string& name) {
  if (name.empty() || is_latin_abbreviation(name)) return true;
  const std::string latin = latin_of(name);
  if (latin_of(latin) != latin) return false;  // a Cyrillic letter that has no Latin one
  return is_plain_unknown(latin) && (name == latin || is_plain_unknown(name));
}

// ---- What was written, read again ----

// The reference as it is read when canonical() or canonical_cyrillic() is.
std::optional<ArchivalReference> read_back(const std::string& written) {
  ParsedReferences again = read_references(written);
  if (again.references.size() != 1) return std::nullopt;
  return std::move(again.references.front());
}

bool comes_back(const ArchivalReference& reference) {
  for (const std::string& written :
       {reference.canonical(), reference.canonical_cyrillic(), canonical_ukrainian(reference)}) {
    const auto again = read_back(written);
    if (!again || !again->same_as(reference)) return false;
    // "АП" is "AP" in Latin, and that a keyword before a dot.
    if (again->archive == reference.archive) continue;
    const auto twice = read_back(again->canonical_cyrillic());
    if (!twice || !twice->same_as(reference)) return false;
  }
  return true;
}

}  // namespace

bool is_plainly_writable(const ArchivalReference& r) {
  for (const std::string* part :
       {&r.fond, &r.opis, &r.delo, &r.box, &r.folder, &r.item, &r.volume, &r.frames}) {
    if (!is_plain_value(*part)) return false;
  }
  // Frames are the same only to the letter.
  if (r.frames.find_first_not_of("0123456789-") != std::string::npos) return false;
  if (!r.reel.empty() && !is_plain_reel(r.reel)) return false;
  // "ЦА ФСБ. Д. Р-33718": an archive of dela.
  const bool delo_alone = !r.delo.empty() && !r.archive.empty() && r.opis.empty() &&
                          r.box.empty() && r.folder.empty() && r.item.empty();
  return (!r.fond.empty() || delo_alone) && is_plain_name(r.archive);
}

bool make_writable(ArchivalReference& reference) {
  if (is_plainly_writable(reference)) return true;
  ArchivalReference head = reference;
  // One leaf stands for all: with leaves, a text is a reference sooner.
  if (!head.leaves.empty()) head.leaves = {Leaf{.number = 1, .letter = {}, .side = Side::kRecto}};
  if (!head.empty() && comes_back(head)) return true;
  for (const std::string& written : {head.canonical_cyrillic(), head.canonical()}) {
    const auto again = read_back(written);
    if (!again) continue;
    head.archive = again->archive;
    if (!head.empty() && comes_back(head)) {
      reference.archive = head.archive;
      return true;
    }
  }
  head.archive.clear();
  if (head.empty() || !comes_back(head)) return false;
  reference.archive.clear();
  return true;
}

}  // namespace delo
