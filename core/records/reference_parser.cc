// parse_references(): the grammar of references.  One pass over the tokens; what
// it looks back at is bounded, so that a hostile description costs no more than
// its length.
#include <algorithm>
#include <initializer_list>

#include "core/records/archives.h"
#include "core/records/letters.h"
#include "core/records/reference.h"
#include "core/records/reference_tokens.h"

namespace delo {
namespace {

using Kind = ReferenceToken::Kind;

constexpr std::size_t kMaxReferences = 10000;
constexpr std::size_t kMaxLeavesOfText = 200000;  // over all references of one text
constexpr std::size_t kMaxFaults = 100;

// Words as their skeletons, so that the table below can be read.
using Words = std::vector<std::string>;
Words words(std::initializer_list<std::string_view> list) {
  Words out;
  for (const std::string_view word : list) out.push_back(skeleton_of(word));
  return out;
}
const Words& conjunctions() {
  static const Words kWords = words({"и", "й", "та", "і", "and"});
  return kWords;
}

// Which parts a reference has told already.
class ToldParts {
 public:
  bool has(ReferencePart part) const { return (bits_ & bit(part)) != 0; }
  void add(ReferencePart part) { bits_ |= bit(part); }
  // Fond, opis, delo, leaves come in this order; box and volume anywhere before the leaves.
  bool admits(ReferencePart part) const {
    if (has(part) || has(ReferencePart::kLeaves)) return false;
    if (part == ReferencePart::kFond) return bits_ == 0;
    return part != ReferencePart::kOpis || !has(ReferencePart::kDelo);
  }

 private:
  static unsigned bit(ReferencePart part) { return 1U << static_cast<unsigned>(part); }
  unsigned bits_ = 0;
};

class ReferenceParser {
 public:
  explicit ReferenceParser(std::string_view text) : text_(text), tokens_(reference_tokens(text)) {}

  ParsedReferences parse() {
    std::size_t at = 0;
    std::size_t floor = 0;  // no archive's name is looked for before this token
    while (at < tokens_.size() && out_.references.size() < kMaxReferences) {
      const std::optional<std::size_t> end = parse_one(at, floor);
      if (end) floor = *end;
      at = end ? *end : at + 1;
    }
    return std::move(out_);
  }

 private:
  const ReferenceToken& token(std::size_t at) const {
    return tokens_[std::min(at, tokens_.size() - 1)];
  }
  bool is(std::size_t at, Kind kind) const { return token(at).kind == kind; }
  bool is_any_of(std::size_t at, const Words& list) const {
    return is(at, Kind::kWord) &&
           std::find(list.begin(), list.end(), token(at).skeleton) != list.end();
  }
  void fault(std::size_t at, std::string message) {
    if (out_.faults.size() < kMaxFaults) {
      out_.faults.push_back({token(at).begin, std::move(message)});
    }
  }
  std::string written(std::size_t from, std::size_t to) const {  // tokens [from, to)
    return std::string(text_.substr(token(from).begin, token(to - 1).end() - token(from).begin));
  }

  // A keyword that a value can follow: "f.", "f45", "f 45", "оп. 1".
  std::optional<Keyword> part_at(std::size_t at) const {
    std::optional<Keyword> keyword = keyword_at(tokens_, at);
    if (!keyword) return std::nullopt;
    if (is(keyword->next, Kind::kNumero)) {  // "ф. № 45"
      ++keyword->next;
    } else if (static const Words kNumber = words({"no", "n"});
               keyword->dotted && is_any_of(keyword->next, kNumber)) {
      keyword->next += is(keyword->next + 1, Kind::kDot) ? 2 : 1;
    }
    return keyword;
  }

  // ---- One reference ----

  // Tries to read a reference whose first keyword stands at `at`.  Returns the
  // token after it, or nothing when there is none.
  std::optional<std::size_t> parse_one(std::size_t at, std::size_t floor) {
    const std::optional<Keyword> first = part_at(at);
    if (!first || first->part == ReferencePart::kBox || first->part == ReferencePart::kVolume) {
      return std::nullopt;
    }
    if (first->part == ReferencePart::kLeaves && !follows_last(at)) return std::nullopt;
    leading_zeros_ = false;
    const std::size_t faults_before = out_.faults.size();
    ArchivalReference reference;
    int parts = 0;
    std::size_t end = at;
    ToldParts told;
    for (std::size_t next = at;;) {
      const std::optional<std::size_t> after = parse_part(next, reference, told);
      if (!after) break;
      ++parts;
      end = *after;
      next = skip_marks(end);
    }
    const bool continues = parts > 0 && first->part != ReferencePart::kFond && follows_last(at);
    if (parts > 0 && !continues) find_archive(at, floor, reference);
    const bool alone = at == 0 && first->part != ReferencePart::kOpis &&
                       is(skip_marks(end), Kind::kEnd) && !reference.empty();
    const bool convincing =
        parts >= 2 || (parts == 1 && !reference.archive.empty()) || alone || continues;
    if (parts == 0 || !convincing || (reference.empty() && !continues)) {
      out_.faults.resize(faults_before);
      return std::nullopt;
    }
    if (first->part == ReferencePart::kFond && reference.archive.empty() && follows_last(at)) {
      reference.archive = out_.references.back().archive;
    }
    tell_missing_values(skip_marks(end), told);
    finish(reference, at);
    if (continues) {
      take_over(reference);
    } else {
      out_.references.push_back(std::move(reference));
    }
    last_end_ = end;
    return end;
  }

  // Only marks between the last reference and this keyword.
  bool follows_last(std::size_t at) const {
    if (out_.references.empty()) return false;
    std::size_t between = last_end_;
    while (between < at && (is(between, Kind::kSemicolon) || is(between, Kind::kComma) ||
                            is(between, Kind::kDot) || is_any_of(between, conjunctions()))) {
      ++between;
    }
    return between == at;
  }

  // The parts that this one leaves out are those of the reference before it.
  void take_over(ArchivalReference& reference) {
    ArchivalReference& last = out_.references.back();
    if (reference.empty() && reference.box.empty() && reference.volume.empty()) {  // leaves only
      last.leaves.insert(last.leaves.end(), reference.leaves.begin(), reference.leaves.end());
      return;
    }
    reference.archive = last.archive;
    reference.fond = last.fond;
    if (reference.opis.empty()) {
      reference.opis = last.opis;
      if (reference.box.empty()) reference.box = last.box;
      if (reference.delo.empty()) reference.delo = last.delo;
    }
    out_.references.push_back(std::move(reference));
  }

  // Marks that divide the parts of one reference.
  std::size_t skip_marks(std::size_t at) const {
    while (is(at, Kind::kComma) || is(at, Kind::kDot) || is(at, Kind::kSlash) ||
           is(at, Kind::kDash) || is(at, Kind::kClose) ||
           (token(at).kind == Kind::kOther && token(at).text == ":")) {
      ++at;
    }
    return at;
  }

  // One keyword and its value; nothing when there is none, or it was told before.
  std::optional<std::size_t> parse_part(std::size_t at, ArchivalReference& reference,
                                        ToldParts& told) {
    const std::optional<Keyword> keyword = part_at(at);
    if (!keyword) return std::nullopt;
    const ReferencePart part = keyword->part;
    if (part == ReferencePart::kLeaves) {
      const std::optional<std::size_t> end = parse_leaves(*keyword, reference.leaves);
      if (end) told.add(part);
      return end;
    }
    if (!told.admits(part)) return std::nullopt;
    // "к", "т" and the like are words of their own, too.
    const bool glued = keyword->next == at + 1 && !token(at + 1).space_before;
    const bool weak = part == ReferencePart::kBox || part == ReferencePart::kVolume;
    if (weak && !keyword->dotted && !glued && token(at).text.size() <= 2) return std::nullopt;
    std::string value;
    const std::optional<std::size_t> end = parse_value(*keyword, glued, value);
    if (!end) return std::nullopt;
    told.add(part);
    member(reference, part) = std::move(value);
    return end;
  }

  static std::string& member(ArchivalReference& reference, ReferencePart part) {
    switch (part) {
      case ReferencePart::kFond:
        return reference.fond;
      case ReferencePart::kOpis:
        return reference.opis;
      case ReferencePart::kBox:
        return reference.box;
      case ReferencePart::kVolume:
        return reference.volume;
      default:
        return reference.delo;
    }
  }

  // ---- Numbers of fonds, opisi, dela ----

  // A glued word that belongs to the number before it ("1235с", "1доп"), not the
  // next keyword of a text without blanks ("45оп1").
  bool is_suffix(std::size_t at, std::size_t longest) const {
    const ReferenceToken& word = token(at);
    if (word.kind != Kind::kWord || word.space_before || word.text.size() > 2 * longest) {
      return false;
    }
    const std::optional<Keyword> keyword = keyword_at(tokens_, at);
    return !keyword || !is(keyword->next, Kind::kNumber);
  }

  // "доп.", "(с.ч.)", "с. ч." after a number, as letters.  Returns the token after.
  std::size_t parse_addition(std::size_t at, std::string& value) const {
    const bool bracketed = is(at, Kind::kOpen);
    std::size_t next = bracketed ? at + 1 : at;
    static const Words kWhole = words({"доп", "dop", "сч", "sch"});
    static const Words kSecret = words({"с", "s"}), kPart = words({"ч", "ch"});  // секретная часть
    const bool known =
        is_any_of(next, kWhole) ||
        (is_any_of(next, kSecret) && is(next + 1, Kind::kDot) && is_any_of(next + 2, kPart));
    if (!bracketed && !known) return at;
    std::string letters;
    std::size_t words = 0;
    while (words < (bracketed ? 4U : 2U) && is(next, Kind::kWord) &&
           token(next).text.size() <= 12) {
      letters += token(next).text;
      ++words;
      next += is(next + 1, Kind::kDot) ? 2 : 1;
      if (!bracketed && !is_any_of(next, kPart)) break;
    }
    if (bracketed) {
      if (words == 0 || !is(next, Kind::kClose)) return at;
      ++next;
    }
    value += letters;
    return next;
  }

  std::optional<std::size_t> parse_value(const Keyword& keyword, bool glued, std::string& value) {
    std::size_t at = keyword.next;
    // "Р-5446", "R5446", "П-1"
    if (is(at, Kind::kWord) && token(at).text.size() <= 6) {
      const bool dashed = is(at + 1, Kind::kDash) && !token(at + 1).space_before;
      const std::size_t number = dashed ? at + 2 : at + 1;
      if (is(number, Kind::kNumber) && !token(number).space_before) {
        value = std::string(token(at).text) + (dashed ? "-" : "");
        at = number;
      } else if (!token(at).skeleton.empty() && token(at).skeleton.size() <= 6 &&
                 token(at).skeleton.find_first_not_of("IVXL") == std::string::npos) {
        value = token(at).text;  // "оп. II"
        return at + 1;
      }
    }
    if (!is(at, Kind::kNumber) || token(at).text.size() > 20) return std::nullopt;
    std::string_view number = token(at).text;
    if (glued && !keyword.dotted) {
      leading_zeros_ = true;  // "f045": a folder's name, padded so that it sorts
    }
    value += number;
    ++at;
    // "12/3", but in "f045/op1" the slash divides parts.
    if (is(at, Kind::kSlash) && is(at + 1, Kind::kNumber) && !token(at).space_before &&
        !token(at + 1).space_before && keyword.dotted) {
      value += '/' + std::string(token(at + 1).text);
      at += 2;
    } else if (is(at, Kind::kDash) && !token(at).space_before && !token(at + 1).space_before &&
               (is(at + 1, Kind::kNumber) || is_suffix(at + 1, 3))) {
      value += '-' + std::string(token(at + 1).text);  // "1-Б", "337–339"
      at += 2;
    } else if (is_suffix(at, 4)) {
      value += token(at).text;
      ++at;
    }
    if (!is(at, Kind::kDot)) at = parse_addition(at, value);
    if (keyword.cyrillic) value = lookalikes_to_cyrillic(value);
    return at;
  }

  // ---- Leaves ----

  struct End {
    Leaf leaf;
    std::size_t at = 0, next = 0;
  };
  std::optional<End> leaf_at(std::size_t at, bool cyrillic) {
    if (is(at, Kind::kNumber) && token(at).text.size() > 9) {
      fault(at, "leaf number " + std::string(token(at).text.substr(0, 24)) +
                    " is longer than nine digits");
      return std::nullopt;
    }
    const std::optional<ScannedLeaf> found = scan_leaf(tokens_, at, cyrillic);
    if (!found) return std::nullopt;
    return End{found->leaf, at, found->next};
  }

  // Can the number at `at` go on the list of leaves?  "l. 37, 5 May 1953" can't.
  bool goes_on(std::size_t at, bool cyrillic) const {
    const std::optional<ScannedLeaf> found = scan_leaf(tokens_, at, cyrillic);
    if (!found) return false;
    const ReferenceToken& after = token(found->next);
    if (after.kind != Kind::kWord) return true;
    static const Words kOrdinals = words({"th", "st", "nd", "rd", "го", "е"});
    if (!after.space_before) return !is_any_of(found->next, kOrdinals);
    return is_conjunction(found->next) || keyword_at(tokens_, found->next).has_value();
  }
  bool is_conjunction(std::size_t at) const {
    return is_any_of(at, conjunctions()) ||
           (token(at).kind == Kind::kOther && token(at).text == "&");
  }

  std::optional<std::size_t> parse_leaves(const Keyword& keyword, std::vector<Leaf>& leaves) {
    const bool cyrillic = keyword.cyrillic;
    std::optional<End> first = leaf_at(keyword.next, cyrillic);
    if (!first) return std::nullopt;
    std::size_t end = first->next;
    for (std::optional<End> from = first; from;) {
      end = from->next;
      if (is(end, Kind::kWord) && !token(end).space_before && !keyword_at(tokens_, end) &&
          !is_conjunction(end)) {
        fault(end, "'" + std::string(token(end).text.substr(0, 40)) + "' after leaf number " +
                       std::to_string(from->leaf.number) + " is neither a letter nor a verso mark");
        ++end;
      }
      if (is(end, Kind::kDash) && !token(end).line_before) {
        if (const auto to = leaf_at(end + 1, cyrillic)) {
          add_range(*from, *to, leaves);
          end = to->next;
        } else {
          if (!is(end + 1, Kind::kWord) && !is(end + 1, Kind::kNumber)) {
            fault(end, "leaf range " + from->leaf.label() + "- has no end");
          }
          add(from->at, from->leaf, leaves);
        }
      } else {
        add(from->at, from->leaf, leaves);
      }
      // ", 42" · "; 42" · " и 42" · ", л. 42" (the keyword is read by our caller)
      std::size_t next = end;
      const bool listed = is(next, Kind::kComma) || is(next, Kind::kSemicolon);
      if (listed) ++next;
      if (is_conjunction(next)) {
        ++next;
        if (is_verso_mark(token(next)) && !leaves.empty()) {  // "37 и об."
          add(next, {leaves.back().number, leaves.back().letter, Side::kVerso}, leaves);
          end = next + (is(next + 1, Kind::kDot) ? 2 : 1);
          next = end;
          if (is(next, Kind::kComma)) ++next;
        }
      }
      if (next == end || !is(next, Kind::kNumber) || !goes_on(next, cyrillic)) break;
      from = leaf_at(next, cyrillic);
    }
    return end;
  }

  bool room_for(std::size_t at, std::size_t more, const std::vector<Leaf>& leaves,
                const std::string& what) {
    if (more <= kMaxLeavesOfReference - std::min(leaves.size(), kMaxLeavesOfReference) &&
        more <= kMaxLeavesOfText - std::min(leaves_so_far_, kMaxLeavesOfText)) {
      leaves_so_far_ += more;
      return true;
    }
    fault(at, what + " is more than the " + std::to_string(kMaxLeavesOfReference) +
                  " leaves that a reference may name");
    return false;
  }

  void add(std::size_t at, const Leaf& leaf, std::vector<Leaf>& leaves) {
    if (room_for(at, 1, leaves, "leaf " + leaf.label())) leaves.push_back(leaf);
  }

  void add_range(const End& from, const End& to, std::vector<Leaf>& leaves) {
    const Leaf &a = from.leaf, &b = to.leaf;
    const std::string range = a.label() + "-" + b.label();
    if (b < a) {
      fault(from.at, "leaf range " + range + " runs backwards");
      return;
    }
    const bool sides = a.side == Side::kVerso || b.side == Side::kVerso;
    const auto numbers = static_cast<std::size_t>(b.number - a.number) + 1;
    const std::size_t letters = b.letter.empty() ? 0 : 30;  // more than one number can have
    if (!room_for(from.at, (numbers + letters) * (sides ? 2 : 1), leaves, "leaf range " + range)) {
      return;
    }
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
      letter = next.empty() || rank_of_leaf_letter(next) > rank_of_leaf_letter(b.letter) ? b.letter
                                                                                         : next;
      both_sides(b.number, letter);
    }
  }

  // ---- The archive ----

  // The name right before the fond, or a known one a little earlier ("APRF, Moscow, f. 45").
  void find_archive(std::size_t at, std::size_t floor, ArchivalReference& reference) {
    constexpr std::size_t kFarthest = 24;  // tokens
    const std::size_t start = std::max(floor, at > kFarthest ? at - kFarthest : 0);
    std::size_t end = at;
    for (int segment = 0; segment < 3 && end > start; ++segment) {
      while (end > start && !is_in_name(end - 1)) {
        const ReferenceToken& mark = token(end - 1);
        if (mark.kind == Kind::kSemicolon || mark.kind == Kind::kNumber ||
            (segment > 0 && mark.kind == Kind::kDot)) {
          return;
        }
        --end;
      }
      std::size_t begin = end;
      while (begin > start && is_in_name(begin - 1)) {
        --begin;
        if (token(begin).line_before) break;
      }
      if (begin == end) return;
      for (std::size_t from = begin; from < end; ++from) {
        if (const Archive* archive = archive_named(written(from, end))) {
          reference.archive = archive->latin;
          return;
        }
      }
      if (segment < 2 && reference.archive.empty()) {
        reference.archive = unknown_archive(begin, end, at);
      }
      end = begin;
    }
  }

  bool is_in_name(std::size_t at) const {
    const ReferenceToken& t = token(at);
    return t.kind == Kind::kWord || t.kind == Kind::kDash ||
           (t.kind == Kind::kSlash && !t.space_before) ||
           (t.kind == Kind::kOther && (t.text == "'" || t.text == "’" || t.text == "ʹ"));
  }

  // As written, if it looks like the name of an archive: an abbreviation in
  // capitals, or the word itself.
  std::string unknown_archive(std::size_t begin, std::size_t end, std::size_t at) const {
    const bool divided = end < at;
    bool abbreviated = false, named = false;
    for (std::size_t i = begin; i < end; ++i) {
      if (!is(i, Kind::kWord)) continue;
      const std::string_view word = token(i).text;
      const std::string latin = latin_of(word);
      abbreviated = abbreviated || std::count_if(latin.begin(), latin.end(),
                                                 [](char c) { return c >= 'A' && c <= 'Z'; }) >= 2;
      static const Words kRoots = words({"архив", "архів", "archiv", "arkhiv"});
      named = named || std::any_of(kRoots.begin(), kRoots.end(), [&](const std::string& root) {
                return token(i).skeleton.find(root) != std::string::npos;
              });
    }
    const bool starts_with_letter = is(begin, Kind::kWord);
    if (!starts_with_letter || end - begin > 14 || !(abbreviated || (named && divided))) return {};
    std::string name;
    bool blank = false;
    for (const char c : written(begin, end)) {
      const bool is_blank = c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '_';
      if (is_blank) {
        blank = true;
        continue;
      }
      if (blank) name += ' ';
      blank = false;
      name += c;
    }
    return name;
  }

  // ---- The end ----

  // A keyword that ends the reference without its number: "op. , d. 5".
  void tell_missing_values(std::size_t at, const ToldParts& told) {
    const std::optional<Keyword> keyword = part_at(at);
    if (!keyword || !keyword->dotted || told.has(keyword->part)) return;
    const Kind after = token(keyword->next).kind;
    if (after == Kind::kComma || after == Kind::kSemicolon || after == Kind::kEnd ||
        after == Kind::kDot) {
      fault(at, "'" + std::string(token(at).text) + ".' has no number after it");
    }
  }

  void finish(ArchivalReference& reference, std::size_t at) {
    // The numbers of AVPRF's fonds begin with zeros; those of folder names are padding.
    if (leading_zeros_ && reference.archive != "AVPRF") {
      for (std::string* part :
           {&reference.fond, &reference.opis, &reference.box, &reference.delo, &reference.volume}) {
        const std::size_t digit = part->find_first_not_of('0');
        if (!part->empty() && part->front() == '0' && digit != std::string::npos) {
          part->erase(0, digit);
        }
      }
    }
    std::vector<Leaf> sorted = reference.leaves;
    std::sort(sorted.begin(), sorted.end(), [](const Leaf& a, const Leaf& b) { return a < b; });
    const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
    if (twice != sorted.end()) fault(at, "leaf " + twice->label() + " is named twice");
  }

  std::string_view text_;
  ReferenceTokens tokens_;
  ParsedReferences out_;
  std::size_t last_end_ = 0;
  std::size_t leaves_so_far_ = 0;
  bool leading_zeros_ = false;
};

}  // namespace

ParsedReferences parse_references(std::string_view text) {
  ParsedReferences out = ReferenceParser(text.substr(0, kMaxReferenceText)).parse();
  if (text.size() > kMaxReferenceText) {
    out.faults.push_back(
        {kMaxReferenceText,
         "text after the first " + std::to_string(kMaxReferenceText) + " bytes was not read"});
  }
  return out;
}

}  // namespace delo
