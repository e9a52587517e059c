// parse_references(): the grammar of docs/formats/references.md.  One pass over
// the tokens; what it looks back at is bounded, so that a hostile description
// costs no more than its length.
#include "core/records/archive_in_text.h"
#include "core/records/archives.h"
#include "core/records/leaf_list.h"
#include "core/records/number_first.h"
#include "core/records/part_value.h"
#include "core/records/reference_scan.h"
#include "core/records/reference_writable.h"

namespace delo {
namespace {

using Kind = ReferenceToken::Kind;
using Part = ReferencePart;

constexpr std::size_t kMaxReferences = 10000;

// Which parts a reference has told already.
class ToldParts {
 public:
  // `reversed`: the reference began with its last part ("list 25, fond 45, opis 1").
  explicit ToldParts(bool reversed) : reversed_(reversed) {}
  bool has(Part part) const { return (bits_ & bit(part)) != 0; }
  void add(Part part) { bits_ |= bit(part); }
  // Fond, opis, delo, leaves come in this order; box, folder, item and volume
  // anywhere before the leaves, a microfilm anywhere.
  bool admits(Part part) const {
    if (has(part)) return false;
    if (reversed_ || part == Part::kReel || part == Part::kFrames) return true;
    if (has(Part::kLeaves)) return false;
    if (part == Part::kFond) return (bits_ & ~(bit(Part::kReel) | bit(Part::kFrames))) == 0;
    return part != Part::kOpis || !has(Part::kDelo);
  }
  bool reversed() const { return reversed_; }

 private:
  static unsigned bit(Part part) { return 1U << static_cast<unsigned>(part); }
  unsigned bits_ = 0;
  bool reversed_ = false;
};

bool is_weak_start(Part part) {
  return part == Part::kBox || part == Part::kVolume || part == Part::kFolder ||
         part == Part::kItem || part == Part::kReel || part == Part::kFrames;
}

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

class ReferenceParser {
 public:
  explicit ReferenceParser(std::string_view text) : scan_(text), leaf_list_(scan_) {}

  ParsedReferences parse() {
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
      if (end) floor_ = *end;
      at = end ? *end : at + 1;
    }
    out_.faults = std::move(scan_.faults);
    return std::move(out_);
  }

 private:
  // A reference while it is read.
  struct Draft {
    ArchivalReference reference;
    ToldParts told;
    int parts = 0;
    std::size_t end = 0;
    bool padded = false;
    bool opis_of_place = false;          // told by a word that means it only there: "n.", "an."
    std::vector<std::string> more_dela;  // "дд. 5, 7": those after the first
    std::optional<Keyword> missing;      // a keyword whose value could not be read
    std::size_t missing_at = 0;
  };

  // ---- Marks between ----

  // Marks that divide the parts of one reference.
  std::size_t skip_marks(std::size_t at) const {
    while (scan_.is(at, Kind::kComma) || scan_.is(at, Kind::kDot) || scan_.is(at, Kind::kSlash) ||
           scan_.is(at, Kind::kDash) || scan_.is(at, Kind::kClose) || scan_.is_other(at, ":") ||
           scan_.is_other(at, "|") || scan_.is_quote(at)) {
      ++at;
    }
    return at;
  }

  // Where the next part may stand: behind marks, behind ';' when it is a part
  // that this reference has not told, behind a remark in brackets or quotes.
  std::size_t next_part(const Draft& draft) const {
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

  // "Оп. 470. 1913. Д. 120", "оп. 175, 1-й стол, д. 5", "Ф. 93. Разд. I. К. 2": a part
  // that this grammar has no name for, where a box or delo is still to come.
  std::size_t behind_unknown_part(std::size_t at, const Draft& draft) const {
    constexpr std::size_t kLongest = 10;  // tokens
    if (!draft.told.has(Part::kFond) || draft.told.has(Part::kDelo) || draft.told.reversed()) {
      return at;
    }
    if (at == draft.end) return at;  // "John F. 40 years, d. 1953"
    for (std::size_t i = at; i < at + kLongest; ++i) {
      const Kind kind = scan_.token(i).kind;
      if (kind == Kind::kSemicolon || kind == Kind::kEnd || scan_.token(i).line_before) return at;
      const std::optional<Keyword> keyword = scan_.keyword(i);
      if (!keyword || i == at) continue;
      const bool lower = (keyword->part == Part::kDelo || keyword->part == Part::kBox ||
                          keyword->part == Part::kOpis) &&
                         draft.told.admits(keyword->part);
      const bool certain = keyword->dotted && scan_.is(keyword->next, Kind::kNumber);
      return lower && certain ? i : at;
    }
    return at;
  }

  // The bracket that closes the one at `at`, if it is near; else 0.
  std::size_t closing(std::size_t at) const {
    constexpr std::size_t kLongestRemark = 24;  // tokens
    for (std::size_t i = at + 1; i < at + kLongestRemark && i < scan_.tokens().size(); ++i) {
      if (scan_.is(i, Kind::kClose)) return i;
      if (scan_.is(i, Kind::kOpen) || scan_.is(i, Kind::kSemicolon)) return 0;
    }
    return 0;
  }

  bool is_connector(std::size_t at) const {
    static const SkeletonWords kWords =
        skeleton_words({"см", "также", "а", "see", "also", "cf", "ср", "див", "також", "тж", "as",
                        "well", "plus", "да", "або", "or", "или"});
    return scan_.is(at, Kind::kSemicolon) || scan_.is(at, Kind::kComma) ||
           scan_.is(at, Kind::kDot) || scan_.is(at, Kind::kClose) || scan_.is(at, Kind::kOpen) ||
           scan_.is_conjunction(at) || scan_.is_any_of(at, kWords) || scan_.is_other(at, "+") ||
           scan_.is_other(at, ":") || scan_.is(at, Kind::kDash);
  }

  // Only marks and "see also" between the last reference and this token.
  bool follows_last(std::size_t at) const {
    if (out_.references.empty()) return false;
    std::size_t between = last_end_;
    while (between < at && is_connector(between)) ++between;
    return between == at;
  }
  // Among them "see also": the leaves that follow are another reference.
  bool says_see_also(std::size_t at) const {
    for (std::size_t i = last_end_; i < at; ++i) {
      if (scan_.is(i, Kind::kWord) && !scan_.is_conjunction(i)) return true;
    }
    return false;
  }

  // ---- One reference ----

  std::optional<std::size_t> parse_one(std::size_t at) {
    const std::optional<Keyword> first = scan_.keyword(at);
    if (!first) return std::nullopt;
    const bool behind_last = follows_last(at);
    const bool from_the_end =
        !behind_last && (first->part == Part::kLeaves || first->part == Part::kDelo);
    const std::size_t faults_before = scan_.faults.size();
    Draft draft{.reference = {},
                .told = ToldParts(from_the_end),
                .end = at,
                .more_dela = {},
                .missing = {}};
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
    return draft.end;
  }

  void read_parts(std::size_t at, Draft& draft) {
    for (std::size_t next = at;;) {
      const std::optional<std::size_t> after = parse_part(next, draft);
      if (!after) break;
      ++draft.parts;
      draft.end = *after;
      take_archive_ahead(draft);
      next = next_part(draft);
    }
  }

  // Enough of a reference, and not words that only look like it.
  bool is_reference(const Keyword& first, std::size_t at, bool behind_last, Draft& draft) {
    ArchivalReference& reference = draft.reference;
    const bool only_weak = is_weak_start(first.part) && reference.fond.empty() &&
                           (reference.box.empty() || reference.folder.empty());
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
    const bool boxes_only = reference.fond.empty() && reference.delo.empty() && !continues;
    if (boxes_only && is_weak_start(first.part) && reference.archive.empty()) return false;
    const bool alone = at == 0 && first.part != Part::kOpis &&
                       scan_.is(skip_marks(draft.end), Kind::kEnd) && !reference.empty();
    const bool convincing = draft.parts >= 2 ||
                            (draft.parts == 1 && !reference.archive.empty() &&
                             (first.part != Part::kDelo || !first.spoken)) ||
                            alone || continues;
    return convincing && (!reference.empty() || continues);
  }

  // One keyword and its value; nothing when there is none, or it was told before.
  std::optional<std::size_t> parse_part(std::size_t at, Draft& draft) {
    std::optional<Keyword> keyword = keyword_or_number_sign(at, draft);
    if (!keyword) return std::nullopt;
    // "RG-22.002M" is a collection's code, "RG 59" a record group.
    if (scan_.token(at).text == "RG" && !scan_.is(keyword->next, Kind::kNumber))
      return std::nullopt;
    skip_twin(*keyword);
    // "к", "т" and the like are words of their own, too.
    const bool glued = keyword->next == at + 1 && !scan_.token(at + 1).space_before;
    const bool bracketed = at > 0 && scan_.is(at - 1, Kind::kOpen);
    if (keyword->weak && !keyword->dotted && !glued && !bracketed) return std::nullopt;
    if (is_page(*keyword, draft)) keyword->part = Part::kLeaves;
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
    return end;
  }

  // "Т. 2. Ч. 1" is volume 2/1.
  std::optional<std::size_t> parse_part_of_volume(const Keyword& keyword, bool glued,
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

  // Words that name a part only behind a fond: Estonian "n.", "s." (nimistu, säilik),
  // Georgian "an.", "s." (anaceri, sakme), American "Entry", "портфель" for a box.
  std::optional<Keyword> keyword_of_place(std::size_t at, const Draft& draft) const {
    static const SkeletonWords kOpis = skeleton_words({"n", "an", "anaw", "anac", "entry"});
    static const SkeletonWords kDelo = skeleton_words({"s"});
    static const SkeletonWords kBox = skeleton_words({"портфель", "portfel"});
    if (!draft.told.has(Part::kFond) || draft.told.has(Part::kDelo) || draft.told.reversed()) {
      return std::nullopt;
    }
    const bool dotted = scan_.is(at + 1, Kind::kDot);
    const bool whole = scan_.token(at).text.size() > 4;
    std::size_t next = at + (dotted ? 2 : 1);
    if (scan_.is(next, Kind::kNumero)) ++next;
    if ((!dotted && !whole) || !scan_.is(next, Kind::kNumber)) return std::nullopt;
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

  // "№ 833" and "no. 2996" behind the fond are the delo.
  std::optional<Keyword> keyword_or_number_sign(std::size_t at, const Draft& draft) const {
    if (const auto keyword = keyword_of_place(at, draft)) return keyword;
    static const SkeletonWords kNo = skeleton_words({"no", "nr"});
    const bool sign = scan_.is(at, Kind::kNumero) || scan_.is_any_of(at, kNo);
    if (!sign || !draft.told.has(Part::kFond) || draft.told.has(Part::kDelo)) {
      return scan_.keyword(at);
    }
    const bool dotted = scan_.is(at + 1, Kind::kDot);
    return Keyword{.part = Part::kDelo, .dotted = true, .next = at + (dotted ? 2 : 1)};
  }

  // "арк.арк. 5", "Fond (F.) 059": the same keyword twice.
  void skip_twin(Keyword& keyword) const {
    const std::size_t at = keyword.next + (scan_.is_quote(keyword.next) ? 1 : 0);  // opis'
    const bool bracketed = scan_.is(at, Kind::kOpen);
    const std::optional<Keyword> twin = scan_.keyword(at + (bracketed ? 1 : 0));
    if (!twin || (twin->part != keyword.part && !(twin->page && keyword.part == Part::kBox)))
      return;
    if (bracketed && !scan_.is(twin->next, Kind::kClose)) return;
    const std::size_t value = twin->next + (bracketed ? 1 : 0);
    if (!bracketed && !scan_.is(value, Kind::kNumber)) return;
    // "Ф. ф5": a prefix of the number.
    if (!bracketed && !twin->dotted && !scan_.token(value).space_before) return;
    keyword.next = value;
    keyword.dotted = keyword.dotted || twin->dotted;
  }

  // "p." behind the delo is a page, but for AVPRF's papki ("d. 4, p. 11, l. 91"); a
  // second "f." is a folio where no opis follows it.
  bool is_page(const Keyword& keyword, const Draft& draft) const {
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

  std::optional<std::size_t> parse_leaves(std::size_t at, const Keyword& keyword, Draft& draft) {
    if (const auto end = leaf_list_.read(keyword, draft.reference.leaves)) return end;
    if (const auto end = leaf_list_.unnumbered(keyword)) {
      scan_.fault(at, "the leaf has no number", ReferenceFault::Kind::kRemark);
      return end;
    }
    return std::nullopt;
  }

  std::optional<std::size_t> parse_number(const Keyword& keyword, bool glued, Draft& draft) {
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

  // "Д. 5, 7": other dela of the same opis, each a reference of its own.
  std::size_t parse_more_dela(const Keyword& keyword, std::size_t end, Draft& draft) {
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
          value && ends_a_delo(value->next) && (keyword.plural || !is_year(scan_.token(at).text));
      if (!good) {
        scan_.faults.resize(faults_before);
        break;
      }
      draft.more_dela.push_back(value->text);
      end = value->next;
    }
    return end;
  }
  bool ends_a_delo(std::size_t at) const {
    const Kind kind = scan_.token(at).kind;
    return kind == Kind::kComma || kind == Kind::kSemicolon || kind == Kind::kEnd ||
           kind == Kind::kClose || scan_.is_conjunction(at) ||
           (kind == Kind::kDot && !scan_.is(at + 1, Kind::kNumber));
  }
  static bool is_year(std::string_view digits) {
    return digits.size() == 4 && digits >= "1700" && digits <= "2029";
  }

  // "кадры 12–15, 18"
  std::size_t parse_more_frames(std::size_t end, std::string& frames) const {
    while (scan_.is(end, Kind::kDash) && scan_.is(end + 1, Kind::kNumber)) {
      frames += '-' + std::string(scan_.token(end + 1).text);
      end += 2;
    }
    return end;
  }

  void take_archive_ahead(Draft& draft) {
    if (!draft.reference.archive.empty()) return;
    const auto found = archive_ahead(scan_, draft.end);
    if (!found) return;
    // "…, d. 337; GARF, f. 1": the name belongs to what follows it.
    const std::optional<Keyword> next = scan_.keyword(skip_marks(found->next));
    if (next && next->part == Part::kFond) return;
    draft.reference.archive = found->archive->latin;
    draft.end = found->next;
  }

  // The parts that this one leaves out are those of the reference before it.
  void take_over(ArchivalReference& reference, bool apart) {
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

  void add_more_dela(Draft& draft) {
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

  // ---- Numbers before their names ----

  std::optional<std::size_t> parse_number_first(std::size_t at) {
    std::optional<NumberFirst> found = read_number_first(scan_, at);
    if (!found) return std::nullopt;
    found->reference.archive = archive_before(scan_, floor_, at);
    out_.references.push_back(std::move(found->reference));
    last_end_ = found->next;
    return found->next;
  }

  // ---- Ibid. ----

  // "Там же. Д. 5. Л. 7", "Ibid., ll. 3-4", "Ibid."
  std::optional<std::size_t> parse_ibid(std::size_t at) {
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
    return draft.end;
  }

  // ---- Numbers alone ----

  // How many numbers, '/' or '.' between them and no blanks, begin at `at`.
  std::size_t slashed_at(std::size_t at, std::vector<std::string>& parts) const {
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

  // "РГАСПИ 17/3/1001/5", "RGASPI, 558.11.712.91", "RGASPI, 17/2/577, 9-10": fond,
  // opis, delo, leaves, right behind an archive that we know.
  std::optional<std::size_t> parse_slashed(std::size_t at) {
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
    // An archive that nobody knows: only where leaves follow.
    const std::string unknown = abbreviation_before(scan_, floor_, at);
    const std::optional<Keyword> next = scan_.keyword(skip_marks(end));
    const bool leaf_glued = scan_.is(end, Kind::kSlash) && scan_.is(end + 1, Kind::kNumber);
    const bool leaves = leaf_glued || (next && next->part == Part::kLeaves);
    if (unknown.empty() || !leaves) return std::nullopt;
    return end_slashed(at, end, parts, unknown);
  }

  // "ф. 17/3/1001"
  std::optional<std::size_t> parse_slashes_of_fond(const Keyword& keyword, Draft& draft) {
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

  std::optional<std::size_t> end_slashed(std::size_t at, std::size_t end,
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
    return draft.end;
  }

  // Gorky's archive has a grammar of its own: "КГ-НП/а, 22-4:1-2" is section,
  // item, leaves.  The section stands for the fond.
  std::optional<std::size_t> parse_gorky(std::size_t at) {
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

  // ---- The end ----

  // A keyword that ends the reference without its number: "op. , d. 5".
  void tell_missing(const Draft& draft) {
    const std::optional<Keyword>& keyword = draft.missing;
    if (!keyword || (!keyword->dotted && scan_.token(draft.missing_at).text.size() <= 4)) return;
    const std::size_t value = start_of_value(scan_, *keyword);
    const ReferenceToken& after = scan_.token(value);
    const bool clear = keyword->part == Part::kLeaves || keyword->part == Part::kOpis;
    if (after.kind == Kind::kWord && (!clear || !keyword->dotted || after.line_before)) return;
    if (keyword->weak || (keyword->spoken && !keyword->dotted)) return;
    if (after.kind == Kind::kNumber) {
      scan_.expected(std::string(value_of(keyword->part)) + " of at most 20 digits",
                     draft.missing_at, value);
      return;
    }
    scan_.expected(value_of(keyword->part), draft.missing_at, value);
  }

  void finish(Draft& draft, std::size_t at) {
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

  ReferenceScan scan_;
  LeafList leaf_list_;
  ParsedReferences out_;
  std::size_t floor_ = 0;     // no archive's name is looked for before this token
  std::size_t last_end_ = 0;  // token after the last reference
};

}  // namespace

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
