// A text and the leaves of its item.
#include <algorithm>
#include <string>
#include <utility>

#include "core/records/text_sheets.h"
#include "core/text/utf8.h"
#include "validators/text/document_validator.h"
#include "validators/texts/item_leaves.h"
#include "validators/texts/item_texts.h"
#include "validators/texts/texts_rules.h"

namespace delo::validators {
namespace {

std::string at_line(std::uint64_t line) { return "line " + std::to_string(line); }

// "ru" of "ru-RU"; lower case.
std::string primary(std::string_view tag) { return to_lower(tag.substr(0, tag.find('-'))); }

bool is_text_of_record(const FileObject& file) {
  return file.role == FileRole::kTranscription || file.role == FileRole::kTranslation;
}

// Of other files of the same role and language: a text may come in parts.
struct Elsewhere {
  bool text = false;  // there is one
  std::vector<Leaf> leaves;
};

// What the texts of an item are compared with.
struct ExpectedLeaves {
  explicit ExpectedLeaves(const Item& item, std::span<const Leaf> blank_sides)
      : leaves(leaves_of_item(item)),
        sides(sides_of_item(item)),
        blank(std::vector<Leaf>(blank_sides.begin(), blank_sides.end())),
        by_reference(!item.reference.leaves.empty()),
        versos(may_have_versos(item)) {
    const std::vector<Leaf> without_text = in_order({blank_sides.begin(), blank_sides.end()});
    std::erase_if(sides, [&](const Leaf& side) { return has_side(without_text, side); });
  }

  std::vector<Leaf> leaves;
  std::vector<Leaf> sides;  // with something on them, as far as can be told
  LeafSet blank;
  bool by_reference;
  bool versos;
};

class TextAgainstLeaves {
 public:
  TextAgainstLeaves(const ItemText& text, const ExpectedLeaves& expected,
                    const Elsewhere& elsewhere, const BoundSheets& bound,
                    std::vector<Finding>& findings)
      : text_(text),
        leaves_(expected.leaves),
        sides_(expected.sides),
        whole_(without_sides(expected.leaves)),
        known_(expected.leaves),
        blank_(expected.blank),
        elsewhere_(elsewhere.leaves),
        sides_elsewhere_(in_order(elsewhere.leaves)),
        elsewhere_text_(elsewhere.text),
        source_(expected.by_reference ? "the reference names " : "there are scans of "),
        versos_(expected.versos),
        bound_(bound),
        findings_(findings) {}

  void check() {
    if (text_.text->marks_in_all > text_.text->marks.size()) return;  // told there
    switch (bound_.numbering) {
      case SheetNumbering::kNone:
        return check_count();
      case SheetNumbering::kUnclear:
        return check_unclear();
      case SheetNumbering::kAbsolute:
      case SheetNumbering::kRelative:
        break;
    }
    check_unknown();
    check_order();
    check_doubled();
    check_missing();
    check_empty();
  }

 private:
  void add(const Rule& rule, std::string part, std::string message) {
    findings_.push_back(
        finding(rule, {.path = text_.file->path, .part = std::move(part)}, std::move(message)));
  }
  std::string the_text() const { return "the " + std::string(word_for(*text_.file)); }
  std::string expected() const { return source_ + named_leaves(leaves_); }
  bool relative() const { return bound_.numbering == SheetNumbering::kRelative; }

  // Sheets that are told only by what stands at foot and head, or by breaks of pages.
  void check_count() {
    const auto& marks = text_.text->marks;
    const auto has = [&](auto kind) {
      return std::any_of(marks.begin(), marks.end(),
                         [&](const SheetMark& mark) { return kind(mark.kind); });
    };
    const bool textual = has([](SheetMarkKind kind) {
      return kind == SheetMarkKind::kNextSheet || kind == SheetMarkKind::kContinuation;
    });
    const std::size_t sheets = bound_.sheets.size();
    const bool divided = textual || (sheets > 1 && has_pages_of_record() && has(is_of_pages));
    if (!divided || sheets == whole_.size() || sheets == leaves_.size()) return;
    // Versos that are not named apart may have text.
    if (versos_ && sheets > whole_.size() && sheets <= 2 * whole_.size()) return;
    add(texts_rule::kSheetCount, "",
        the_text() + " has " + std::to_string(sheets) + " sheets by its marks; " + expected() +
            ", " + std::to_string(whole_.size()) + (whole_.size() == 1 ? " leaf" : " leaves"));
  }

  void check_unclear() {
    std::vector<Leaf> marked;
    for (const BoundSheet& bound : bound_.sheets) {
      if (bound.sheet.marked) marked.push_back(*bound.sheet.marked);
    }
    add(texts_rule::kLeafUnknown, "",
        the_text() + " has marks for " + named_leaves(std::move(marked)) + "; " + expected());
  }

  void check_unknown() {
    std::size_t told = 0;
    for (const BoundSheet& bound : bound_.sheets) {
      const auto& marked = bound.sheet.marked;
      if (!marked) continue;
      const bool known = relative() ? bound.leaf.has_value() : known_.has(*marked);
      if (known || ++told > kMostTold) continue;
      const std::string number = marked->label();
      add(texts_rule::kLeafUnknown, at_line(bound.sheet.line),
          "\"" + bound.sheet.mark + "\" is a mark for " +
              (relative() ? "sheet " + number : "leaf " + number) + "; " + expected() +
              (relative() ? ", " + std::to_string(whole_.size()) + " leaves" : ""));
    }
  }

  void check_order() {
    const TextSheet* before = nullptr;
    std::size_t told = 0;
    for (const BoundSheet& bound : bound_.sheets) {
      const TextSheet& sheet = bound.sheet;
      if (!sheet.marked) continue;
      if (before && *sheet.marked < *before->marked && ++told <= kMostTold) {
        add(texts_rule::kMarksOrder, at_line(sheet.line),
            "the mark for " + sheet.marked->label() + " stands after that for " +
                before->marked->label() + " (" + at_line(before->line) + ")");
      }
      before = &sheet;
    }
  }

  void check_doubled() {
    std::vector<const TextSheet*> seen;
    std::size_t told = 0;
    for (const BoundSheet& bound : bound_.sheets) {
      const TextSheet& sheet = bound.sheet;
      if (!sheet.marked) continue;
      const auto first =
          std::lower_bound(seen.begin(), seen.end(), *sheet.marked,
                           [](const TextSheet* a, const Leaf& leaf) { return *a->marked < leaf; });
      if (first != seen.end() && *(*first)->marked == *sheet.marked) {
        if (++told > kMostTold) continue;
        add(texts_rule::kMarksDoubled, at_line(sheet.line),
            (relative() ? "sheet " : "leaf ") + sheet.marked->label() +
                " is marked twice: " + at_line((*first)->line) + " and " + at_line(sheet.line));
      } else {
        seen.insert(first, &sheet);
      }
    }
  }

  // Leaves that no sheet is of.
  void check_missing() {
    std::vector<Leaf> has, missing, numbers;
    for (const BoundSheet& bound : bound_.sheets) {
      if (bound.leaf) has.push_back(*bound.leaf);
      if (bound.sheet.marked) numbers.push_back(*bound.sheet.marked);
    }
    const LeafSet here(has);
    for (const Leaf& leaf : whole_) {
      const bool told = here.has(leaf) || elsewhere_.has(leaf);
      if (!told && !blank_.has(leaf)) missing.push_back(leaf);
    }
    add_missing_sides(has, here, missing);
    if (missing.empty()) return;
    const std::string marks =
        relative() ? "sheets " + leaf_ranges(in_order(numbers)) : "marks for " + named_leaves(has);
    add(texts_rule::kLeafWithoutText, missing.size() == 1 ? named_leaves(missing) : "",
        the_text() + " has " + marks + "; " + expected() + ": nothing for " + bare(missing));
  }

  // Where the text marks sides: those of leaves that it has.
  void add_missing_sides(const std::vector<Leaf>& has, const LeafSet& here,
                         std::vector<Leaf>& missing) const {
    const bool marks_sides =
        std::any_of(bound_.sheets.begin(), bound_.sheets.end(), [](const BoundSheet& bound) {
          return bound.sheet.marked && bound.sheet.marked->side == Side::kVerso;
        });
    if (!marks_sides) return;
    const std::vector<Leaf> ours = in_order(has);
    for (const Leaf& side : sides_) {
      if (here.has(side) && !has_side(ours, side) && !has_side(sides_elsewhere_, side)) {
        missing.push_back(side);
      }
    }
  }

  // A leaf whose mark is there, and no text behind it.
  void check_empty() {
    std::size_t told = 0;
    for (const BoundSheet& bound : bound_.sheets) {
      if (told == kMostTold) return;
      if (!bound.leaf || bound.sheet.length > 0 || !bound.sheet.marked) continue;
      const Leaf& leaf = *bound.leaf;
      // Versos are blank more often than not.
      if (leaf.side == Side::kVerso || blank_.has(leaf) || has_text(leaf)) continue;
      ++told;
      add(texts_rule::kLeafWithoutText, named_leaves({leaf}),
          the_text() + " marks leaf " + leaf.label() + " (" + at_line(bound.sheet.line) +
              ") and has no text for it");
    }
  }
  bool has_text(const Leaf& leaf) const {
    return std::any_of(bound_.sheets.begin(), bound_.sheets.end(), [&](const BoundSheet& bound) {
      return bound.leaf && *bound.leaf == leaf && bound.sheet.length > 0;
    });
  }

  static std::string bare(const std::vector<Leaf>& leaves) {
    const std::string named = named_leaves(leaves);
    return named.substr(named.find(' ') + 1);
  }

  // Pages of a PDF or a translation are those of the typist of today; those of parts are too few.
  bool has_pages_of_record() const {
    return text_.file->role == FileRole::kTranscription &&
           text_.file->format.mime != "application/pdf" && !elsewhere_text_;
  }
  static bool is_of_pages(SheetMarkKind kind) {
    return kind == SheetMarkKind::kFormFeed || kind == SheetMarkKind::kPageElement;
  }

  static constexpr std::size_t kMostTold = 10;

  const ItemText& text_;
  const std::vector<Leaf>& leaves_;
  const std::vector<Leaf>& sides_;
  std::vector<Leaf> whole_;
  LeafSet known_;
  const LeafSet& blank_;
  LeafSet elsewhere_;  // in other texts of the same kind
  std::vector<Leaf> sides_elsewhere_;
  bool elsewhere_text_;
  std::string source_;
  bool versos_;  // sides that nothing names may have text
  const BoundSheets& bound_;
  std::vector<Finding>& findings_;
};

// Word processors declare the language of their own spelling checker more often than the text's.
bool is_office_document(const FileObject& file) {
  return file.format.puid == "fmt/412" || text::is_open_document_text(file.format.puid);
}

void check_language(const ItemText& text, std::vector<Finding>& findings) {
  const TextMetadata& told = *text.text;
  if (!told.language_certain || told.language.empty()) return;
  const auto differs = [&](const std::string& declared) {
    const std::string tag = primary(declared);
    // Names of languages ("Russian") and codes of three letters are not compared here.
    return tag.size() == 2 && tag != told.language;
  };
  if (differs(text.file->language)) {
    findings.push_back(finding(texts_rule::kLanguage, {.path = text.file->path},
                               "the " + std::string(word_for(*text.file)) +
                                   " is declared to be \"" + display_of(text.file->language) +
                                   "\" and reads as \"" + told.language + "\" (" + told.script +
                                   ")"));
  } else if (!is_office_document(*text.file) && differs(told.declared_language)) {
    findings.push_back(finding(texts_rule::kLanguage, {.path = text.file->path},
                               "the file itself declares \"" + display_of(told.declared_language) +
                                   "\" and reads as \"" + told.language + "\" (" + told.script +
                                   ")"));
  }
}

Elsewhere elsewhere_of(std::size_t text, std::span<const ItemText> texts,
                       const std::vector<BoundSheets>& bound) {
  constexpr std::size_t kMostParts = 50;
  Elsewhere out;
  std::size_t parts = 0;
  for (std::size_t i = 0; i < texts.size() && parts < kMostParts; ++i) {
    if (i == text || texts[i].file->role != texts[text].file->role) continue;
    if (texts[i].text->language != texts[text].text->language) continue;
    ++parts;
    out.text = true;
    if (texts[i].file->leaf) out.leaves.push_back(*texts[i].file->leaf);
    for (const BoundSheet& sheet : bound[i].sheets) {
      if (sheet.leaf && sheet.sheet.marked) out.leaves.push_back(*sheet.leaf);
    }
  }
  return out;
}

}  // namespace

std::vector<Finding> check_texts_and_leaves(const Item& item, std::span<const ItemText> texts,
                                            std::span<const Leaf> blank, std::size_t in_all) {
  std::vector<Finding> findings;
  if (in_all > texts.size()) {
    findings.push_back(finding(texts_rule::kMany, {},
                               std::to_string(in_all) + " texts, the first " +
                                   std::to_string(texts.size()) + " were compared"));
  }
  const ExpectedLeaves expected(item, blank);
  std::vector<BoundSheets> bound;
  for (const ItemText& text : texts) {
    // A text of one leaf has no sheets to speak of.
    bound.push_back(text.file->leaf
                        ? BoundSheets()
                        : bind_sheets(sheets_of(*text.text, expected.leaves), expected.leaves));
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const ItemText& text = texts[i];
    if (!is_text_of_record(*text.file)) continue;
    check_language(text, findings);
    if (text.file->leaf || expected.leaves.empty()) continue;
    TextAgainstLeaves(text, expected, elsewhere_of(i, texts, bound), bound[i], findings).check();
  }
  return findings;
}

std::span<const Rule> texts_rules() { return texts_rule::kAll; }

}  // namespace delo::validators
