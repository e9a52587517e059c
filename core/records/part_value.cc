#include "core/records/part_value.h"

namespace delo {
namespace {

using Kind = ReferenceToken::Kind;

constexpr std::size_t kLongestNumber = 20;  // digits

class ValueReader {
 public:
  ValueReader(ReferenceScan& scan, const Keyword& keyword, bool glued)
      : scan_(scan), keyword_(keyword), glued_(glued) {}

  std::optional<PartValue> read() {
    const std::size_t start = start_of_value(scan_, keyword_);
    const bool quoted = start > 0 && scan_.is_quote(start - 1);
    at_ = start;
    const bool prefixed = quoted_prefix();
    if (prefixed || (!unnumbered() && !roman() && !section())) {
      if (!prefixed) prefix();
      if (!scan_.is(at_, Kind::kNumber) || scan_.token(at_).text.size() > kLongestNumber) {
        return std::nullopt;
      }
      // "f045"; not "opis' 030".
      out_.padded = glued_ && !keyword_.dotted && !(start > 0 && scan_.is_quote(start - 1));
      number();
      if (keyword_.cyrillic) {
        for (std::size_t i = start; i < at_ && !literal_; ++i) scan_.tell_mixed(i, true);
        if (!literal_) out_.text = lookalikes_to_cyrillic(out_.text);
      } else {
        for (std::size_t i = start; i < at_; ++i) scan_.tell_mixed(i, false);
      }
    }
    if (quoted && scan_.is_quote(at_)) ++at_;
    out_.next = at_;
    return std::move(out_);
  }

 private:
  // Letters as both scripts have them: "sh" and "ш" are one.
  static bool is_at_most(std::string_view word, std::size_t letters) {
    if (word.size() <= letters) return true;
    if (word.size() > 4 * letters) return false;
    const Letter first = letter_at(word, 0);
    if (first.size == word.size() && is_cyrillic(first.code)) return !latin_of(word).empty();
    const std::string both = cyrillic_of(latin_of(word));
    std::size_t count = 0;
    for (const char c : both) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
    return count > 0 && count <= letters;
  }

  bool glued_word(std::size_t at) const {
    return scan_.is(at, Kind::kWord) && !scan_.token(at).space_before;
  }

  // "б/н", "б.н.", "без номера", "b/n": without a number.
  bool unnumbered() {
    static const SkeletonWords kWithout = skeleton_words({"б", "b"});
    static const SkeletonWords kNumber = skeleton_words({"н", "n"});
    static const SkeletonWords kBez = skeleton_words({"без", "bez"});
    static const SkeletonWords kNomera = skeleton_words({"номера", "номеру", "nomera"});
    std::size_t after = 0;
    if (scan_.is_any_of(at_, kWithout) &&
        (scan_.is(at_ + 1, Kind::kSlash) || scan_.is(at_ + 1, Kind::kDot)) &&
        scan_.is_any_of(at_ + 2, kNumber)) {
      after = at_ + 3;
      if (scan_.is(at_ + 1, Kind::kDot) && scan_.is(after, Kind::kDot)) ++after;
    } else if (scan_.is_any_of(at_, kBez) && scan_.is_any_of(at_ + 1, kNomera)) {
      after = at_ + 2;
    } else if (scan_.is_any_of(at_, kBez) && scan_.is(at_ + 1, Kind::kNumero)) {
      after = at_ + 2;
    }
    if (after == 0) return false;
    out_.text = scan_.token(at_).cyrillic ? "б/н" : "b/n";
    at_ = after;
    return true;
  }

  // "КГ-НП/А": a section of Gorky's archive, in the place of a fond.
  bool section() {
    if (keyword_.part != ReferencePart::kFond) return false;
    const std::size_t end = end_of_gorky_section(scan_, at_);
    if (end == 0) return false;
    out_.text = scan_.written(at_, end);
    at_ = end;
    return true;
  }

  // "оп. II", "оп. II-а"; Cyrillic twins of the digits become Latin.
  bool roman() {
    const ReferenceToken& word = scan_.token(at_);
    if (word.kind != Kind::kWord || !is_roman(word.skeleton)) return false;
    const std::optional<Keyword> keyword = scan_.keyword(at_);
    if (keyword && scan_.is(keyword->next, Kind::kNumber)) return false;
    if (scan_.is(at_ + 1, Kind::kDash) && scan_.is(at_ + 2, Kind::kNumber)) return false;
    if (scan_.is(at_ + 1, Kind::kNumber) && !scan_.token(at_ + 1).space_before) return false;
    out_.text = word.skeleton;
    ++at_;
    if (scan_.is(at_, Kind::kDash) && !scan_.token(at_).space_before && glued_word(at_ + 1) &&
        is_suffix(at_ + 1, 1)) {
      const std::string_view letter = scan_.token(at_ + 1).text;
      out_.text += '-' + (keyword_.cyrillic ? lookalikes_to_cyrillic(letter) : std::string(letter));
      at_ += 2;
    }
    return true;
  }

  // "c" and the quotes around it, after `at`: a letter that is meant as it stands.
  bool quoted_word(std::size_t at) const {
    constexpr std::size_t kLongest = 8;  // bytes
    return scan_.is_quote(at) && scan_.is(at + 1, Kind::kWord) && scan_.is_quote(at + 2) &&
           !scan_.token(at + 1).space_before && !scan_.token(at + 2).space_before &&
           scan_.token(at + 1).text.size() <= kLongest;
  }

  bool quoted_after(Kind mark) const {
    return scan_.is(at_, mark) && !scan_.token(at_).space_before &&
           !scan_.token(at_ + 1).space_before && quoted_word(at_ + 1);
  }

  // "C"-5
  bool quoted_prefix() {
    if (at_ == 0 || !quoted_word(at_ - 1)) return false;
    const bool dashed = scan_.is(at_ + 2, Kind::kDash);
    const std::size_t number = at_ + (dashed ? 3 : 2);
    if (!scan_.is(number, Kind::kNumber) || scan_.token(number).space_before) return false;
    out_.text = std::string(scan_.token(at_).text) + (dashed ? "-" : "");
    at_ = number;
    literal_ = true;
    return true;
  }

  // "Р-5446", "Р 5446", "Р. 5446", "Р.-5446", "R5446", "КМФ-9".
  void prefix() {
    const ReferenceToken& word = scan_.token(at_);
    constexpr std::size_t kLongestPrefix = 6;
    if (word.kind != Kind::kWord || !is_at_most(word.text, kLongestPrefix)) return;
    std::size_t number = at_ + 1;
    bool dashed = scan_.is(number, Kind::kDash);
    if (dashed) {
      ++number;
    } else if (scan_.is(number, Kind::kDot)) {
      static const SkeletonWords kDotted = skeleton_words({"Р", "R"});
      if (!scan_.is_any_of(at_, kDotted)) return;
      ++number;
      dashed = scan_.is(number, Kind::kDash) && !scan_.token(number).space_before;
      if (dashed) ++number;
    } else if (scan_.token(number).space_before) {
      const Letter first = letter_at(word.text, 0);
      const bool capital = first.size == word.text.size() && to_small(first.code) != first.code;
      if (!capital) return;
    }
    if (!scan_.is(number, Kind::kNumber) || scan_.token(number).line_before) return;
    out_.text = std::string(word.text) + (dashed ? "-" : "");
    at_ = number;
  }

  void number() {
    out_.text += scan_.token(at_).text;
    ++at_;
    thousands();
    if (scan_.token(at_).space_before || !quoted_word(at_)) {
      behind_number();
    } else {  // 5"c"
      out_.text += scan_.token(at_ + 1).text;
      at_ += 3;
      literal_ = true;
    }
  }

  // "5 446": digits in threes, where a mark follows that ends the number.
  void thousands() {
    const bool large = keyword_.part == ReferencePart::kFond ||
                       keyword_.part == ReferencePart::kOpis ||
                       keyword_.part == ReferencePart::kDelo;
    const ReferenceToken& rest = scan_.token(at_);
    const ReferenceToken& first = scan_.token(at_ - 1);
    if (!large || rest.kind != Kind::kNumber || rest.text.size() != 3 || rest.line_before) return;
    if (first.text.size() > 3 || first.text.front() == '0') return;
    const Kind after = scan_.token(at_ + 1).kind;
    if (after != Kind::kDot && after != Kind::kComma && after != Kind::kEnd) return;
    out_.text += rest.text;
    scan_.fault(at_ - 1,
                "'" + std::string(scan_.written(at_ - 1, at_ + 1)) + "' was read as " +
                    std::string(first.text) + std::string(rest.text),
                ReferenceFault::Kind::kRemark);
    ++at_;
  }

  void behind_number() {
    if (keyword_.part == ReferencePart::kReel && glued_number_after(Kind::kDot)) {
      out_.text += '.' + std::string(scan_.token(at_ + 1).text);  // "1.1004"
      at_ += 2;
      return;
    }
    if (quoted_after(Kind::kDash) || quoted_after(Kind::kSlash)) {  // 5-"c"
      out_.text.append(scan_.is(at_, Kind::kDash) ? "-" : "/").append(scan_.token(at_ + 2).text);
      at_ += 4;
      literal_ = true;
      return;
    }
    // "12/3", but in "f045/op1" the slash divides parts.
    if (roman_after_slash()) {
      out_.text += '/' + std::string(scan_.token(at_ + 1).skeleton);  // "295/VII-109"
      at_ += 2;
      if (glued_number_after(Kind::kDash)) {
        out_.text += '-' + std::string(scan_.token(at_ + 1).text);
        at_ += 2;
      }
    } else if (glued_letter_after_slash()) {
      out_.text += '/' + std::string(scan_.token(at_ + 1).text);  // "1/п"
      at_ += 2;
    } else if (slash_is_ours() && glued_number_after(Kind::kSlash)) {
      out_.text += '/' + std::string(scan_.token(at_ + 1).text);
      at_ += 2;
    } else if (glued_number_after(Kind::kDash) ||
               (scan_.is(at_, Kind::kDash) && !scan_.token(at_).space_before &&
                is_suffix(at_ + 1, 3) && !scan_.token(at_ + 1).space_before)) {
      out_.text += '-' + std::string(scan_.token(at_ + 1).text);  // "1-Б", "337–339"
      at_ += 2;
      if (is_suffix(at_, 1)) out_.text += scan_.token(at_++).text;  // "337а–339б"
      if (glued_number_after(Kind::kDash)) {                        // "22-4-1"
        out_.text += '-' + std::string(scan_.token(at_ + 1).text);
        at_ += 2;
      }
    } else if (is_suffix(at_, 4)) {
      out_.text += scan_.token(at_).text;
      ++at_;
      abbreviated_suffix();
    } else {
      letter_apart();
    }
    if (!scan_.is(at_, Kind::kDot)) addition();
  }

  bool glued_number_after(Kind mark) const {
    return scan_.is(at_, mark) && !scan_.token(at_).space_before &&
           scan_.is(at_ + 1, Kind::kNumber) && !scan_.token(at_ + 1).space_before &&
           scan_.token(at_ + 1).text.size() <= kLongestNumber;
  }

  // "295/VII-109": Roman digits in capitals, whichever letters stand for them.
  bool roman_after_slash() const {
    if (!slash_is_ours() || !scan_.is(at_, Kind::kSlash) || scan_.token(at_).space_before) {
      return false;
    }
    const ReferenceToken& word = scan_.token(at_ + 1);
    if (!glued_word(at_ + 1) || !is_roman(word.skeleton)) return false;
    for (std::size_t i = 0; i < word.text.size();) {
      const Letter letter = letter_at(word.text, i);
      if (to_capital(letter.code) != letter.code) return false;
      i += letter.size;
    }
    return true;
  }
  bool slash_is_ours() const { return keyword_.dotted || !glued_; }
  bool glued_letter_after_slash() const {
    return slash_is_ours() && scan_.is(at_, Kind::kSlash) && !scan_.token(at_).space_before &&
           is_suffix(at_ + 1, 1);
  }

  // A glued word that belongs to the number before it ("1235с", "1доп"), not the
  // next keyword of a text without blanks ("45оп1").
  bool is_suffix(std::size_t at, std::size_t longest) const {
    const ReferenceToken& word = scan_.token(at);
    if (word.kind != Kind::kWord || word.space_before || !is_at_most(word.text, longest)) {
      return false;
    }
    const std::optional<Keyword> keyword = scan_.keyword(at);
    if (!keyword || keyword->next > at + 2) return true;  // "1-л. Д. 5" is no "л. д. 5"
    const bool dashed = scan_.is(keyword->next, Kind::kDash);
    return !scan_.is(keyword->next + (dashed ? 1 : 0), Kind::kNumber);
  }

  // The rest of "1с/ч".
  void abbreviated_suffix() {
    if (scan_.is(at_, Kind::kSlash) && !scan_.token(at_).space_before && glued_word(at_ + 1) &&
        is_suffix(at_ + 1, 1)) {
      out_.text += scan_.token(at_ + 1).text;
      at_ += 2;
    }
  }

  // "оп. 1 а", "ф. 9401 с": one letter, and then a mark.
  void letter_apart() {
    static const SkeletonWords kLetters =
        skeleton_words({"а", "б", "в", "г", "с", "т", "п", "a", "b", "s"});
    if (!scan_.is_any_of(at_, kLetters) || scan_.token(at_).line_before) return;
    const Kind after = scan_.token(at_ + 1).kind;
    const bool marked = after == Kind::kDot || after == Kind::kComma || after == Kind::kSemicolon ||
                        after == Kind::kEnd || after == Kind::kClose;
    const std::optional<Keyword> keyword = scan_.keyword(at_);
    if (!marked || (keyword && scan_.is(keyword->next, Kind::kNumber))) return;
    // "Ф. 5 с. ч.": the dot is that of the addition.
    if (after == Kind::kDot && scan_.is(at_ + 2, Kind::kWord) && !scan_.keyword(at_ + 2)) return;
    static const SkeletonWords kSch = skeleton_words({"ч", "ch"});
    if (after == Kind::kDot && scan_.is_any_of(at_ + 2, kSch)) return;
    out_.text += scan_.token(at_).text;
    ++at_;
  }

  // "доп.", "(с.ч.)", "с. ч.", "л.с." after a number, as letters.
  void addition() {
    const bool bracketed = scan_.is(at_, Kind::kOpen);
    std::size_t next = bracketed ? at_ + 1 : at_;
    static const SkeletonWords kWhole =
        skeleton_words({"доп", "dop", "сч", "sch", "секр", "дод", "dod", "т", "с"});
    static const SkeletonWords kBare = skeleton_words({"доп", "dop", "сч", "sch", "дод", "dod"});
    static const SkeletonWords kFirst = skeleton_words({"с", "s", "л", "l"});
    static const SkeletonWords kSecond = skeleton_words({"ч", "ch", "с", "s", "д", "d"});
    static const SkeletonWords kOfStaff = skeleton_words({"л", "l"});  // личный состав, дела
    const bool placed = keyword_.part == ReferencePart::kOpis || !scan_.is_any_of(next, kOfStaff);
    std::string letters;
    if (placed && scan_.is_any_of(next, kFirst) &&
        (scan_.is(next + 1, Kind::kDot) || scan_.is(next + 1, Kind::kSlash)) &&
        scan_.is_any_of(next + 2, kSecond)) {  // с.ч., л.с., л.д., с/ч
      const std::size_t after = next + 3;
      const bool dotted = scan_.is(after, Kind::kDot);
      if (scan_.is(dotted ? after + 1 : after, Kind::kNumber) && !bracketed) return;
      letters = std::string(scan_.token(next).text) + std::string(scan_.token(next + 2).text);
      next = dotted && (bracketed || scan_.is(next + 1, Kind::kDot)) ? after + 1 : after;
    } else if (scan_.is_any_of(next, bracketed ? kWhole : kBare)) {
      letters = scan_.token(next).text;
      next += scan_.is(next + 1, Kind::kDot) ? 2 : 1;
    } else if (bracketed && scan_.is(next, Kind::kWord) &&
               letter_at(scan_.token(next).text, 0).size == scan_.token(next).text.size()) {
      letters = scan_.token(next).text;  // "оп. 1 (а)"
      ++next;
    }
    if (letters.empty()) return;
    if (bracketed) {
      if (!scan_.is(next, Kind::kClose)) return;
      ++next;
    }
    out_.text += letters;
    at_ = next;
  }

  ReferenceScan& scan_;
  const Keyword& keyword_;
  const bool glued_;
  bool literal_ = false;  // letters in quotes, which no look-alike is mended in
  std::size_t at_ = 0;
  PartValue out_;
};

}  // namespace

namespace {
bool is_glued_dash(const ReferenceScan& scan, std::size_t at) {
  if (!scan.is(at, Kind::kDash) || scan.token(at).space_before) return false;
  const std::size_t value = scan.is(at + 1, Kind::kWord) ? at + 2 : at + 1;
  return !scan.token(at + 1).space_before && scan.is(value, Kind::kNumber) &&
         !scan.token(value).space_before;
}
}  // namespace

namespace {
// "N 5", "no5"; "N2225" is a number sign behind Cyrillic keywords only: "BArch, f. N2225".
bool is_number_sign(const ReferenceScan& scan, std::size_t at, const Keyword& keyword) {
  if (!scan.is(at + 1, Kind::kNumber)) return false;
  return keyword.cyrillic || scan.token(at + 1).space_before || scan.token(at).text.size() > 1;
}
}  // namespace

std::size_t start_of_value(const ReferenceScan& scan, const Keyword& keyword) {
  static const SkeletonWords kNo = skeleton_words({"no", "n", "nr", "nos", "nn"});
  std::size_t at = keyword.next;
  for (int i = 0; i < 4; ++i) {
    if (scan.is(at, Kind::kNumero) || scan.is_other(at, ":") || scan.is_other(at, "=") ||
        scan.is_other(at, "#") || scan.is_quote(at)) {
      ++at;
    } else if (scan.is_any_of(at, kNo) &&
               (scan.is(at + 1, Kind::kDot) || is_number_sign(scan, at, keyword) ||
                scan.is_other(at + 1, "º") || scan.is_other(at + 1, "°"))) {
      at += scan.is(at + 1, Kind::kNumber) ? 1 : 2;
    } else if (!keyword.dotted && is_glued_dash(scan, at)) {
      ++at;  // "GARF-f-R5446-op-1"
    } else {
      break;
    }
  }
  return at;
}

std::optional<PartValue> read_value(ReferenceScan& scan, const Keyword& keyword, bool glued) {
  return ValueReader(scan, keyword, glued).read();
}

}  // namespace delo
