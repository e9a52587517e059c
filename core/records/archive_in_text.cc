#include "core/records/archive_in_text.h"

#include "core/records/part_value.h"

namespace delo {
namespace {

using Kind = ReferenceToken::Kind;

constexpr std::size_t kFarthest = 24;      // tokens before the fond
constexpr std::size_t kLongestName = 14;   // tokens of an unknown archive's name
constexpr std::size_t kLongestKnown = 22;  // tokens of a known one's

bool is_in_name(const ReferenceScan& scan, std::size_t at) {
  const ReferenceToken& t = scan.token(at);
  return t.kind == Kind::kWord || t.kind == Kind::kDash ||
         (t.kind == Kind::kSlash && !t.space_before) ||
         (t.kind == Kind::kOther && (t.text == "'" || t.text == "’" || t.text == "ʹ"));
}

// The longest known name that ends with token `end` - 1 and begins at `begin` or after.
const Archive* known_name(const ReferenceScan& scan, std::size_t begin, std::size_t end) {
  const std::size_t first = end - begin > kLongestKnown ? end - kLongestKnown : begin;
  std::string key;            // of tokens [first, end), put together at need
  std::size_t key_begin = 0;  // where the key of [from, end) begins in it
  for (std::size_t from = first; from < end; ++from) {
    const std::string_view skeleton = scan.token(from).skeleton;
    if (scan.is(from, Kind::kWord) && begins_archive_name(skeleton)) {
      if (key.empty()) {
        for (std::size_t i = first; i < end; ++i) key += scan.token(i).skeleton;
      }
      if (const Archive* archive = archive_of_key(std::string_view(key).substr(key_begin))) {
        return archive;
      }
    }
    key_begin += skeleton.size();
  }
  return nullptr;
}

std::string as_one_line(std::string_view name) {
  std::string out;
  bool blank = false;
  for (std::size_t at = 0; at < name.size();) {
    const Letter letter = letter_at(name, at);
    const char32_t c = letter.code;
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '_' || c == 0xA0 ||
        (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0xFEFF) {
      blank = true;
    } else {
      if (blank && !out.empty()) out += ' ';
      blank = false;
      out += name.substr(at, letter.size);
    }
    at += letter.size;
  }
  return out;
}

bool begins_small(const ReferenceToken& token) {
  return token.kind == Kind::kWord &&
         to_capital(letter_at(token.text, 0).code) != letter_at(token.text, 0).code;
}

// "в", "г", "of": one or two letters.
bool is_small_and_short(const ReferenceToken& token) {
  return begins_small(token) && token.text.size() <= (token.cyrillic ? 4U : 2U);
}

int capitals_in(std::string_view word) {
  int count = 0;
  for (std::size_t at = 0; at < word.size();) {
    const Letter letter = letter_at(word, at);
    if (to_small(letter.code) != letter.code) ++count;
    at += letter.size;
  }
  return count;
}

bool is_lead(const ReferenceToken& word) {
  static const SkeletonWords kLeads =
      skeleton_words({"see", "in", "from", "source", "document", "см", "источник", "в", "из", "цит",
                      "див", "ibid"});
  return kLeads.contains(word.skeleton);
}

// "Archive Reference: Ф. 284": what it is, not whose.
bool is_title(const ReferenceToken& word) {
  static const SkeletonWords kTitles = skeleton_words(
      {"reference", "references", "ref", "шифр", "signature", "number", "code", "сигнатура"});
  return kTitles.contains(word.skeleton);
}

// "архив" in some language, whatever its ending; "library" ends a name.
bool says_archive(const ReferenceToken& word, bool last) {
  static const SkeletonWords kRoots =
      skeleton_words({"архив", "архів", "архіў", "archiv", "arkhiv", "arkhīv", "archyv", "arhiv",
                      "arhiiv", "библиотек", "бібліотек", "bibliot"});
  static const SkeletonWords kLast = skeleton_words({"library", "museum"});
  constexpr std::size_t kShortest = 5;  // bytes
  return (last && kLast.contains(word.skeleton)) ||
         (word.skeleton.size() >= kShortest &&
          std::any_of(kRoots.begin(), kRoots.end(), [&](const std::string& root) {
            return word.skeleton.find(root) != word.skeleton.npos;
          }));
}

// As written, if it looks like the name of an archive: an abbreviation in
// capitals, or the word itself.
std::string unknown_name(const ReferenceScan& scan, std::size_t begin, std::size_t end,
                         std::size_t at) {
  while (begin < end && (!scan.is(begin, Kind::kWord) || begins_small(scan.token(begin)) ||
                         is_lead(scan.token(begin)))) {
    ++begin;
  }
  if (begin < end && is_title(scan.token(end - 1))) return {};
  const bool divided = end < at;
  bool told = false;
  for (std::size_t i = begin; i < end && !told; ++i) {
    const ReferenceToken& word = scan.token(i);
    told = word.kind == Kind::kWord &&
           (is_abbreviation(word) || (divided && says_archive(word, i + 1 == end)));
  }
  // "НИАБ в г."
  while (end > begin &&
         (!scan.is(end - 1, Kind::kWord) || is_small_and_short(scan.token(end - 1)))) {
    --end;
  }
  if (begin == end || end - begin > kLongestName || !told) return {};
  constexpr std::size_t kLongestText = 400;  // bytes
  const std::string_view written = scan.written(begin, end);
  return written.size() > kLongestText ? std::string() : as_one_line(written);
}

// The dot of "г. Гродно", "у м. Львові".
bool ends_short_word(const ReferenceScan& scan, std::size_t dot) {
  return dot > 0 && is_small_and_short(scan.token(dot - 1));
}

// The token after the name that ends before `at`, or 0 where a mark ends the search.
// `behind_dot` is set when a full stop lies between: only a known name counts there.
std::size_t end_of_name(const ReferenceScan& scan, std::size_t start, std::size_t at,
                        bool first_segment, bool& behind_dot) {
  std::size_t end = at;
  // A dash at the end of a name divides ("ЦДАГО України. – Ф. 1").
  while (end > start && (!is_in_name(scan, end - 1) || scan.is(end - 1, Kind::kDash))) {
    const Kind mark = scan.token(end - 1).kind;
    if (mark == Kind::kNumber) return 0;
    if (mark == Kind::kSemicolon) {  // "РГАСПИ; ф. 17; оп. 3": a known name alone
      if (!first_segment || end != at) return 0;
      behind_dot = true;
    }
    if (mark == Kind::kDot && !first_segment && !ends_short_word(scan, end - 1)) behind_dot = true;
    --end;
  }
  return end;
}

std::size_t begin_of_name(const ReferenceScan& scan, std::size_t start, std::size_t end) {
  std::size_t begin = end;
  while (begin > start && is_in_name(scan, begin - 1)) {
    --begin;
    if (scan.token(begin).line_before) break;
  }
  // A known name may run over the end of a line.
  return begin;
}

}  // namespace

bool is_whole_name(const ReferenceTokens& tokens, std::size_t begin, std::size_t end) {
  if (begin == end || end - begin > kLongestName) return false;
  if (begins_small(tokens[begin]) || is_lead(tokens[begin])) return false;
  if (is_small_and_short(tokens[end - 1]) || is_title(tokens[end - 1])) return false;
  for (std::size_t i = begin; i < end; ++i) {
    if (is_abbreviation(tokens[i]) || says_archive(tokens[i], i + 1 == end)) return true;
  }
  return false;
}

bool is_abbreviation(const ReferenceToken& word) {
  return capitals_in(word.text) >= 2 && !is_roman(word.skeleton);
}

namespace {

// The bracket that opens the remark which ends right before `at`; `at` for none.
std::size_t opening_before(const ReferenceScan& scan, std::size_t floor, std::size_t at) {
  std::size_t end = at;
  while (end > floor && (scan.is(end - 1, Kind::kDot) || scan.is(end - 1, Kind::kComma))) --end;
  if (end == floor || !scan.is(end - 1, Kind::kClose)) return at;
  const std::size_t start = end > kFarthest ? std::max(floor, end - kFarthest) : floor;
  for (std::size_t i = end - 1; i > start; --i) {
    if (scan.is(i - 1, Kind::kOpen)) return i - 1;
    if (scan.is(i - 1, Kind::kClose) || scan.is(i - 1, Kind::kSemicolon)) return at;
  }
  return at;
}

std::string nearest_name(const ReferenceScan& scan, std::size_t floor, std::size_t at);

}  // namespace

std::string archive_before(const ReferenceScan& scan, std::size_t floor, std::size_t at) {
  std::string name = nearest_name(scan, floor, at);
  if (is_latin_abbreviation(name)) return name;
  // "ЦДАГО України (Центр. держ. архів громад. об'єднань України). Ф. 1"
  const std::size_t open = opening_before(scan, floor, at);
  if (open == at) return name;
  std::string before = nearest_name(scan, floor, open);
  return name.empty() || is_latin_abbreviation(before) ? before : name;
}

namespace {

std::string nearest_name(const ReferenceScan& scan, std::size_t floor, std::size_t at) {
  const std::size_t start = std::max(floor, at > kFarthest ? at - kFarthest : 0);
  std::string unknown;
  std::size_t end = at;
  bool behind_dot = false, was_bracketed = false;
  for (int segment = 0; segment < 3 && end > start; ++segment) {
    end = end_of_name(scan, start, end, segment == 0, behind_dot);
    if (end == 0) break;
    const std::size_t begin = begin_of_name(scan, start, end);
    if (begin == end) break;
    std::size_t whole = begin;  // over ends of lines
    while (whole > start && is_in_name(scan, whole - 1)) --whole;
    if (const Archive* archive = known_name(scan, whole, end)) return std::string(archive->latin);
    // "Archive of the President, Russian Federation": a name with a comma in it.
    // Or with an abbreviation: "ЦДІА України у м. Львові".
    if (begin > start + 1 && (scan.is(begin - 1, Kind::kComma) || scan.is(begin - 1, Kind::kDot))) {
      const std::size_t earlier = begin_of_name(scan, start, begin - 1);
      if (const Archive* archive = known_name(scan, earlier, end)) {
        return std::string(archive->latin);
      }
    }
    const bool bracketed = scan.is(end, Kind::kClose);
    if (segment < 2 && !behind_dot && (unknown.empty() || was_bracketed)) {
      const std::string name = unknown_name(scan, begin, end, at);
      // "РО ИРЛИ (ПД)": the abbreviation before the bracket is the name.
      const bool better =
          unknown.empty() || (end - begin <= 3 && capitals_in(scan.token(begin).text) >= 2);
      if (!name.empty() && better) unknown = name;
    }
    was_bracketed = bracketed && begin > start && scan.is(begin - 1, Kind::kOpen);
    end = begin;
  }
  return unknown;
}

}  // namespace

std::string abbreviation_before(const ReferenceScan& scan, std::size_t floor, std::size_t at) {
  std::size_t end = at;
  if (end > floor && (scan.is(end - 1, Kind::kComma) || scan.is(end - 1, Kind::kDot))) --end;
  if (end == floor || !scan.is(end - 1, Kind::kWord)) return {};
  const std::string_view word = scan.token(end - 1).text;
  return capitals_in(word) >= 3 ? std::string(word) : std::string();
}

const Archive* known_archive_before(const ReferenceScan& scan, std::size_t floor, std::size_t at) {
  std::size_t end = at;
  while (end > floor && (scan.is(end - 1, Kind::kComma) || scan.is(end - 1, Kind::kDot) ||
                         scan.is(end - 1, Kind::kOpen) || scan.is_other(end - 1, ":"))) {
    --end;
  }
  const std::size_t start = std::max(floor, end > kFarthest ? end - kFarthest : 0);
  std::size_t begin = end;
  while (begin > start && is_in_name(scan, begin - 1)) --begin;
  return begin == end ? nullptr : known_name(scan, begin, end);
}

std::optional<ArchiveAhead> archive_ahead(const ReferenceScan& scan, std::size_t at) {
  if (scan.is(at, Kind::kComma)) ++at;
  const bool bracketed = scan.is(at, Kind::kOpen);
  if (bracketed) ++at;
  static const SkeletonWords kIn = skeleton_words({"in", "в", "у", "of", "the"});
  while (scan.is_any_of(at, kIn)) ++at;
  std::size_t most = at;
  while (most < at + kLongestKnown && is_in_name(scan, most)) ++most;
  if (most == at || !begins_archive_name(scan.token(at).skeleton)) return std::nullopt;
  std::string key;
  std::optional<ArchiveAhead> found;
  for (std::size_t i = at; i < most; ++i) {
    key += scan.token(i).skeleton;
    if (const Archive* archive = archive_of_key(key)) found = {archive, i + 1};
  }
  if (found && bracketed) {
    if (!scan.is(found->next, Kind::kClose)) return std::nullopt;
    ++found->next;
  }
  return found;
}

void tell_mixed_archive(ReferenceScan& scan, std::size_t floor, std::size_t at) {
  std::size_t end = at;
  while (end > floor && !is_in_name(scan, end - 1)) --end;
  const std::size_t start = std::max(floor, end > kFarthest ? end - kFarthest : 0);
  for (std::size_t i = end; i > start && is_in_name(scan, i - 1); --i)
    scan.tell_mixed(i - 1, false);
}

}  // namespace delo
