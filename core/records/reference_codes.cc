// References whose numbers have no names: "РГАСПИ 17/3/1001/5", and those of Gorky's archive.
#include "core/records/archive_in_text.h"
#include "core/records/archives.h"
#include "core/records/part_value.h"
#include "core/records/reference_parser.h"

namespace delo {

std::size_t ReferenceParser::slashed_at(std::size_t at, std::vector<std::string>& parts) const {
  std::size_t end = at;
  Kind mark = Kind::kEnd;
  while (parts.size() < 5) {
    std::string value;
    if (scan_.is(end, Kind::kWord) && scan_.token(end).text.size() <= 2 && parts.empty()) {
      value = scan_.token(end).text;  // "R-5446/…"
      ++end;
      if (scan_.is(end, Kind::kDash)) {
        value += '-';
        ++end;
      }
      if (scan_.token(end).space_before) return at;
    }
    if (!scan_.is(end, Kind::kNumber)) return at;
    value += scan_.token(end).text;
    ++end;
    const bool suffix = scan_.is(end, Kind::kWord) && !scan_.token(end).space_before &&
                        scan_.token(end).text.size() <= 2 && !is_verso_mark(scan_.token(end));
    if (suffix && parts.size() < 3) value += scan_.token(end++).text;
    parts.push_back(std::move(value));
    const Kind here = scan_.token(end).kind;
    const bool is_mark = here == Kind::kSlash || here == Kind::kDot || here == Kind::kDash;
    const bool more = is_mark && (parts.size() == 1 || here == mark) &&
                      !scan_.token(end).space_before && !scan_.token(end + 1).space_before &&
                      scan_.is(end + 1, Kind::kNumber);
    if (!more || parts.size() == 3) break;
    mark = here;
    ++end;
  }
  return end;
}

std::optional<std::size_t> ReferenceParser::parse_slashed(std::size_t at) {
  const bool number = scan_.is(at, Kind::kNumber);
  if (!number && !(scan_.is(at, Kind::kWord) && scan_.token(at).text.size() <= 2)) {
    return std::nullopt;
  }
  if (at > 0 && scan_.is(at - 1, Kind::kDash)) return std::nullopt;
  std::vector<std::string> parts;
  const std::size_t end = slashed_at(at, parts);
  if (parts.size() < 3) return std::nullopt;
  if (const Archive* archive = known_archive_before(scan_, floor_, at)) {
    return end_slashed(at, end, parts, std::string(archive->latin));
  }
  if (last_was_code_ && follows_last(at)) {
    return end_slashed(at, end, parts, out_.references.back().archive);
  }
  // An archive that nobody knows: only where leaves follow.
  const std::string unknown = abbreviation_before(scan_, floor_, at);
  const std::optional<Keyword> next = scan_.keyword(skip_marks(end));
  const bool leaf_glued = scan_.is(end, Kind::kSlash) && scan_.is(end + 1, Kind::kNumber);
  const bool leaves = leaf_glued || (next && next->part == Part::kLeaves);
  if (unknown.empty() || !leaves) return std::nullopt;
  return end_slashed(at, end, parts, unknown);
}

std::optional<std::size_t> ReferenceParser::parse_slashes_of_fond(const Keyword& keyword,
                                                                  Draft& draft) {
  std::vector<std::string> parts;
  const std::size_t end = slashed_at(start_of_value(scan_, keyword), parts);
  if (parts.size() != 3 || !scan_.is(end - 2, Kind::kSlash)) return std::nullopt;
  draft.reference.fond = parts[0];
  draft.reference.opis = parts[1];
  draft.reference.delo = parts[2];
  draft.told.add(Part::kOpis);
  draft.told.add(Part::kDelo);
  draft.parts += 2;
  return end;
}

std::optional<std::size_t> ReferenceParser::end_slashed(std::size_t at, std::size_t end,
                                                        const std::vector<std::string>& parts,
                                                        std::string archive) {
  Draft draft{.reference = {},
              .told = ToldParts(false),
              .parts = 3,
              .end = end,
              .more_dela = {},
              .missing = {}};
  draft.reference.archive = std::move(archive);
  draft.reference.fond = parts[0];
  draft.reference.opis = parts[1];
  draft.reference.delo = parts[2];
  for (const Part part : {Part::kFond, Part::kOpis, Part::kDelo}) draft.told.add(part);
  if (draft.reference.archive == "AVPRF" && scan_.is(end, Kind::kSlash) &&
      scan_.is(end + 1, Kind::kNumber)) {  // its third number is the papka
    draft.reference.box = parts[2];
    draft.reference.delo = scan_.token(end + 1).text;
    draft.told.add(Part::kBox);
    end += 2;
    draft.end = end;
  }
  const bool glued = (scan_.is(end, Kind::kSlash) || scan_.is(end, Kind::kDot)) &&
                     !scan_.token(end).space_before && !scan_.token(end + 1).space_before;
  if (!glued && scan_.is(end, Kind::kOpen) && closing(end) != 0) end = closing(end) + 1;
  const bool marked = scan_.is(end, Kind::kComma) || scan_.is_other(end, ":");
  if ((glued || marked) && scan_.is(end + 1, Kind::kNumber)) {
    const auto after = leaf_list_.read_bare(end + 1, draft.reference.leaves, glued);
    if (after) draft.end = *after;
  }
  if (draft.reference.leaves.empty()) read_parts(next_part(draft), draft);
  tell_missing(draft);
  finish(draft, at);
  out_.references.push_back(std::move(draft.reference));
  last_end_ = draft.end;
  last_was_code_ = true;
  return draft.end;
}

std::optional<std::size_t> ReferenceParser::parse_signature(std::size_t at) {
  constexpr std::size_t kLongestClass = 4;  // letters
  const ReferenceToken& letters = scan_.token(at);
  if (letters.kind != Kind::kWord || letters.text.size() > kLongestClass ||
      letters.text != letters.skeleton || !scan_.is(at + 1, Kind::kNumber)) {
    return std::nullopt;
  }
  std::string fond = std::string(letters.text) + std::string(scan_.token(at + 1).text);
  std::size_t end = at + 2;
  const auto glued = [&](std::size_t i) { return !scan_.token(i).space_before; };
  if (scan_.is(end, Kind::kDash) && glued(end) && glued(end + 1) &&
      is_roman(scan_.token(end + 1).skeleton)) {
    fond += '-' + std::string(scan_.token(end + 1).skeleton);
    end += 2;
  }
  if (!scan_.is(end, Kind::kSlash) || !glued(end) || !scan_.is(end + 1, Kind::kNumber) ||
      !glued(end + 1)) {
    return std::nullopt;
  }
  static const SkeletonWords kClasses =
      skeleton_words({"FO", "CAB", "PREM", "WO", "KV", "HW", "ADM", "AIR", "HO", "FCO"});
  const Archive* archive = known_archive_before(scan_, floor_, at);
  const bool writes_so =
      archive != nullptr && (archive->latin == "BArch" || archive->latin == "TNA");
  if (!writes_so && !kClasses.contains(letters.skeleton)) return std::nullopt;
  Draft draft{.reference = {},
              .told = ToldParts(false),
              .parts = 2,
              .end = end + 2,
              .more_dela = {},
              .missing = {}};
  draft.reference.archive =
      writes_so ? std::string(archive->latin) : abbreviation_before(scan_, floor_, at);
  draft.reference.fond = std::move(fond);
  draft.reference.delo = scan_.token(end + 1).text;
  const ReferenceToken& letter = scan_.token(end + 2);  // "R 1001/6726n"
  if (letter.kind == Kind::kWord && letter.text.size() == 1 && glued(end + 2)) {
    draft.reference.delo += letter.text;
    ++draft.end;
  }
  for (const Part part : {Part::kFond, Part::kOpis, Part::kDelo}) draft.told.add(part);
  read_parts(next_part(draft), draft);
  tell_missing(draft);
  finish(draft, at);
  out_.references.push_back(std::move(draft.reference));
  last_end_ = draft.end;
  last_was_code_ = false;
  return draft.end;
}

std::optional<std::size_t> ReferenceParser::parse_gorky(std::size_t at) {
  std::size_t end = end_of_gorky_section(scan_, at);
  if (end == 0) return std::nullopt;
  std::string fond(scan_.written(at, end));
  std::size_t number = skip_marks(end);
  if (!scan_.is(number, Kind::kNumber)) return std::nullopt;
  ArchivalReference reference;
  reference.fond = std::move(fond);
  reference.archive = archive_before(scan_, floor_, at);
  end = number + 1;
  while (scan_.is(end, Kind::kDash) && scan_.is(end + 1, Kind::kNumber)) end += 2;
  reference.delo = scan_.written(number, end);
  if (scan_.is_other(end, ":") && scan_.is(end + 1, Kind::kNumber)) {
    if (const auto after = leaf_list_.read_bare(end + 1, reference.leaves)) end = *after;
  }
  out_.references.push_back(std::move(reference));
  last_end_ = end;
  return end;
}

}  // namespace delo
