#include "core/records/leaf_list.h"

#include "core/records/part_value.h"

namespace delo {
namespace {

constexpr std::size_t kMaxLeavesOfText = 200000;  // over all references of one text

}  // namespace

std::optional<std::size_t> LeafList::read(const Keyword& keyword, std::vector<Leaf>& leaves) {
  cyrillic_ = keyword.cyrillic;
  std::size_t at = start_of_value(scan_, keyword);
  // "об. л. 37" is rare; "л. об. 37" is its twin.
  const bool verso_first = is_verso_mark(scan_.token(at)) &&
                           scan_.is(at + (scan_.is(at + 1, Kind::kDot) ? 2 : 1), Kind::kNumber);
  if (verso_first) at += scan_.is(at + 1, Kind::kDot) ? 2 : 1;
  // "л. с 8 по 12"
  static const SkeletonWords kFrom = skeleton_words({"с", "з", "from"});
  if (scan_.is_any_of(at, kFrom) && scan_.is(at + 1, Kind::kNumber) && range_mark(at + 2) != 0)
    ++at;
  std::optional<End> first = leaf_at(at);
  if (!first) return std::nullopt;
  if (verso_first) first->leaf.side = Side::kVerso;
  return read_from(*first, leaves);
}

std::optional<std::size_t> LeafList::read_bare(std::size_t at, std::vector<Leaf>& leaves,
                                               bool glued) {
  const std::size_t faults_before = scan_.faults.size();
  cyrillic_ = false;
  const std::optional<End> first = leaf_at(at);
  if (!first || is_year(at, {})) return std::nullopt;
  std::vector<Leaf> found;
  const std::size_t end = read_from(*first, found);
  const Kind after = scan_.token(end).kind;
  const bool ended = glued || after == Kind::kEnd || after == Kind::kSemicolon ||
                     after == Kind::kClose || after == Kind::kDot;
  if (!ended) {
    scan_.faults.resize(faults_before);
    return std::nullopt;
  }
  leaves.insert(leaves.end(), found.begin(), found.end());
  return end;
}

std::optional<std::size_t> LeafList::unnumbered(const Keyword& keyword) const {
  static const SkeletonWords kWithout = skeleton_words({"б", "b"});
  static const SkeletonWords kNumber = skeleton_words({"н", "n"});
  const std::size_t at = keyword.next;
  if (!scan_.is_any_of(at, kWithout) || !scan_.is_any_of(at + 2, kNumber)) return std::nullopt;
  if (!scan_.is(at + 1, Kind::kSlash) && !scan_.is(at + 1, Kind::kDot)) return std::nullopt;
  return at + 3;
}

std::optional<LeafList::End> LeafList::leaf_at(std::size_t at) {
  const ReferenceToken& number = scan_.token(at);
  if (number.kind == Kind::kNumber && number.text.size() > 9) {
    scan_.fault(at, "leaf number " + std::string(number.text.substr(0, 24)) +
                        " is longer than nine digits");
    return std::nullopt;
  }
  if (at >= scan_.tokens().size()) return std::nullopt;
  const std::optional<ScannedLeaf> found = scan_leaf(scan_.tokens(), at, cyrillic_);
  if (!found) return std::nullopt;
  for (std::size_t i = at + 1; i < found->next; ++i) {
    // A letter and a verso mark of two scripts ("37вob") are no slip.
    if (is_verso_mark(scan_.token(i))) scan_.tell_mixed(i, false);
  }
  return End{found->leaf, at, found->next};
}

// Can the number at `at` go on the list of leaves?  "l. 37, 5 May 1953" can't.
bool LeafList::goes_on(std::size_t at) const {
  const std::optional<ScannedLeaf> found = scan_leaf(scan_.tokens(), at, cyrillic_);
  if (!found) return false;
  const ReferenceToken& after = scan_.token(found->next);
  if (scan_.counts_references(at)) return false;
  if (after.kind == Kind::kSlash && scan_.is(found->next + 1, Kind::kNumber)) {
    return false;  // "17/3/925/8; 17/3/926/9": another code
  }
  if (after.kind == Kind::kDot) {  // "5.03.1953"
    const bool date = scan_.is(found->next + 1, Kind::kNumber) && !after.space_before &&
                      !scan_.token(found->next + 1).space_before;
    return !date;
  }
  if (after.kind != Kind::kWord) return true;
  static const SkeletonWords kOrdinals = skeleton_words({"th", "st", "nd", "rd", "го", "е", "г"});
  if (!after.space_before) return !scan_.is_any_of(found->next, kOrdinals);
  static const SkeletonWords kJoins =
      skeleton_words({"с", "з", "with", "ff", "см", "see", "also", "а", "verso", "об", "passim",
                      "etc", "далее", "др", "сл"});
  // "ll. 8, 10\nTranslated by", "л. 8, 10 Подлинник": a new sentence.
  if (after.line_before) return true;
  if (begins_a_sentence(found->next) || range_mark(found->next) > 0) return true;
  return scan_.is_conjunction(found->next) || scan_.is_any_of(found->next, kJoins) ||
         scan_.keyword(found->next).has_value();
}

// A word in a capital that is no month: "5 May 1953", "5 V 1953" tell when.
bool LeafList::begins_a_sentence(std::size_t at) const {
  static const SkeletonWords kMonths = skeleton_words(
      {"january", "february",  "march",   "april",    "may",       "june",    "july",
       "august",  "september", "october", "november", "december",  "jan",     "feb",
       "mar",     "apr",       "jun",     "jul",      "aug",       "sept",    "sep",
       "oct",     "nov",       "dec",     "января",   "февраля",   "марта",   "апреля",
       "мая",     "июня",      "июля",    "августа",  "сентября",  "октября", "ноября",
       "декабря", "січня",     "лютого",  "березня",  "квітня",    "травня",  "червня",
       "липня",   "серпня",    "вересня", "жовтня",   "листопада", "грудня"});
  const ReferenceToken& word = scan_.token(at);
  const Letter first = letter_at(word.text, 0);
  return to_small(first.code) != first.code && !is_roman(word.skeleton) &&
         !kMonths.contains(word.skeleton);
}

// "л. 37, 1953." tells when, not where: a year at the end of a list of small numbers.
bool LeafList::is_year(std::size_t at, const std::vector<Leaf>& leaves) const {
  if (!may_be_year(scan_.token(at).text)) return false;
  if (!leaves.empty() && leaves.back().number >= 1000) return false;
  const Kind after = scan_.token(at + 1).kind;
  return after == Kind::kEnd || after == Kind::kDot || after == Kind::kClose ||
         after == Kind::kSemicolon;
}

std::size_t LeafList::read_from(End first, std::vector<Leaf>& leaves) {
  std::size_t end = first.next;
  for (std::optional<End> from = first; from;) {
    const std::size_t first_of_last = leaves.size();
    end = read_one(*from, leaves);
    end = read_versos(end, first_of_last, leaves);
    // ", 42" · "; 42" · " и 42" · ", л. 42" (the keyword is read by our caller)
    std::size_t next = end;
    const bool comma = scan_.is(next, Kind::kComma);
    const bool divided = comma || scan_.is(next, Kind::kSemicolon);
    if (divided) ++next;
    if (scan_.is_conjunction(next)) ++next;
    const bool number = next != end && scan_.is(next, Kind::kNumber);
    if (!number || !goes_on(next) || (divided && is_year(next, leaves))) break;
    from = leaf_at(next);
  }
  return end;
}

// One leaf or one range; returns the token after it.
std::size_t LeafList::read_one(const End& from, std::vector<Leaf>& leaves) {
  std::size_t end = skip_unknown_suffix(from.next, from.leaf);
  if (!scan_.is(end, Kind::kDash) || scan_.token(end).line_before) {
    const std::size_t after = range_mark(end);  // "37 по 40", "37...40"
    if (const auto to = after == 0 ? std::nullopt : leaf_at(after)) {
      add_range(from, completed(from, *to), leaves);
      return to->next;
    }
    add(from.at, from.leaf, leaves);
    return end;
  }
  if (const auto to = leaf_at(end + 1)) {
    add_range(from, completed(from, *to), leaves);
    return to->next;
  }
  if (is_verso_mark(scan_.token(end + 1))) {  // "37–об."
    End verso = from;
    verso.leaf.side = Side::kVerso;
    add_range(from, verso, leaves);
    return end + (scan_.is(end + 2, Kind::kDot) ? 3 : 2);
  }
  add(from.at, from.leaf, leaves);
  if (!scan_.is(end + 1, Kind::kWord) && !scan_.is(end + 1, Kind::kNumber)) {
    const std::string found = scan_.is(end + 1, Kind::kEnd)
                                  ? "the end"
                                  : "'" + std::string(scan_.token(end + 1).text) + "'";
    scan_.fault(end, "leaf range " + from.leaf.label() +
                         "- has no end: expected a leaf number, found " + found);
  }
  return end;
}

// The token after what stands between the ends of a range at `at`, where a number follows;
// 0 for none: a dash, "...", "по".
std::size_t LeafList::range_mark(std::size_t at) const {
  static const SkeletonWords kTo = skeleton_words({"по", "до", "to", "po"});
  std::size_t after = at + 1;
  if (scan_.is(at, Kind::kDot)) {
    if (!scan_.is(at + 1, Kind::kDot) || !scan_.is(at + 2, Kind::kDot)) return 0;
    after = at + 3;
  } else if (!scan_.is(at, Kind::kDash) && !scan_.is_other(at, "…") && !scan_.is_any_of(at, kTo)) {
    return 0;
  }
  if (!scan_.is(after, Kind::kNumber) || scan_.token(at).line_before) return 0;
  // A dash joins numbers; a word may as well lead to a date: "л. 5 до 1953 г.".
  const bool dash = scan_.is(at, Kind::kDash);
  const bool leaf = dash || (goes_on(after) && !may_be_year(scan_.token(after).text));
  return leaf ? after : 0;
}

// "5ff": what is no part of a leaf number.
std::size_t LeafList::skip_unknown_suffix(std::size_t at, const Leaf& leaf) {
  if (!scan_.is(at, Kind::kWord) || scan_.token(at).space_before || scan_.keyword(at) ||
      scan_.is_conjunction(at)) {
    static const SkeletonWords kSpoken = skeleton_words({"ff"});
    if (!scan_.is_any_of(at, kSpoken) || scan_.token(at).space_before) return at;
  }
  static const SkeletonWords kFollowing = skeleton_words({"f", "ff", "sq", "sqq"});
  const std::string word(scan_.token(at).text.substr(0, 40));
  if (scan_.is_any_of(at, kFollowing)) {
    scan_.fault(at,
                "'" + word + "' does not say how many leaves follow; only leaf " + leaf.label() +
                    " was taken",
                ReferenceFault::Kind::kRemark);
  } else {
    scan_.fault(at, "'" + word + "' after leaf number " + std::to_string(leaf.number) +
                        " is neither a letter nor a verso mark");
  }
  return at + 1;
}

// "37 и об.", "37, об.", "1–10 с об." (with versos: of all of them).
std::size_t LeafList::read_versos(std::size_t at, std::size_t first_of_last,
                                  std::vector<Leaf>& leaves) {
  if (leaves.size() == first_of_last) return at;
  static const SkeletonWords kWith = skeleton_words({"с", "із", "з", "with", "s"});
  static const SkeletonWords kEt = skeleton_words({"et"});
  const bool with = scan_.is_any_of(at, kWith) && scan_.token(at).space_before;
  const bool joined = scan_.is(at, Kind::kComma) || scan_.is_conjunction(at) ||
                      scan_.is_any_of(at, kEt) || scan_.is(at, Kind::kSlash);
  const std::size_t mark = at + 1;
  if ((!with && !joined) || !is_verso_mark(scan_.token(mark))) return at;
  const std::size_t dotted = scan_.is(mark + 1, Kind::kDot) ? mark + 2 : mark + 1;
  if (scan_.is(dotted, Kind::kNumber) && !with) return at;  // "37, об. 38"
  if (with) {
    add_versos(at, first_of_last, leaves);
  } else {
    Leaf verso = leaves.back();
    if (verso.side == Side::kVerso) return at;
    verso.side = Side::kVerso;
    add(mark, verso, leaves);
  }
  return dotted;
}

void LeafList::add_versos(std::size_t at, std::size_t from, std::vector<Leaf>& leaves) {
  std::vector<Leaf> all;
  for (std::size_t i = from; i < leaves.size(); ++i) {
    if (leaves[i].side == Side::kVerso && !all.empty() && all.back() == leaves[i]) continue;
    all.push_back(leaves[i]);
    if (leaves[i].side == Side::kVerso) continue;
    all.push_back({leaves[i].number, leaves[i].letter, Side::kVerso});
  }
  const std::size_t more = all.size() - (leaves.size() - from);
  if (more == 0 || !room_for(at, more, leaves, "a list with versos")) return;
  leaves.resize(from);
  leaves.insert(leaves.end(), all.begin(), all.end());
}

// "137-9" is 137-139: the end leaves out the digits that it shares.
LeafList::End LeafList::completed(const End& from, const End& to) {
  const std::string_view end = scan_.token(to.at).text;
  const std::string start = std::to_string(from.leaf.number);
  if (to.leaf.number >= from.leaf.number || end.size() >= start.size() || end.front() == '0') {
    return to;
  }
  const std::string whole = start.substr(0, start.size() - end.size()) + std::string(end);
  End out = to;
  out.leaf.number = 0;
  for (const char digit : whole) out.leaf.number = out.leaf.number * 10 + (digit - '0');
  if (out.leaf.number <= from.leaf.number) return to;
  if (cyrillic_) {
    scan_.fault(
        to.at,
        "leaf range " + start + "-" + std::string(end) + " was read as " + start + "-" + whole,
        ReferenceFault::Kind::kRemark);
  }
  return out;
}

bool LeafList::room_for(std::size_t at, std::size_t more, const std::vector<Leaf>& leaves,
                        const std::string& what) {
  if (more <= kMaxLeavesOfReference - std::min(leaves.size(), kMaxLeavesOfReference) &&
      more <= kMaxLeavesOfText - std::min(leaves_so_far_, kMaxLeavesOfText)) {
    leaves_so_far_ += more;
    return true;
  }
  scan_.fault(at, what + " is more than the " + std::to_string(kMaxLeavesOfReference) +
                      " leaves that a reference may name");
  return false;
}

void LeafList::add(std::size_t at, const Leaf& leaf, std::vector<Leaf>& leaves) {
  if (leaves_so_far_ < kMaxLeavesOfText && leaves.size() < kMaxLeavesOfReference) {
    ++leaves_so_far_;
    leaves.push_back(leaf);
  } else {
    (void)room_for(at, 1, leaves, "leaf " + leaf.label());
  }
}

void LeafList::add_range(const End& from, const End& to, std::vector<Leaf>& leaves) {
  const Leaf &a = from.leaf, &b = to.leaf;
  const auto range = [&] { return "leaf range " + a.label() + "-" + b.label(); };
  if (b < a) {
    scan_.fault(from.at, range() + " runs backwards");
    return;
  }
  const bool sides = a.side == Side::kVerso || b.side == Side::kVerso;
  const auto numbers = static_cast<std::size_t>(b.number - a.number) + 1;
  const std::size_t letters = b.letter.empty() ? 0 : 30;  // more than one number can have
  const std::size_t most = (numbers + letters) * (sides ? 2 : 1);
  if (most > 1000 || leaves_so_far_ + most > kMaxLeavesOfText ||
      leaves.size() + most > kMaxLeavesOfReference) {
    if (!room_for(from.at, most, leaves, range())) return;
  } else {
    leaves_so_far_ += most;
  }
  if (leaves.empty()) leaves.reserve(most);
  const auto both_sides = [&](int number, const std::string& letter) {
    const Leaf recto{number, letter, Side::kRecto}, verso{number, letter, Side::kVerso};
    if (!(recto < a)) leaves.push_back(recto);
    if (sides && !(b < verso)) leaves.push_back(verso);
  };
  // The letters of the last number up to the last letter; of a number in
  // between nobody says whether there are any.
  both_sides(a.number, a.letter);
  for (int number = a.number + 1; number <= b.number; ++number) both_sides(number, "");
  std::string letter = a.number == b.number ? a.letter : std::string();
  while (letter != b.letter) {
    const std::string next = next_leaf_letter(letter);
    // A letter outside the alphabet (a Latin "c") is named for itself.
    letter =
        next.empty() || rank_of_leaf_letter(next) > rank_of_leaf_letter(b.letter) ? b.letter : next;
    both_sides(b.number, letter);
  }
}

}  // namespace delo
