// The texts of an item compared with its leaves, with what is declared, and with each other.
#pragma once

#include <span>
#include <vector>

#include "core/records/finding.h"
#include "core/records/item.h"
#include "core/records/text_metadata.h"

namespace delo::validators {

// A text of the item and what it says of itself; borrowed.
struct ItemText {
  const FileObject* file = nullptr;
  const TextMetadata* text = nullptr;
};

// Of each text of role transcription or translation:
//   texts.language             it is in the language that is declared for it
//   texts.leaf-without-text    each leaf of the item has its sheet, with text on it
//   texts.leaf-unknown         its marks name leaves of the item
//   texts.marks-order          they stand in the order of the leaves
//   texts.marks-doubled        each leaf is marked once
//   texts.sheet-count          sheets without numbers are as many as leaves
// The item's leaves are those of the reference, without any those of its master files.  `blank`:
// leaves on which nothing is; they need no text.  `in_all`: how many texts the item has; more than
// kMostItemTexts are not compared, and texts.many says so.
inline constexpr std::size_t kMostItemTexts = 2'000;
std::vector<Finding> check_texts_and_leaves(const Item& item, std::span<const ItemText> texts,
                                            std::span<const Leaf> blank, std::size_t in_all);

// Of each translation and the transcription beside it (of the same leaf, or both of the item):
//   texts.figures              numbers and dates of the one are in the other
//   texts.sections             numbered paragraphs, too
//   texts.sheets-differ        and sheets
//   texts.length               they are about as long as the languages let expect
std::vector<Finding> check_translations(std::span<const ItemText> texts);

// "texts.no-utf-8-copy": a text that is not UTF-8 has no copy that is.
Finding no_utf8_copy(const RelativePath& text, const std::string& why);

std::span<const Rule> texts_rules();

}  // namespace delo::validators
