// A translation and the transcription beside it.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include "core/records/text_sheets.h"
#include "core/text/utf8.h"
#include "validators/texts/figure_match.h"
#include "validators/texts/item_leaves.h"
#include "validators/texts/item_texts.h"
#include "validators/texts/texts_rules.h"

namespace delo::validators {
namespace {

// Letters that a language needs for what Russian says in one.
struct Size {
  std::string_view language;
  double letters;
};
constexpr std::array kSizes = {
    Size{"ru", 1.0},  Size{"uk", 0.98}, Size{"be", 1.0},  Size{"bg", 1.0},  Size{"sr", 0.98},
    Size{"en", 0.98}, Size{"de", 1.12}, Size{"fr", 1.12}, Size{"pl", 1.03}, Size{"es", 1.1},
    Size{"it", 1.1},  Size{"cs", 0.95}, Size{"nl", 1.1},  Size{"pt", 1.08}, Size{"hu", 1.03},
    Size{"ro", 1.06}, Size{"lt", 0.97}, Size{"lv", 0.97}, Size{"et", 0.97}, Size{"zh", 0.28},
    Size{"ja", 0.42}, Size{"ko", 0.45}, Size{"he", 0.72}, Size{"ar", 0.82}, Size{"ka", 1.05},
    Size{"hy", 1.02}, Size{"el", 1.1}};

double size_of(const std::string& language) {
  const auto at = std::find_if(kSizes.begin(), kSizes.end(),
                               [&](const Size& size) { return size.language == language; });
  return at == kSizes.end() ? 1.0 : at->letters;
}

std::string two_digits(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

std::string list_of(const std::vector<TextFigure>& figures) {
  constexpr std::size_t kFew = 8;
  std::string out;
  for (std::size_t i = 0; i < std::min(figures.size(), kFew); ++i) {
    out += (out.empty() ? "" : ", ") + display_of(figures[i].value) + " (line " +
           std::to_string(figures[i].line) + ")";
  }
  if (figures.size() > kFew) out += " and " + std::to_string(figures.size() - kFew) + " more";
  return out;
}

class Pair {
 public:
  Pair(const ItemText& transcription, const ItemText& translation, std::vector<Finding>& findings)
      : from_(transcription), to_(translation), findings_(findings) {}

  void check() {
    check_figures(from_, to_);
    check_figures(to_, from_);
    check_sections(from_, to_);
    check_sections(to_, from_);
    check_length();
    check_sheets();
  }

 private:
  static std::string name_of(const ItemText& text) { return display_of(text.file->path.name()); }
  void add(const Rule& rule, const ItemText& text, std::string message) {
    findings_.push_back(finding(rule, {.path = text.file->path}, std::move(message)));
  }

  void check_figures(const ItemText& here, const ItemText& there) {
    const std::vector<TextFigure> lost = unmatched_figures(*here.text, *there.text);
    if (lost.empty()) return;
    add(texts_rule::kFigures, there,
        std::to_string(lost.size()) + (lost.size() == 1 ? " figure" : " figures") + " of the " +
            std::string(word_for(*here.file)) + " " + name_of(here) + " not in the " +
            std::string(word_for(*there.file)) + ": " + list_of(lost));
  }

  void check_sections(const ItemText& here, const ItemText& there) {
    const std::vector<int> lost = unmatched_sections(*here.text, *there.text);
    if (lost.empty()) return;
    std::string numbers;
    for (const int section : lost)
      numbers += (numbers.empty() ? "" : ", ") + std::to_string(section);
    add(texts_rule::kSections, there,
        "no paragraph " + numbers + " in the " + std::string(word_for(*there.file)) + "; the " +
            std::string(word_for(*here.file)) + " " + name_of(here) + " has it");
  }

  double expected() const { return size_of(to_.text->language) / size_of(from_.text->language); }

  void check_length() {
    constexpr std::uint64_t kEnough = 300;         // letters
    constexpr double kShort = 0.62, kLong = 1.65;  // of what is expected
    if (from_.text->letters < kEnough || to_.text->letters == 0) return;
    const double ratio =
        static_cast<double>(to_.text->letters) / static_cast<double>(from_.text->letters);
    const double of_expected = ratio / expected();
    if (of_expected >= kShort && of_expected <= kLong) return;
    add(texts_rule::kLength, to_,
        "the translation has " + std::to_string(to_.text->letters) +
            " letters, the transcription " + name_of(from_) + " " +
            std::to_string(from_.text->letters) + ": " + two_digits(ratio) + " for one, about " +
            two_digits(expected()) + " expected");
  }

  // Only of texts that both name their sheets.
  void check_sheets() {
    const auto sheets = sheets_of(*from_.text), others = sheets_of(*to_.text);
    const auto numbered = [](const std::vector<TextSheet>& list) {
      std::vector<Leaf> out;
      for (const TextSheet& sheet : list) {
        if (sheet.marked) out.push_back(*sheet.marked);
      }
      return out;
    };
    const std::vector<Leaf> ours = numbered(sheets), theirs = numbered(others);
    if (ours.size() < 2 || theirs.size() < 2) return;
    // One numbers leaves of the delo, the other sheets of the record: no comparing them.
    const bool common = std::any_of(ours.begin(), ours.end(),
                                    [&](const Leaf& leaf) { return has_leaf(theirs, leaf); });
    if (!common) return;
    tell_missing(ours, theirs, from_, to_);
    tell_missing(theirs, ours, to_, from_);
    compare_lengths(sheets, others);
  }

  void tell_missing(const std::vector<Leaf>& ours, const std::vector<Leaf>& theirs,
                    const ItemText& here, const ItemText& there) {
    std::vector<Leaf> lost;
    for (const Leaf& leaf : ours) {
      if (std::find(theirs.begin(), theirs.end(), leaf) == theirs.end()) lost.push_back(leaf);
    }
    // The first sheet is often not marked.
    if (lost.size() == 1 && lost.front() == *std::min_element(ours.begin(), ours.end(), before)) {
      return;
    }
    if (lost.empty()) return;
    add(texts_rule::kSheetsDiffer, there,
        "the " + std::string(word_for(*here.file)) + " " + name_of(here) + " marks " +
            named_leaves(lost) + ", the " + std::string(word_for(*there.file)) + " does not");
  }
  static bool before(const Leaf& a, const Leaf& b) { return a < b; }

  // A sheet whose share of its text is far from its share of the other.
  void compare_lengths(const std::vector<TextSheet>& sheets, const std::vector<TextSheet>& others) {
    constexpr double kFar = 2.2;
    constexpr std::uint64_t kEnough = 250;  // characters
    const double usual = expected();
    for (const TextSheet& sheet : sheets) {
      if (!sheet.marked || sheet.length < kEnough) continue;
      const auto other = std::find_if(others.begin(), others.end(), [&](const TextSheet& one) {
        return one.marked == sheet.marked;
      });
      if (other == others.end()) continue;
      const double ratio =
          static_cast<double>(other->length) / static_cast<double>(sheet.length) / usual;
      if (ratio * kFar >= 1 && ratio <= kFar) continue;
      add(texts_rule::kSheetsDiffer, to_,
          "sheet " + sheet.marked->label() + " has " + std::to_string(other->length) +
              " characters in the translation (line " + std::to_string(other->line) + ") and " +
              std::to_string(sheet.length) + " in the transcription " + name_of(from_) + " (line " +
              std::to_string(sheet.line) + ")");
    }
  }

  const ItemText& from_;
  const ItemText& to_;
  std::vector<Finding>& findings_;
};

}  // namespace

std::vector<Finding> check_translations(std::span<const ItemText> texts) {
  std::vector<Finding> findings;
  for (const ItemText& translation : texts) {
    if (translation.file->role != FileRole::kTranslation) continue;
    const auto beside = std::find_if(texts.begin(), texts.end(), [&](const ItemText& text) {
      return text.file->role == FileRole::kTranscription &&
             text.file->leaf == translation.file->leaf;
    });
    if (beside != texts.end()) Pair(*beside, translation, findings).check();
  }
  return findings;
}

Finding no_utf8_copy(const RelativePath& text, const std::string& why) {
  return finding(texts_rule::kNoCopy, {.path = text}, "no UTF-8 copy was made of the text: " + why);
}

}  // namespace delo::validators
