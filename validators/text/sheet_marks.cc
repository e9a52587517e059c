#include "validators/text/sheet_marks.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/records/letters.h"
#include "validators/text/utf8_writer.h"

namespace delo::validators::text {
namespace {

constexpr std::size_t kLongestLine = 160;   // bytes of a line that is a mark as a whole
constexpr std::size_t kLongestInline = 40;  // bytes between brackets
constexpr int kMostBare = 2500;             // of numbers without a word for a leaf

bool is_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0x24F) ||
         (c >= 0x400 && c <= 0x52F);
}
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_blank(char32_t c) { return c == U' ' || c == U'\t' || c == 0xA0 || c == 0xFEFF; }

// A line as small letters, and where each stands.
struct Small {
  std::u32string text;
  std::vector<std::uint32_t> at;  // bytes; one more than text: the end
};
Small small_of(std::string_view line) {
  Small out;
  for (std::size_t at = 0; at < line.size();) {
    out.at.push_back(static_cast<std::uint32_t>(at));
    out.text += to_small(next_code_point(line, at));
  }
  out.at.push_back(static_cast<std::uint32_t>(line.size()));
  return out;
}

std::u32string_view trimmed(std::u32string_view text, std::u32string_view also = {}) {
  const auto drop = [&](char32_t c) {
    return is_blank(c) || also.find(c) != std::u32string_view::npos;
  };
  while (!text.empty() && drop(text.front())) text.remove_prefix(1);
  while (!text.empty() && drop(text.back())) text.remove_suffix(1);
  return text;
}

template <std::size_t N>
bool one_of(std::u32string_view word, const std::array<std::u32string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Words for a sheet, a leaf, a page.  The short ones need a dot or a bracket around them.
constexpr std::array<std::u32string_view, 17> kLong = {
    U"лист", U"листок", U"аркуш", U"стор", U"страница", U"сторінка", U"стр", U"арк",     U"sheet",
    U"leaf", U"page",   U"folio", U"fol",  U"blatt",    U"seite",    U"bl",  U"feuillet"};
constexpr std::array<std::u32string_view, 6> kShort = {U"л", U"l", U"p", U"с", U"s", U"f"};
constexpr std::array<std::u32string_view, 13> kVerso = {
    U"об", U"ob", U"обор",   U"оборот", U"v",     U"vo", U"verso",
    U"зв", U"zv", U"зворот", U"r",      U"recto", U"лиц"};

bool is_verso(std::u32string_view word) {
  return one_of(word, kVerso) && word != U"r" && word != U"recto" && word != U"лиц";
}

// Reads what a phrase is made of, from the front.
class Phrase {
 public:
  explicit Phrase(std::u32string_view text) : rest_(text) {}

  void skip_blanks() {
    while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
  }
  bool skip(char32_t c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::u32string_view word() {
    const std::u32string_view all = rest_;
    while (!rest_.empty() && is_letter(rest_.front())) rest_.remove_prefix(1);
    return all.substr(0, all.size() - rest_.size());
  }
  std::optional<int> number() {
    int value = 0;
    std::size_t digits = 0;
    while (digits < rest_.size() && is_digit(rest_[digits])) {
      if (digits == 6) return std::nullopt;
      value = value * 10 + static_cast<int>(rest_[digits] - U'0');
      ++digits;
    }
    if (digits == 0) return std::nullopt;
    rest_.remove_prefix(digits);
    return value;
  }
  std::u32string_view rest() const { return rest_; }

 private:
  std::u32string_view rest_;
};

struct Reading {
  std::optional<Leaf> leaf;
  bool keyword = false;  // "лист", "л.", "page" …
  bool long_keyword = false;
  bool ambiguous = false;    // "f. 45" is a fond, "с. 5" may be anything: only in brackets
  bool verso_alone = false;  // "об.": of the leaf before
};

// "37", "37а", "37 об.", "37v", "3 из 5".  Nothing: something else follows.
std::optional<Leaf> read_number(Phrase& phrase, bool cyrillic) {
  const std::optional<int> number = phrase.number();
  if (!number) return std::nullopt;
  Leaf leaf{.number = *number, .letter = "", .side = Side::kRecto};
  std::u32string_view glued = phrase.word();
  if (is_verso(glued) || one_of(glued, kVerso)) {
    leaf.side = is_verso(glued) ? Side::kVerso : Side::kRecto;
    glued = {};
    phrase.skip(U'.');
  } else if (!glued.empty()) {
    leaf.letter = leaf_letter(glued.front(), cyrillic);
    if (leaf.letter.empty()) return std::nullopt;
    const std::u32string_view more = glued.substr(1);
    if (!more.empty() && !is_verso(more)) return std::nullopt;
    if (!more.empty()) leaf.side = Side::kVerso;
  }
  phrase.skip_blanks();
  Phrase ahead = phrase;
  ahead.skip(U'-');
  ahead.skip(U'(');
  const std::u32string_view next = ahead.word();
  if (one_of(next, kVerso)) {
    if (is_verso(next)) leaf.side = Side::kVerso;
    ahead.skip(U'.');
    ahead.skip(U')');
    phrase = ahead;
  } else if (next == U"из" || next == U"of" || next == U"із" || next == U"von") {
    ahead.skip_blanks();
    if (!ahead.number()) return std::nullopt;
    phrase = ahead;
  }
  phrase.skip_blanks();
  return leaf;
}

// What stands alone, without its decoration.  `whole`: nothing may follow.
std::optional<Reading> read_phrase(std::u32string_view text, bool whole, std::size_t* used) {
  Phrase phrase(text);
  Reading out;
  const std::u32string_view word = phrase.word();
  const bool dotted = phrase.skip(U'.');
  if (!word.empty()) {
    out.long_keyword = one_of(word, kLong);
    out.keyword = out.long_keyword || (one_of(word, kShort) && dotted);
    out.ambiguous = word == U"f" || word == U"s" || word == U"с";
    if (is_verso(word) && word.size() > 1) {
      out.verso_alone = true;
    } else if (!out.keyword) {
      return std::nullopt;
    }
  }
  phrase.skip_blanks();
  const bool numero = phrase.skip(U'№') || phrase.skip(U'#');
  if (numero) phrase.skip_blanks();
  if (!out.verso_alone) {
    const bool cyrillic = !word.empty() && word.front() >= 0x400;
    out.leaf = read_number(phrase, cyrillic || word.empty());
    // "Лист , /": a form whose number was not read.
    const bool blank_form = out.long_keyword && whole && word.size() >= 4 &&
                            trimmed(phrase.rest(), U",./-_—–…").empty();
    if (!out.leaf && !blank_form) return std::nullopt;
  }
  if (used != nullptr) *used = text.size() - phrase.rest().size();
  if (whole && !trimmed(phrase.rest(), U".:;,/_").empty()) return std::nullopt;
  return out;
}

// ---- Lines that are a mark as a whole ----

struct Decoration {
  bool brackets = false, dashes = false, strokes = false;
};

// Takes off what surrounds a mark.
std::u32string_view undecorated(std::u32string_view line, Decoration& decoration) {
  line = trimmed(line, U"#_");
  const auto both = [&](std::u32string_view open, std::u32string_view close) {
    bool any = false;
    while (line.size() >= 2 && open.find(line.front()) != std::u32string_view::npos &&
           close.find(line.back()) != std::u32string_view::npos) {
      line = trimmed(line.substr(1, line.size() - 2));
      any = true;
    }
    return any;
  };
  for (int round = 0; round < 3; ++round) {
    decoration.dashes |= both(U"-–—−=*~", U"-–—−=*~");
    decoration.brackets |= both(U"[{<", U"]}>");
    decoration.strokes |= both(U"/|\\", U"/|\\");
    both(U"(", U")");
    line = trimmed(line, U"#_");
  }
  if (line.starts_with(U"//") || line.starts_with(U"||")) {
    decoration.strokes = true;
    line = trimmed(line.substr(2));
  }
  return line;
}

std::vector<std::u32string_view> words_of(std::u32string_view text, std::size_t most) {
  std::vector<std::u32string_view> words;
  for (std::size_t i = 0; i < text.size() && words.size() < most;) {
    std::size_t end = i;
    while (end < text.size() && (is_letter(text[end]) || text[end] == U'\'')) ++end;
    if (end > i) words.push_back(text.substr(i, end - i));
    i = end > i ? end : i + 1;
  }
  return words;
}

bool starts_with_one(std::u32string_view word, std::initializer_list<std::u32string_view> stems) {
  return std::any_of(stems.begin(), stems.end(),
                     [&](std::u32string_view stem) { return word.starts_with(stem); });
}

// "см. сл. лист" · "продолжение на обороте" · "see next page" · "P.T.O."
bool is_next_sheet(const std::vector<std::u32string_view>& words, bool bracketed) {
  if (words.empty() || words.size() > 6) return false;
  const std::u32string_view first = words[0];
  const auto any = [&](std::initializer_list<std::u32string_view> stems) {
    return std::any_of(words.begin() + 1, words.end(),
                       [&](std::u32string_view w) { return starts_with_one(w, stems); });
  };
  const auto word = [&](std::initializer_list<std::u32string_view> whole) {
    return std::any_of(words.begin() + 1, words.end(), [&](std::u32string_view w) {
      return std::find(whole.begin(), whole.end(), w) != whole.end();
    });
  };
  if (first == U"см" || starts_with_one(first, {U"смотри", U"див"}) ||
      starts_with_one(first, {U"продолж", U"продовж", U"оконч", U"закінч"})) {
    if (any({U"оборот", U"зворот"}) || word({U"об", U"зв"})) return true;
    const bool next = any({U"след", U"наступ"}) || word({U"сл", U"наст"});
    return next && (any({U"лист", U"аркуш", U"стран", U"сторін"}) || word({U"л", U"арк", U"стр"}));
  }
  if (first == U"p" && words.size() == 3) return words[1] == U"t" && words[2] == U"o";
  if (first == U"pto" || first == U"over" || first == U"overleaf") {
    return bracketed && words.size() == 1;
  }
  if (first == U"see" || first == U"continued" || first == U"cont" || first == U"cont'd" ||
      first == U"contd" || first == U"turn" || first == U"please") {
    if (any({U"overleaf", U"verso", U"reverse"})) return true;
    return any({U"next"}) && any({U"page", U"sheet", U"leaf"});
  }
  return false;
}

// "Продолжение шифртелеграммы № 15994" · "(продолжение)" · "Continued from page 2"
bool is_continuation(const std::vector<std::u32string_view>& words) {
  if (words.empty() || words.size() > 9) return false;
  const std::u32string_view first = words[0];
  if (first == U"продолжение" || first == U"продовження" || first == U"окончание" ||
      first == U"закінчення") {
    return words.size() == 1 ||
           starts_with_one(
               words[1],
               {U"шифр",   U"телегр", U"письм",   U"записк",  U"запис", U"докум",     U"проток",
                U"доклад", U"донес",  U"справк",  U"текст",   U"лист",  U"постановл", U"приказ",
                U"сообщ",  U"бесед",  U"стеногр", U"доповід", U"наказ", U"довідк",    U"таблиц"}) ||
           words[1] == U"л" || words[1] == U"стр";
  }
  if (first == U"continuation") return words.size() == 1 || words[1] == U"of";
  if (first == U"continued" || first == U"cont'd" || first == U"contd") {
    return words.size() == 1 || words[1] == U"from";
  }
  return false;
}

// Cells of a heading: "Экз. № 1 <tab> Лист 3".  Only where the others are short.
std::optional<FoundMark> mark_in_cells(const Small& line) {
  const std::u32string_view text = line.text;
  std::optional<FoundMark> found;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && text[end] != U'\t' &&
           !(text[end] == U' ' && end + 1 < text.size() && text[end + 1] == U' ')) {
      ++end;
    }
    const std::u32string_view cell = trimmed(text.substr(i, end - i));
    if (cell.size() > 40) return std::nullopt;
    const auto reading = cell.empty() ? std::nullopt : read_phrase(cell, true, nullptr);
    if (reading && reading->long_keyword && reading->leaf && !found) {
      const auto at = static_cast<std::size_t>(cell.data() - text.data());
      found = {SheetMarkKind::kNumbered, line.at[at], line.at[at + cell.size()], reading->leaf};
    }
    i = end + 1;
  }
  return found;
}

std::vector<FoundMark> marks_of_whole_line(const Small& line, std::string_view before) {
  Decoration decoration;
  const std::u32string_view text = undecorated(line.text, decoration);
  if (text.empty()) return {};
  const std::size_t end = line.at.back();
  const bool bracketed = decoration.brackets || line.text.find(U'(') != std::u32string::npos;
  if (const auto reading = read_phrase(text, true, nullptr)) {
    const bool decorated = decoration.brackets || decoration.dashes || decoration.strokes;
    const bool bare = !reading->keyword && !reading->verso_alone;
    // "оп. 1, д. 3," above "л. 5": a reference that goes on.
    const bool goes_on =
        !decorated && (reading->ambiguous || before.ends_with(',') || before.ends_with(';'));
    const bool plausible = bare                   ? decorated && reading->leaf->number < kMostBare
                           : reading->verso_alone ? bracketed
                                                  : !goes_on;
    if (plausible) {
      FoundMark mark{SheetMarkKind::kNumbered, 0, end, reading->leaf};
      if (reading->verso_alone) mark.leaf = Leaf{.number = 0, .letter = "", .side = Side::kVerso};
      return {mark};
    }
    return {};
  }
  const std::vector<std::u32string_view> words = words_of(text, 12);
  if (is_next_sheet(words, bracketed)) {
    return {{SheetMarkKind::kNextSheet, 0, end, std::nullopt}};
  }
  std::vector<FoundMark> marks;
  if (is_continuation(words)) marks.push_back({SheetMarkKind::kContinuation, 0, end, std::nullopt});
  if (line.text.find(U'\t') != std::u32string::npos ||
      line.text.find(U"  ") != std::u32string::npos) {
    if (const auto cell = mark_in_cells(line)) marks.push_back(*cell);
  }
  return marks;
}

// ---- Marks within a line ----

// "<pb n="38v"/>" in a text that is no XML.
std::optional<FoundMark> page_break_tag(std::string_view line, std::size_t at) {
  if (!line.substr(at).starts_with("<pb")) return std::nullopt;
  const std::size_t end = line.find('>', at);
  if (end == std::string_view::npos || end - at > 200) return std::nullopt;
  const std::string_view tag = line.substr(at, end - at);
  FoundMark mark{SheetMarkKind::kPageElement, at, end + 1, std::nullopt};
  std::size_t n = tag.find(" n=");
  if (n != std::string_view::npos && n + 4 < tag.size()) {
    const char quote = tag[n + 3];
    n += 4;
    const std::size_t close = tag.find(quote, n);
    if (close != std::string_view::npos) mark.leaf = leaf_of_page_label(tag.substr(n, close - n));
  }
  return mark;
}

// A phrase with its keyword between brackets or strokes, at `at`.
std::optional<FoundMark> enclosed_mark(std::string_view line, std::size_t at) {
  const char open = line[at];
  const bool stroke = open == '/' || open == '|';
  const char close = open == '[' ? ']' : open == '{' ? '}' : open == '<' ? '>' : open;
  std::size_t begin = at + 1;
  while (stroke && begin < line.size() && line[begin] == open) ++begin;
  const std::size_t end = line.find(close, begin);
  const bool closed = end != std::string_view::npos && end - begin <= kLongestInline;
  // "// л. 38 " needs no other end.
  if (!closed && (!stroke || begin - at < 2)) return std::nullopt;
  const Small inner =
      small_of(closed ? line.substr(begin, end - begin)
                      : line.substr(begin, std::min(line.size() - begin, kLongestInline)));
  const std::u32string_view text = trimmed(inner.text);
  std::size_t used = 0;
  const bool whole = closed && !(stroke && begin - at >= 2);
  const auto reading = read_phrase(text, whole, &used);
  if (!reading || !reading->keyword || !reading->leaf) {
    const bool verso = reading && reading->verso_alone && whole && !stroke;
    if (!verso) return std::nullopt;
    return FoundMark{SheetMarkKind::kNumbered, at, end + 1,
                     Leaf{.number = 0, .letter = "", .side = Side::kVerso}};
  }
  const auto after = static_cast<std::size_t>(text.data() - inner.text.data()) + used;
  if (!whole && after < inner.text.size()) {
    const char32_t next = inner.text[after];
    if (next == U'-' || next == U'–' || next == U'—') return std::nullopt;
  }
  std::size_t stop = whole ? end + 1 : begin + inner.at[after];
  while (stroke && stop < line.size() && line[stop] == open) ++stop;
  return FoundMark{SheetMarkKind::kNumbered, at, stop, reading->leaf};
}

}  // namespace

std::optional<Leaf> leaf_of_page_label(std::string_view label) {
  if (label.empty() || label.size() > 40) return std::nullopt;
  const Small small = small_of(label);
  Decoration decoration;
  const auto reading = read_phrase(undecorated(small.text, decoration), true, nullptr);
  return reading ? reading->leaf : std::nullopt;
}

std::vector<FoundMark> marks_in_line(std::string_view line, std::string_view before) {
  if (line.size() <= kLongestLine) {
    const Small small = small_of(line);
    if (auto marks = marks_of_whole_line(small, before); !marks.empty()) return marks;
  }
  std::vector<FoundMark> marks;
  for (std::size_t at = line.find_first_of("[{</|"); at < line.size();) {
    std::optional<FoundMark> mark = page_break_tag(line, at);
    // "https://…" and "and/or" are no marks.
    const bool after_word = at > 0 && (line[at] == '/' || line[at] == '|') && line[at - 1] == ':';
    if (!mark && !after_word) mark = enclosed_mark(line, at);
    const std::size_t next = mark ? mark->end : at + 1;
    if (mark) marks.push_back(*std::move(mark));
    at = line.find_first_of("[{</|", next);
  }
  return marks;
}

}  // namespace delo::validators::text
