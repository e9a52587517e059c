// The parts of a reference: a keyword and its value.
#include "core/records/archive_in_text.h"
#include "core/records/part_value.h"
#include "core/records/reference_parser.h"

namespace delo {

namespace {

using Part = ReferencePart;

std::string& member(ArchivalReference& reference, Part part) {
  switch (part) {
    case Part::kFond:
      return reference.fond;
    case Part::kOpis:
      return reference.opis;
    case Part::kBox:
      return reference.box;
    case Part::kFolder:
      return reference.folder;
    case Part::kVolume:
      return reference.volume;
    case Part::kItem:
      return reference.item;
    case Part::kReel:
      return reference.reel;
    case Part::kFrames:
      return reference.frames;
    default:
      return reference.delo;
  }
}

}  // namespace

void ReferenceParser::read_parts(std::size_t at, Draft& draft) {
  for (std::size_t next = at;;) {
    const std::optional<std::size_t> after = parse_part(next, draft);
    if (!after) break;
    ++draft.parts;
    draft.end = *after;
    take_archive_ahead(draft);
    next = next_part(draft);
  }
}

std::optional<std::size_t> ReferenceParser::parse_part(std::size_t at, Draft& draft) {
  std::optional<Keyword> keyword = keyword_or_number_sign(at, draft);
  if (!keyword) return std::nullopt;
  // "RG-22.002M" is a collection's code, "RG 59" a record group.
  if (scan_.token(at).text == "RG" && !scan_.is(keyword->next, Kind::kNumber)) return std::nullopt;
  skip_twin(*keyword);
  take_for_document(at, *keyword, draft);
  // "к", "т" and the like are words of their own, too.
  const bool glued = keyword->next == at + 1 && !scan_.token(at + 1).space_before;
  const bool bracketed = at > 0 && scan_.is(at - 1, Kind::kOpen);
  if (keyword->weak && !keyword->dotted && !glued && !bracketed) return std::nullopt;
  if (is_page(*keyword, draft)) keyword->part = Part::kLeaves;
  // "Кор. 5. Папка 2": a folder in the box.
  if (keyword->part == Part::kBox && draft.told.has(Part::kBox)) keyword->part = Part::kFolder;
  if (const auto end = parse_part_of_volume(*keyword, glued, draft)) return end;
  if (!draft.told.admits(keyword->part)) return std::nullopt;
  const std::size_t faults_before = scan_.faults.size();
  scan_.tell_mixed(at, false);
  const std::optional<std::size_t> end = keyword->part == Part::kLeaves
                                             ? parse_leaves(at, *keyword, draft)
                                             : parse_number(*keyword, glued, draft);
  if (!end) {
    const bool own_fault = scan_.faults.size() > faults_before &&
                           scan_.faults.back().kind == ReferenceFault::Kind::kUnreadable;
    if (!own_fault) {
      scan_.faults.resize(faults_before);
      draft.missing = keyword;
      draft.missing_at = at;
    }
    return std::nullopt;
  }
  draft.told.add(keyword->part);
  if (keyword->part == Part::kOpis) draft.opis_of_place = !scan_.keyword(at);
  static const SkeletonWords kPolish = skeleton_words({"sygn", "sygnatura", "zesp", "zespol"});
  draft.polish = draft.polish || scan_.is_any_of(at, kPolish);
  return end;
}

// "Д. 925. Док. 5": a document in the delo.
void ReferenceParser::take_for_document(std::size_t at, Keyword& keyword,
                                        const Draft& draft) const {
  static const SkeletonWords kDocument =
      skeleton_words({"dok", "док", "doc", "document", "dokument", "документ"});
  if (keyword.part == Part::kDelo && draft.told.has(Part::kDelo) &&
      scan_.is_any_of(at, kDocument)) {
    keyword.part = Part::kItem;
  }
}

std::optional<std::size_t> ReferenceParser::parse_part_of_volume(const Keyword& keyword, bool glued,
                                                                 Draft& draft) {
  std::string& volume = draft.reference.volume;
  const auto plain = [](std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
  };
  const bool second = keyword.part == Part::kVolume && draft.told.has(Part::kVolume) &&
                      !draft.told.has(Part::kLeaves) && plain(volume);
  if (!second) return std::nullopt;
  const std::size_t faults_before = scan_.faults.size();
  const std::optional<PartValue> value = read_value(scan_, keyword, glued);
  if (!value || !plain(value->text)) {
    scan_.faults.resize(std::min(faults_before, scan_.faults.size()));
    return std::nullopt;
  }
  volume += '/' + value->text;
  return value->next;
}

std::optional<Keyword> ReferenceParser::keyword_of_place(std::size_t at, const Draft& draft) const {
  static const SkeletonWords kOpis = skeleton_words({"n", "an", "anaw", "anac", "entry"});
  static const SkeletonWords kDelo = skeleton_words({"s"});
  static const SkeletonWords kBox = skeleton_words({"портфель", "portfel"});
  if (draft.polish) {
    if (const auto keyword = polish_keyword(at, draft)) return keyword;
  }
  if (!draft.told.has(Part::kFond) || draft.told.has(Part::kDelo) || draft.told.reversed()) {
    return std::nullopt;
  }
  if (const auto keyword = kazakh_keyword(at)) return keyword;
  const bool dotted = scan_.is(at + 1, Kind::kDot);
  const bool whole = scan_.token(at).text.size() > 4;
  std::size_t next = at + (dotted ? 2 : 1);
  if (scan_.is(next, Kind::kNumero)) ++next;
  // "Entry A1-5", "Entry ZZ-18"
  const bool prefixed = whole && scan_.is(next, Kind::kWord) &&
                        scan_.token(next).text.size() <= 2 &&
                        (scan_.is(next + 1, Kind::kNumber) || scan_.is(next + 1, Kind::kDash));
  if ((!dotted && !whole) || (!scan_.is(next, Kind::kNumber) && !prefixed)) return std::nullopt;
  const bool latin = !scan_.token(at).cyrillic;
  Keyword keyword{.cyrillic = !latin, .dotted = dotted, .next = next};
  if (latin && !draft.told.has(Part::kOpis) && scan_.is_any_of(at, kOpis)) {
    keyword.part = Part::kOpis;
  } else if (latin && draft.opis_of_place && scan_.is_any_of(at, kDelo)) {
    keyword.part = Part::kDelo;
  } else if (!draft.told.has(Part::kBox) && scan_.is_any_of(at, kBox)) {
    keyword.part = Part::kBox;
    const std::optional<Keyword> after = scan_.keyword(skip_marks(next + 1));
    if (after && after->part == Part::kBox) return std::nullopt;  // the papka in it says more
  } else {
    return std::nullopt;
  }
  return keyword;
}

// "zesp. 1354, sygn. 295/VII-109, k. 5", "j. 12": what they mean behind Polish names.
std::optional<Keyword> ReferenceParser::polish_keyword(std::size_t at, const Draft& draft) const {
  static const SkeletonWords kLeaves = skeleton_words({"k", "kk", "s", "ss", "str"});
  static const SkeletonWords kDelo = skeleton_words({"j", "jedn", "poz"});
  if (scan_.token(at).cyrillic || !scan_.is(at + 1, Kind::kDot) ||
      !scan_.is(at + 2, Kind::kNumber)) {
    return std::nullopt;
  }
  Keyword keyword{.dotted = true, .next = at + 2};
  if (scan_.is_any_of(at, kLeaves) && !draft.told.has(Part::kLeaves)) {
    keyword.part = Part::kLeaves;
  } else if (scan_.is_any_of(at, kDelo) && !draft.told.has(Part::kDelo)) {
    keyword.part = Part::kDelo;
  } else {
    return std::nullopt;
  }
  return keyword;
}

// "қор 708, тізбе 1, іс 337"
std::optional<Keyword> ReferenceParser::kazakh_keyword(std::size_t at) const {
  static const SkeletonWords kDelo = skeleton_words({"іс"});
  if (!scan_.token(at).cyrillic || !scan_.is_any_of(at, kDelo)) return std::nullopt;
  const std::size_t next = at + (scan_.is(at + 1, Kind::kDot) ? 2 : 1);
  if (!scan_.is(next, Kind::kNumber)) return std::nullopt;
  return Keyword{.part = Part::kDelo, .cyrillic = true, .dotted = true, .next = next};
}

std::optional<Keyword> ReferenceParser::keyword_or_number_sign(std::size_t at,
                                                               const Draft& draft) const {
  if (const auto keyword = keyword_of_place(at, draft)) return keyword;
  static const SkeletonWords kNo = skeleton_words({"no", "nr"});
  const bool sign = scan_.is(at, Kind::kNumero) || scan_.is_any_of(at, kNo);
  if (!sign || !draft.told.has(Part::kFond) || draft.told.has(Part::kDelo)) {
    return scan_.keyword(at);
  }
  const bool dotted = scan_.is(at + 1, Kind::kDot);
  return Keyword{.part = Part::kDelo, .dotted = true, .next = at + (dotted ? 2 : 1)};
}

void ReferenceParser::skip_twin(Keyword& keyword) const {
  const std::size_t at = keyword.next + (scan_.is_quote(keyword.next) ? 1 : 0);  // opis'
  const bool bracketed = scan_.is(at, Kind::kOpen);
  const std::optional<Keyword> twin = scan_.keyword(at + (bracketed ? 1 : 0));
  if (!twin || (twin->part != keyword.part && !(twin->page && keyword.part == Part::kBox))) return;
  if (bracketed && !scan_.is(twin->next, Kind::kClose)) return;
  const std::size_t value = twin->next + (bracketed ? 1 : 0);
  if (!bracketed && !scan_.is(value, Kind::kNumber)) return;
  // "Ф. ф5": a prefix of the number.
  if (!bracketed && !twin->dotted && !scan_.token(value).space_before) return;
  keyword.next = value;
  keyword.dotted = keyword.dotted || twin->dotted;
}

bool ReferenceParser::is_page(const Keyword& keyword, const Draft& draft) const {
  if (!draft.told.has(Part::kDelo) || draft.told.has(Part::kLeaves)) return false;
  if (keyword.part == Part::kFond && !keyword.cyrillic && keyword.dotted &&
      draft.told.has(Part::kFond) && !draft.told.reversed()) {
    return !scan_.keyword(skip_marks(keyword.next + 1)) &&
           !scan_.keyword(skip_marks(keyword.next + 2));
  }
  if (!keyword.page || draft.reference.archive == "AVPRF") return false;
  const std::size_t after = skip_marks(keyword.next + 1);
  const std::optional<Keyword> next = scan_.keyword(after);
  return !next || next->part != Part::kLeaves;
}

std::optional<std::size_t> ReferenceParser::parse_leaves(std::size_t at, const Keyword& keyword,
                                                         Draft& draft) {
  if (const auto end = leaf_list_.read(keyword, draft.reference.leaves)) return end;
  if (const auto end = leaf_list_.unnumbered(keyword)) {
    scan_.fault(at, "the leaf has no number", ReferenceFault::Kind::kRemark);
    return end;
  }
  return std::nullopt;
}

std::optional<std::size_t> ReferenceParser::parse_number(const Keyword& keyword, bool glued,
                                                         Draft& draft) {
  std::optional<PartValue> value = read_value(scan_, keyword, glued);
  if (!value) return std::nullopt;
  draft.padded = draft.padded || value->padded;
  if (keyword.part == Part::kFond && value->text.find('/') != std::string::npos) {
    if (const auto end = parse_slashes_of_fond(keyword, draft)) return end;
  }
  member(draft.reference, keyword.part) = std::move(value->text);
  std::size_t end = value->next;
  if (keyword.part == Part::kDelo) end = parse_more_dela(keyword, end, draft);
  if (keyword.part == Part::kFrames) end = parse_more_frames(end, draft.reference.frames);
  return end;
}

std::size_t ReferenceParser::parse_more_dela(const Keyword& keyword, std::size_t end,
                                             Draft& draft) {
  constexpr std::size_t kMostDela = 1000;
  while (draft.more_dela.size() < kMostDela) {
    std::size_t at = end;
    const bool listed = scan_.is(at, Kind::kComma) || scan_.is(at, Kind::kSemicolon);
    if (listed) ++at;
    if (scan_.is_conjunction(at)) ++at;
    if (at == end || !scan_.is(at, Kind::kNumber) || scan_.token(at).text.size() > 6) break;
    Keyword bare = keyword;
    bare.next = at;
    const std::size_t faults_before = scan_.faults.size();
    const std::optional<PartValue> value = read_value(scan_, bare, false);
    if (!keyword.plural && listed && value && value->text.find('-') != std::string::npos &&
        draft.more_dela.empty()) {  // "d. 128, 1-40": leaves, and the keyword is left out
      scan_.faults.resize(faults_before);
      const auto after = leaf_list_.read_bare(at, draft.reference.leaves);
      if (!after) break;
      draft.told.add(Part::kLeaves);
      return *after;
    }
    const bool good =
        value && ends_a_delo(value->next) && (keyword.plural || !may_be_year(scan_.token(at).text));
    if (!good) {
      scan_.faults.resize(faults_before);
      break;
    }
    draft.more_dela.push_back(value->text);
    end = value->next;
  }
  return end;
}

bool ReferenceParser::ends_a_delo(std::size_t at) const {
  const Kind kind = scan_.token(at).kind;
  return kind == Kind::kComma || kind == Kind::kSemicolon || kind == Kind::kEnd ||
         kind == Kind::kClose || scan_.is_conjunction(at) ||
         (kind == Kind::kDot && !scan_.is(at + 1, Kind::kNumber));
}

std::size_t ReferenceParser::parse_more_frames(std::size_t end, std::string& frames) const {
  while (scan_.is(end, Kind::kDash) && scan_.is(end + 1, Kind::kNumber)) {
    frames += '-' + std::string(scan_.token(end + 1).text);
    end += 2;
  }
  return end;
}

void ReferenceParser::take_archive_ahead(Draft& draft) {
  if (!draft.reference.archive.empty()) return;
  const auto found = archive_ahead(scan_, draft.end);
  if (!found) return;
  // "…, d. 337; GARF, f. 1": the name belongs to what follows it.
  const std::optional<Keyword> next = scan_.keyword(skip_marks(found->next));
  if (next && next->part == Part::kFond) return;
  draft.reference.archive = found->archive->latin;
  draft.end = found->next;
}

}  // namespace delo
