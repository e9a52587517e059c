// What stands between the parts of a reference, and between two references.
#include "core/records/archive_in_text.h"
#include "core/records/reference_parser.h"

namespace delo {

std::size_t ReferenceParser::skip_marks(std::size_t at) const {
  while (scan_.is(at, Kind::kComma) || scan_.is(at, Kind::kDot) || scan_.is(at, Kind::kSlash) ||
         scan_.is(at, Kind::kDash) || scan_.is(at, Kind::kClose) || scan_.is_other(at, ":") ||
         scan_.is_other(at, "|") || scan_.is_quote(at)) {
    ++at;
  }
  return at;
}

std::size_t ReferenceParser::next_part(const Draft& draft) const {
  std::size_t at = skip_marks(draft.end);
  if (scan_.is(at, Kind::kSemicolon)) {
    const std::size_t after = skip_marks(at + 1);
    const std::optional<Keyword> keyword = scan_.keyword(after);
    const bool ours = keyword && !draft.told.reversed() && !is_weak_start(keyword->part) &&
                      keyword->part != Part::kFond && !draft.told.has(Part::kLeaves) &&
                      draft.told.admits(keyword->part) &&
                      (keyword->part != Part::kLeaves || draft.told.has(Part::kDelo));
    return ours ? after : at;
  }
  if (scan_.is(at, Kind::kOpen)) {
    if (scan_.keyword(at + 1)) return at + 1;  // "(reel 4565)"
    const std::size_t close = closing(at);
    if (close != 0 && scan_.keyword(skip_marks(close + 1))) return skip_marks(close + 1);
  }
  if (!scan_.keyword(at)) at = behind_unknown_part(at, draft);
  return at;
}

std::size_t ReferenceParser::behind_unknown_part(std::size_t at, const Draft& draft) const {
  constexpr std::size_t kLongest = 10;  // tokens
  if (!draft.told.has(Part::kFond) || draft.told.has(Part::kLeaves) || draft.told.reversed()) {
    return at;
  }
  // "John F. 40 years, d. 1953"; but "f. 102 DPOO, 1898 g., op. 226"
  if (at == draft.end && !(is_abbreviation(scan_.token(at)) && scan_.is(at, Kind::kWord)))
    return at;
  if (keyword_or_number_sign(at, draft)) return at;
  const bool delo_told = draft.told.has(Part::kDelo);
  for (std::size_t i = at; i < at + kLongest; ++i) {
    const Kind kind = scan_.token(i).kind;
    if (kind == Kind::kSemicolon || kind == Kind::kEnd || scan_.token(i).line_before) return at;
    const std::optional<Keyword> keyword = scan_.keyword(i);
    if (!keyword || i == at) continue;
    if (!is_certain(*keyword, i)) continue;
    const bool lower = delo_told ? keyword->part == Part::kLeaves
                                 : (keyword->part == Part::kDelo || keyword->part == Part::kBox ||
                                    keyword->part == Part::kOpis) &&
                                       draft.told.admits(keyword->part);
    return lower ? i : at;
  }
  return at;
}

bool ReferenceParser::is_certain(const Keyword& keyword, std::size_t at) const {
  if (!scan_.is(keyword.next, Kind::kNumber) || !is_mark_before(at)) return false;
  if (keyword.plural && may_be_year(scan_.token(keyword.next).text))
    return false;                   // "Files 1950–54"
  constexpr std::size_t kLong = 3;  // bytes: "box", "Опись"
  return keyword.dotted || scan_.token(at).text.size() >= kLong;
}

bool ReferenceParser::is_mark_before(std::size_t at) const {
  if (at == 0) return false;
  const Kind kind = scan_.token(at - 1).kind;
  return kind == Kind::kDot || kind == Kind::kComma || kind == Kind::kClose ||
         kind == Kind::kDash || scan_.is_quote(at - 1);
}

std::size_t ReferenceParser::closing(std::size_t at) const {
  constexpr std::size_t kLongestRemark = 24;  // tokens
  for (std::size_t i = at + 1; i < at + kLongestRemark && i < scan_.tokens().size(); ++i) {
    if (scan_.is(i, Kind::kClose)) return i;
    if (scan_.is(i, Kind::kOpen) || scan_.is(i, Kind::kSemicolon)) return 0;
  }
  return 0;
}

bool ReferenceParser::is_connector(std::size_t at) const {
  static const SkeletonWords kWords =
      skeleton_words({"см", "также", "а", "see", "also", "cf", "ср", "див", "також", "тж", "as",
                      "well", "plus", "да", "або", "or", "или"});
  return scan_.is(at, Kind::kSemicolon) || scan_.is(at, Kind::kComma) || scan_.is(at, Kind::kDot) ||
         scan_.is(at, Kind::kClose) || scan_.is(at, Kind::kOpen) || scan_.is_conjunction(at) ||
         scan_.is_any_of(at, kWords) || scan_.is_other(at, "+") || scan_.is_other(at, ":") ||
         scan_.is(at, Kind::kDash);
}

bool ReferenceParser::follows_last(std::size_t at) const {
  if (out_.references.empty()) return false;
  std::size_t between = last_end_;
  while (between < at && is_connector(between)) ++between;
  return between == at;
}

bool ReferenceParser::says_see_also(std::size_t at) const {
  for (std::size_t i = last_end_; i < at; ++i) {
    if (scan_.is(i, Kind::kWord) && !scan_.is_conjunction(i)) return true;
  }
  return false;
}

}  // namespace delo
