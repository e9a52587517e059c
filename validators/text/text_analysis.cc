#include "validators/text/text_analysis.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "core/records/letters.h"
#include "core/text/utf8.h"
#include "validators/text/figures.h"
#include "validators/text/sheet_marks.h"
#include "validators/text/text_rules.h"
#include "validators/text/utf8_writer.h"

namespace delo::validators::text {
namespace {

constexpr std::size_t kLongestLine = 16 * 1024;      // bytes; longer ones are looked at in pieces
constexpr std::size_t kLongestParagraph = 8 * 1024;  // the same, for figures

bool is_latin(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
         (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c <= 0x1EFF);
}
bool is_combining(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x483 && c <= 0x487) || (c >= 0x1AB0 && c <= 0x1AFF) ||
         (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF);
}
// Letters of any script, as far as words go.
bool is_letter(char32_t c) {
  if (c < 0x80) return is_latin(c);
  if (is_latin(c) || is_cyrillic(c)) return true;
  return (c >= 0x370 && c <= 0x3FF && c != 0x37E && c != 0x387) || (c >= 0x531 && c <= 0x587) ||
         (c >= 0x5D0 && c <= 0x5F2) || (c >= 0x620 && c <= 0x64A) || (c >= 0x10A0 && c <= 0x10FF) ||
         (c >= 0x1E00 && c <= 0x1FFF) || (c >= 0x3041 && c <= 0x30FE) ||
         (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}
bool is_blank(char32_t c) {
  return c <= 0x20 || c == 0xA0 || c == 0xFEFF || (c >= 0x2000 && c <= 0x200B) || c == 0x202F;
}

std::uint64_t characters_but_blanks(std::string_view text) {
  std::uint64_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_blank(next_code_point(text, at))) ++count;
  }
  return count;
}

std::string utf8_of(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

std::string code_of(char32_t c) {
  char text[16];
  std::snprintf(text, sizeof text, "U+%04X", static_cast<unsigned>(c));
  return text;
}

// At most `most` bytes, dividing no character.
std::string cut(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return std::string(text.substr(0, most));
}

// "XXго", "IIй": a Roman numeral and its ending.
bool is_roman_ordinal(std::u32string_view word) {
  constexpr std::u32string_view kRoman = U"IVXLCDM";
  const std::size_t roman = std::min(word.find_first_not_of(kRoman), word.size());
  if (roman == 0 || word.size() - roman > 3) return false;
  return std::all_of(word.begin() + static_cast<std::ptrdiff_t>(roman), word.end(), is_cyrillic);
}

}  // namespace

void TextAnalysis::text(std::string_view utf8) {
  while (!utf8.empty()) {
    if (after_cr_) {
      after_cr_ = false;
      if (utf8.front() == '\n') {  // of the line before
        ++offset_;
        ++out_.characters;
        utf8.remove_prefix(1);
        continue;
      }
    }
    const std::size_t end = utf8.find_first_of("\n\r\f");
    const std::string_view piece = utf8.substr(0, end);
    line_ += piece;
    if (end == std::string_view::npos) {
      if (line_.size() < kLongestLine) return;
      // Cut at a blank where there is one.
      std::size_t some = line_.rfind(' ');
      some = some == std::string::npos || some == 0 ? line_.size() : some;
      std::string rest = line_.substr(some);
      line_.resize(some);
      take_line(line_);
      offset_ += line_.size();
      line_ = std::move(rest);
      return;
    }
    const char ending = utf8[end];
    utf8.remove_prefix(end + 1);
    if (ending == '\f') {
      take_line(line_);
      end_paragraph();
      offset_ += line_.size();
      line_.clear();
      before_.clear();
      add_mark({.kind = SheetMarkKind::kFormFeed, .offset = offset_, .line = line_number_});
      ++offset_;
      ++out_.characters;
      continue;
    }
    after_cr_ = ending == '\r';
    end_line(1);
  }
}

void TextAnalysis::end_line(std::size_t end_bytes) {
  take_line(line_);
  if (line_.find_first_not_of(" \t") == std::string::npos) end_paragraph();
  offset_ += line_.size();
  before_ = std::move(line_);
  if (before_.size() > 512) before_.erase(0, before_.size() - 512);
  while (!before_.empty() && (before_.back() == ' ' || before_.back() == '\t')) before_.pop_back();
  offset_ += end_bytes;
  out_.characters += end_bytes;
  line_.clear();
  ++line_number_;
}

void TextAnalysis::page(std::string_view label) {
  if (!line_.empty()) {
    take_line(line_);
    offset_ += line_.size();
    line_.clear();
  }
  end_paragraph();
  before_.clear();
  add_mark({.kind = SheetMarkKind::kPageElement,
            .offset = offset_,
            .line = line_number_,
            .text = cut(label, kLongestMark),
            .leaf = leaf_of_page_label(label)});
  ++offset_;
  ++out_.characters;
}

void TextAnalysis::declared_language(std::string_view tag) {
  if (out_.declared_language.empty()) out_.declared_language = cut(tag, 40);
}

void TextAnalysis::fault(const Rule& rule, std::optional<std::uint64_t> offset, std::string part,
                         std::string message) {
  findings_.add(rule, offset, std::move(part), std::move(message));
}

void TextAnalysis::take_line(std::string_view line) {
  if (line.empty()) return;
  take_words(line);
  take_marks(line);
}

// Counts, language, and words that are odd.
void TextAnalysis::take_words(std::string_view line) {
  bool combining = false;
  std::size_t column = 0, word_column = 0;
  word_.clear();
  bool cyrillic = false, latin = false;
  const auto end_word = [&] {
    if (word_.empty()) return;
    ++out_.words;
    if (cyrillic && latin) check_word(word_, word_column);
    for (char32_t& c : word_) c = to_small(c);
    language_.add(word_);
    word_.clear();
    cyrillic = latin = false;
  };
  for (std::size_t at = 0; at < line.size();) {
    const char32_t c = next_code_point(line, at);
    ++column;
    if (is_letter(c)) {
      if (word_.empty()) word_column = column;
      ++out_.letters;
      if (word_.size() < 256) word_ += c;
      cyrillic |= is_cyrillic(c);
      latin |= is_latin(c);
    } else if (is_combining(c)) {
      combining = true;  // within a word, not its end
    } else {
      end_word();
    }
  }
  end_word();
  out_.characters += column;
  if (combining) check_normal_form(line);
}

void TextAnalysis::check_word(std::u32string_view word, std::size_t column) {
  if (is_roman_ordinal(word)) return;
  if (findings_.is_full(rule::kMixedScript)) return findings_.count(rule::kMixedScript);
  const auto cyrillic = std::count_if(word.begin(), word.end(), is_cyrillic);
  const auto latin = std::count_if(word.begin(), word.end(), is_latin);
  // The fewer letters are the strange ones.
  const bool in_cyrillic = cyrillic >= latin;
  std::string strange;
  for (const char32_t c : word) {
    if (is_cyrillic(c) == in_cyrillic) continue;
    if (strange.size() > 60) break;
    strange += (strange.empty() ? "" : ", ") + utf8_of(std::u32string_view(&c, 1)) + " (" +
               code_of(c) + ")";
  }
  findings_.add(rule::kMixedScript, std::nullopt,
                "line " + std::to_string(line_number_) + ", column " + std::to_string(column),
                "\"" + utf8_of(word.substr(0, 60)) + "\" is a " +
                    (in_cyrillic ? "Cyrillic word with Latin " : "Latin word with Cyrillic ") +
                    strange);
}

void TextAnalysis::check_normal_form(std::string_view line) {
  const auto composed = nfc(line);
  if (!composed || *composed == line) return;
  if (odd_lines_++ == 0) first_odd_line_ = line_number_;
}

void TextAnalysis::take_marks(std::string_view line) {
  const std::vector<FoundMark> marks = marks_in_line(line, before_);
  std::string plain;  // the line without its marks
  std::size_t done = 0;
  for (const FoundMark& mark : marks) {
    const std::string_view between = line.substr(done, mark.begin - std::min(done, mark.begin));
    since_mark_ += characters_but_blanks(between);
    plain += between;
    plain.append(mark.end - mark.begin, ' ');
    std::optional<Leaf> leaf = mark.leaf;
    if (leaf && leaf->number == 0 && leaf->side == Side::kVerso) {  // of the leaf before
      leaf = last_leaf_;
      if (leaf) leaf->side = Side::kVerso;
    }
    if (leaf) last_leaf_ = leaf;
    std::string_view written = line.substr(mark.begin, mark.end - mark.begin);
    std::size_t indent = std::min(written.find_first_not_of(" \t"), written.size());
    written.remove_prefix(indent);
    while (!written.empty() && (written.back() == ' ' || written.back() == '\t')) {
      written.remove_suffix(1);
    }
    add_mark({.kind = mark.kind,
              .offset = offset_ + mark.begin + indent,
              .line = line_number_,
              .text = cut(written, kLongestMark),
              .leaf = leaf});
    done = std::max(done, mark.end);
  }
  const std::string_view rest = line.substr(std::min(done, line.size()));
  since_mark_ += characters_but_blanks(rest);
  const bool mark_alone = !marks.empty() && plain.find_first_not_of(' ') == std::string::npos &&
                          rest.find_first_not_of(" \t") == std::string_view::npos;
  if (mark_alone || paragraph_.size() + line.size() > kLongestParagraph) end_paragraph();
  if (mark_alone) return;
  if (paragraph_.empty()) {
    paragraph_offset_ = offset_;
    paragraph_line_ = line_number_;
  } else {
    // The place of a figure is told from here: what divides the lines counts as it is.
    const std::uint64_t gap = offset_ - paragraph_offset_ - paragraph_.size();
    if (gap > 0) {  // none within a line that is looked at in pieces
      paragraph_.append(gap - 1, ' ');
      paragraph_ += '\n';
    }
  }
  paragraph_ += marks.empty() ? std::string(line) : plain + std::string(rest);
}

void TextAnalysis::add_mark(SheetMark mark) {
  const std::uint64_t before = out_.marks_in_all++;
  if (before == 0) {
    out_.before_marks = since_mark_;
  } else if (before <= kMostSheetMarks) {
    out_.marks.back().length = since_mark_;
  }
  since_mark_ = 0;
  if (out_.marks.size() < kMostSheetMarks) out_.marks.push_back(std::move(mark));
}

void TextAnalysis::end_paragraph() {
  if (paragraph_.empty()) return;
  std::uint64_t line = paragraph_line_;
  std::size_t seen = 0;
  for (FoundFigure& figure : figures_in(paragraph_)) {
    ++out_.figures_in_all;
    if (out_.figures.size() >= kMostTextFigures) continue;
    line += static_cast<std::uint64_t>(
        std::count(paragraph_.begin() + static_cast<std::ptrdiff_t>(seen),
                   paragraph_.begin() + static_cast<std::ptrdiff_t>(figure.begin), '\n'));
    seen = figure.begin;
    out_.figures.push_back(
        {figure.kind, std::move(figure.value), paragraph_offset_ + figure.begin, line});
  }
  paragraph_.clear();
}

TextMetadata TextAnalysis::finish() {
  take_line(line_);
  end_paragraph();
  if (out_.marks_in_all > 0 && out_.marks_in_all <= kMostSheetMarks) {
    out_.marks.back().length = since_mark_;
  } else if (out_.marks_in_all == 0) {
    out_.before_marks = since_mark_;
  }
  out_.lines = line_number_ - (line_.empty() ? 1 : 0);
  const LanguageVerdict verdict = language_.verdict();
  out_.language = verdict.language;
  out_.language_certain = verdict.certain;
  out_.script = verdict.script;
  if (out_.marks_in_all > kMostSheetMarks) {
    findings_.add(rule::kManyMarks, std::nullopt, "",
                  std::to_string(out_.marks_in_all) + " marks of sheets, the first " +
                      std::to_string(kMostSheetMarks) + " are told");
  }
  if (odd_lines_ > 0) {
    findings_.add(rule::kNormalForm, std::nullopt, "line " + std::to_string(first_odd_line_),
                  std::to_string(odd_lines_) + (odd_lines_ == 1 ? " line is" : " lines are") +
                      " not in normal form C, the first is line " +
                      std::to_string(first_odd_line_));
  }
  return std::move(out_);
}

}  // namespace delo::validators::text
