// parse_references(): whole references, one after the other.
#include "core/records/reference_parser.h"

#include <algorithm>

#include "core/records/archive_in_text.h"
#include "core/records/archives.h"
#include "core/records/number_first.h"
#include "core/records/part_value.h"
#include "core/records/reference_writable.h"

namespace delo {

ParsedReferences ReferenceParser::parse() {
  std::size_t at = 0;
  while (at < scan_.tokens().size() && out_.references.size() < kMaxReferences) {
    if (!scan_.is(at, Kind::kWord) && !scan_.is(at, Kind::kNumber)) {
      ++at;
      continue;
    }
    std::optional<std::size_t> end = parse_ibid(at);
    if (!end) end = parse_number_first(at);
    if (!end) end = parse_one(at);
    if (!end) end = parse_gorky(at);
    if (!end) end = parse_slashed(at);
    if (!end) end = parse_signature(at);
    if (end) floor_ = *end;
    at = end ? *end : at + 1;
  }
  out_.faults = std::move(scan_.faults);
  return std::move(out_);
}

std::optional<std::size_t> ReferenceParser::parse_one(std::size_t at) {
  const std::optional<Keyword> first = scan_.keyword(at);
  if (!first || ends_spaced_name(at)) return std::nullopt;
  const bool behind_last = follows_last(at);
  if (behind_last && is_page_of_print(at)) return std::nullopt;
  const bool from_the_end =
      !behind_last && (first->part == Part::kLeaves || first->part == Part::kDelo);
  const std::size_t faults_before = scan_.faults.size();
  Draft draft{
      .reference = {}, .told = ToldParts(from_the_end), .end = at, .more_dela = {}, .missing = {}};
  read_parts(at, draft);
  if (draft.parts == 0 || !is_reference(*first, at, behind_last, draft)) {
    scan_.faults.resize(std::min(faults_before, scan_.faults.size()));
    return std::nullopt;
  }
  const bool continues =
      behind_last && first->part != Part::kFond && draft.reference.archive.empty();
  if (first->part == Part::kFond && draft.reference.archive.empty() && behind_last) {
    draft.reference.archive = out_.references.back().archive;
  }
  tell_missing(draft);
  finish(draft, at);
  if (continues) {
    take_over(draft.reference, says_see_also(at));
  } else {
    out_.references.push_back(std::move(draft.reference));
  }
  add_more_dela(draft);
  last_end_ = draft.end;
  last_was_code_ = false;
  return draft.end;
}

bool ReferenceParser::is_reference(const Keyword& first, std::size_t at, bool behind_last,
                                   Draft& draft) {
  ArchivalReference& reference = draft.reference;
  const bool whole_text = at == 0 && scan_.is(skip_marks(draft.end), Kind::kEnd);
  const bool boxed = !reference.box.empty() &&
                     (!reference.folder.empty() || (whole_text && !reference.delo.empty()));
  const bool only_weak = is_weak_start(first.part) && reference.fond.empty() && !boxed;
  const bool continues = behind_last && first.part != Part::kFond && !only_weak;
  if (!continues && reference.archive.empty()) {
    reference.archive = archive_before(scan_, floor_, at);
    if (!reference.archive.empty()) tell_mixed_archive(scan_, floor_, at);
  }
  if (first.part == Part::kLeaves && !continues && reference.fond.empty() &&
      reference.delo.empty()) {
    return false;
  }
  if (only_weak && !continues) return false;
  // "«Пиковая дама», д. 2, карт. 3": an act and a scene.
  const bool delo_and_box = first.part == Part::kDelo && !reference.box.empty() &&
                            reference.fond.empty() && reference.opis.empty() &&
                            reference.archive.empty() && reference.leaves.empty();
  if (delo_and_box && !whole_text && !continues) return false;
  const bool boxes_only = reference.fond.empty() && reference.delo.empty() && !continues;
  if (boxes_only && is_weak_start(first.part) && reference.archive.empty()) return false;
  const bool alone = whole_text && first.part != Part::kOpis && !reference.empty();
  const bool convincing = draft.parts >= 2 ||
                          (draft.parts == 1 && !reference.archive.empty() &&
                           (first.part != Part::kDelo || !first.spoken)) ||
                          alone || continues;
  return convincing && (!reference.empty() || continues);
}

bool ReferenceParser::is_page_of_print(std::size_t at) const {
  static const SkeletonWords kPages = skeleton_words({"стр", "pp", "page", "pages"});
  return scan_.is_any_of(at, kPages) && !out_.references.back().leaves.empty();
}

bool ReferenceParser::ends_spaced_name(std::size_t at) const {
  constexpr std::size_t kLongest = 8;  // letters
  const auto is_letter = [&](std::size_t i) {
    const ReferenceToken& word = scan_.token(i);
    return word.kind == Kind::kWord && letter_at(word.text, 0).size == word.text.size();
  };
  if (at < floor_ + 2 || !is_letter(at) || !is_letter(at - 1)) return false;
  std::string key(scan_.token(at).skeleton);
  for (std::size_t i = at; i > floor_ && at - i < kLongest && is_letter(i - 1); --i) {
    if (!scan_.token(i).space_before) return false;
    key.insert(0, scan_.token(i - 1).skeleton);
    if (key.size() > 2 && archive_of_key(key) != nullptr) return true;
  }
  return false;
}

void ReferenceParser::take_over(ArchivalReference& reference, bool apart) {
  ArchivalReference& last = out_.references.back();
  const bool leaves_only = reference.empty() && reference.volume.empty();
  if (leaves_only && !apart && reference.reel.empty() && reference.frames.empty()) {
    last.leaves.insert(last.leaves.end(), reference.leaves.begin(), reference.leaves.end());
    return;
  }
  reference.archive = last.archive;
  reference.fond = last.fond;
  if (reference.opis.empty()) {
    reference.opis = last.opis;
    if (reference.box.empty()) reference.box = last.box;
    if (reference.delo.empty()) {
      reference.delo = last.delo;
      if (reference.volume.empty()) reference.volume = last.volume;
    }
  }
  ArchivalReference copy = std::move(reference);  // `last` goes with the vector's growth
  out_.references.push_back(std::move(copy));
}

void ReferenceParser::add_more_dela(Draft& draft) {
  if (draft.more_dela.empty()) return;
  const std::size_t first = out_.references.size() - 1;
  std::vector<Leaf> leaves = std::move(out_.references[first].leaves);
  out_.references[first].leaves.clear();
  for (std::string& delo : draft.more_dela) {
    if (out_.references.size() >= kMaxReferences) break;
    ArchivalReference other = out_.references[first];
    other.delo = std::move(delo);
    out_.references.push_back(std::move(other));
  }
  out_.references.back().leaves = std::move(leaves);  // those named behind the last delo
}

std::optional<std::size_t> ReferenceParser::parse_number_first(std::size_t at) {
  std::optional<NumberFirst> found = read_number_first(scan_, at);
  if (!found) return std::nullopt;
  found->reference.archive = archive_before(scan_, floor_, at);
  out_.references.push_back(std::move(found->reference));
  last_end_ = found->next;
  return found->next;
}

std::optional<std::size_t> ReferenceParser::parse_ibid(std::size_t at) {
  static const SkeletonWords kIbid = skeleton_words({"ibid", "ibidem", "тамже", "тамсамо"});
  static const SkeletonWords kThere = skeleton_words({"там", "tam"});
  static const SkeletonWords kSame = skeleton_words({"же", "само", "сама", "жа", "zhe", "samo"});
  std::size_t next = at;
  if (scan_.is_any_of(at, kIbid)) {
    next = at + 1;
  } else if (scan_.is_any_of(at, kThere) && scan_.is_any_of(at + 1, kSame)) {
    next = at + 2;
  } else {
    return std::nullopt;
  }
  const std::size_t begin = skip_marks(next);
  const std::optional<Keyword> first = scan_.keyword(begin);
  if (!first) return std::nullopt;
  const std::size_t faults_before = scan_.faults.size();
  Draft draft{
      .reference = {}, .told = ToldParts(false), .end = begin, .more_dela = {}, .missing = {}};
  read_parts(begin, draft);
  if (draft.parts == 0) {
    scan_.faults.resize(std::min(faults_before, scan_.faults.size()));
    return std::nullopt;
  }
  tell_missing(draft);
  finish(draft, begin);
  if (out_.references.empty()) {
    scan_.fault(at, "'" + std::string(scan_.written(at, next)) +
                        "' speaks of a reference before it, and there is none");
    if (draft.reference.empty()) return draft.end;
    out_.references.push_back(std::move(draft.reference));
  } else if (first->part == Part::kFond) {
    draft.reference.archive = out_.references.back().archive;
    out_.references.push_back(std::move(draft.reference));
  } else {
    take_over(draft.reference, true);
  }
  add_more_dela(draft);
  last_end_ = draft.end;
  last_was_code_ = false;
  return draft.end;
}

void ReferenceParser::tell_missing(const Draft& draft) {
  const std::optional<Keyword>& keyword = draft.missing;
  if (!keyword || (!keyword->dotted && scan_.token(draft.missing_at).text.size() <= 4)) return;
  const std::size_t value = start_of_value(scan_, *keyword);
  const ReferenceToken& after = scan_.token(value);
  const bool clear = keyword->part == Part::kLeaves || keyword->part == Part::kOpis;
  if (after.kind == Kind::kWord && (!clear || !keyword->dotted || after.line_before)) return;
  if (keyword->weak || (keyword->spoken && !keyword->dotted)) return;
  if (after.kind == Kind::kNumber) {
    scan_.expected(std::string(value_of(keyword->part)) + " of at most 20 digits", draft.missing_at,
                   value);
    return;
  }
  scan_.expected(value_of(keyword->part), draft.missing_at, value);
}

void ReferenceParser::finish(Draft& draft, std::size_t at) {
  ArchivalReference& reference = draft.reference;
  // The numbers of AVPRF's fonds begin with zeros; those of folder names are padding.
  if (draft.padded && reference.archive != "AVPRF") {
    for (std::string* part :
         {&reference.fond, &reference.opis, &reference.box, &reference.delo, &reference.volume}) {
      const std::size_t digit = part->find_first_not_of('0');
      if (!part->empty() && part->front() == '0' && digit != std::string::npos) {
        part->erase(0, digit);
      }
    }
  }
  const std::vector<Leaf>& leaves = reference.leaves;
  const bool ascending =
      std::adjacent_find(leaves.begin(), leaves.end(),
                         [](const Leaf& a, const Leaf& b) { return !(a < b); }) == leaves.end();
  if (ascending) return;
  std::vector<Leaf> sorted = leaves;
  std::sort(sorted.begin(), sorted.end(), [](const Leaf& a, const Leaf& b) { return a < b; });
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice != sorted.end()) scan_.fault(at, "leaf " + twice->label() + " is named twice");
}

ParsedReferences read_references(std::string_view text) { return ReferenceParser(text).parse(); }

ParsedReferences parse_references(std::string_view text) {
  ParsedReferences out = read_references(text.substr(0, kMaxReferenceText));
  for (ArchivalReference& reference : out.references) {
    if (make_writable(reference)) continue;
    out.faults.push_back({0, "written as '" + reference.canonical() +
                                 "' the reference reads differently: name its parts in full"});
  }
  if (text.size() > kMaxReferenceText) {
    out.faults.push_back(
        {kMaxReferenceText,
         "text after the first " + std::to_string(kMaxReferenceText) + " bytes was not read"});
  }
  return out;
}

}  // namespace delo
